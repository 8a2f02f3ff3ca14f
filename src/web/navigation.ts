import type { Actor, StaffRole } from '../http/actor.js';

interface Entry {
  readonly href: string;
  readonly text: string;
  readonly roles: readonly StaffRole[];
}

const ENTRIES: readonly Entry[] = [
  { href: '/vacancies', text: 'Vacancies', roles: ['consultant', 'agency_staff', 'admin'] },
  { href: '/candidates', text: 'People', roles: ['consultant', 'admin'] },
  { href: '/pipeline', text: 'Pipeline', roles: ['consultant', 'admin'] },
  { href: '/requests', text: 'Requests', roles: ['consultant', 'admin'] },
  { href: '/messages', text: 'Messages', roles: ['consultant', 'admin'] },
  { href: '/compliance', text: 'Compliance', roles: ['consultant', 'admin'] },
  { href: '/cvs/bulk', text: 'Upload CVs', roles: ['consultant', 'agency_staff', 'admin'] },
  { href: '/cv/review', text: 'CVs to look at', roles: ['consultant', 'admin'] },
  { href: '/duplicates', text: 'Duplicates', roles: ['consultant', 'agency_staff', 'admin'] },
  { href: '/admin', text: 'Administration', roles: ['admin'] },
];

export interface NavigationItem {
  readonly href: string;
  readonly text: string;
  readonly current: boolean;
  /** What waits there, such as `3`; null: nothing, or it is not counted. */
  readonly waiting: string | null;
}

/** What waits, by the address of its entry. */
export type WaitingCounts = ReadonlyMap<string, string>;

/** The main menu of somebody, with the entry they are in marked; empty for candidates and strangers. */
export function navigationFor(
  actor: Actor | null,
  path: string,
  waiting: WaitingCounts,
): readonly NavigationItem[] {
  if (actor?.kind !== 'staff') return [];
  return ENTRIES.filter(({ roles }) => roles.includes(actor.role)).map(({ href, text }) => ({
    href,
    text,
    current: path === href || path.startsWith(`${href}/`),
    waiting: waiting.get(href) ?? null,
  }));
}
