import type { z } from 'zod';
import type { understood } from '../cvs/schema.js';

type Role = z.input<typeof understood>['roles'][number];

/** A role as a bar on a time axis; places in hundredths of the axis. */
export interface ChartedRole extends Role {
  /** Null: the CV does not say when it began. */
  readonly bar: { readonly left: string; readonly width: string } | null;
}

export interface RoleChart {
  readonly roles: readonly ChartedRole[];
  readonly years: readonly { readonly year: number; readonly left: string }[];
}

/** So many years of the axis are written out at most. */
const MOST_YEARS = 6;
/** A post of a month is seen too. */
const LEAST_WIDTH = 0.8;

/**
 * Roles on one axis of whole years, from the first that is dated to now. A year without a month counts from its first to
 * its last month, as far as the CV can be believed to mean; a post whose end is not known is drawn no longer than its beginning.
 *
 * @param now the month that "present" means.
 */
export function chartRoles(roles: readonly Role[], now: Date): RoleChart {
  const thisMonth = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const spans = roles.map(({ from, to }) => {
    if (from === null) return null;
    const begin = from.year * 12 + (from.month ?? 1) - 1;
    const until = to ?? from;
    const end = until === 'present' ? thisMonth : until.year * 12 + (until.month ?? 12) - 1;
    return { begin, end: Math.max(begin, end) + 1 };
  });
  const dated = spans.filter((span) => span !== null);
  if (dated.length === 0) return { roles: roles.map((role) => ({ ...role, bar: null })), years: [] };
  const first = Math.floor(Math.min(...dated.map(({ begin }) => begin)) / 12);
  const last = Math.ceil(Math.max(...dated.map(({ end }) => end)) / 12);
  const place = (month: number): number => (100 * (month - first * 12)) / ((last - first) * 12);
  const step = Math.ceil((last - first) / MOST_YEARS);
  const years = Array.from({ length: Math.ceil((last - first) / step) }, (_, n) => first + n * step);
  return {
    years: years.map((year) => ({ year, left: place(year * 12).toFixed(2) })),
    roles: roles.map((role, n) => {
      const span = spans[n] ?? null;
      const width = span && Math.max(place(span.end) - place(span.begin), LEAST_WIDTH);
      const bar = span && {
        left: place(span.begin).toFixed(2),
        width: (width ?? 0).toFixed(2),
      };
      return { ...role, bar };
    }),
  };
}
