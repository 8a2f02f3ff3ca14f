import { SECTORS, type Sector } from '../../taxonomy/concept.js';
import type { YearMonth } from '../profile.js';
import type { TextRole } from './read-role.js';

/** Months of occupational therapy per sector. Offsets into the prepared text. */
export interface SectorSpell {
  readonly sector: Sector;
  readonly months: number;
  readonly evidence: { readonly start: number; readonly end: number };
}

/**
 * Whole months per sector over posts of occupational therapy; overlapping posts count once. No clock is read: a post
 * still held lasts to the latest date of any post, and at least a year.
 */
export function sectorHistory(roles: readonly TextRole[]): readonly SectorSpell[] {
  const posts = roles.filter(
    (role) => role.kind === 'employment' && role.occupationalTherapy && role.sector !== null,
  );
  const latest = Math.max(0, ...roles.flatMap(({ from, to }) => [from, to]).map((at) => monthIndex(at) ?? 0));
  const spells: SectorSpell[] = [];
  for (const sector of SECTORS) {
    const own = posts.filter((post) => post.sector === sector);
    const first = own[0];
    if (first === undefined) continue;
    const ranges = own.flatMap((post) => rangeOf(post, latest)).sort((a, b) => a[0] - b[0]);
    let months = 0;
    let reach = -Infinity;
    for (const [from, to] of ranges) {
      months += Math.max(0, to - Math.max(from, reach));
      reach = Math.max(reach, to);
    }
    spells.push({ sector, months, evidence: first.employer ?? first.header });
  }
  return spells;
}

const LEAST_MONTHS_OF_PRESENT_POST = 12;

function rangeOf({ from, to }: TextRole, latest: number): [number, number][] {
  const begin = monthIndex(from);
  if (begin === null) return [];
  const end = to === 'present' ? Math.max(latest, begin + LEAST_MONTHS_OF_PRESENT_POST) : monthIndex(to);
  return end === null || end < begin ? [] : [[begin, end === begin ? begin + 1 : end]];
}

/** A year without a month counts from its middle. */
function monthIndex(at: YearMonth | 'present' | null): number | null {
  return at === null || at === 'present' ? null : at.year * 12 + (at.month ?? 6);
}
