import { matchesOf } from '../matches-of.js';
import type { SectionKind, YearMonth } from '../profile.js';
import { overlapsAny, type CvOutline } from './outline.js';
import type { TextRole } from './read-role.js';

/** Parts that tell of work done; what one hopes for, renews or studied says nothing of how long a post has lasted. */
const DATING = new Set<SectionKind>(['experience', 'training', 'summary', 'skills']);
/** Not one that lies ahead: "Vision 2030", "valid until 2028", "a 2030 strategy". */
const YEAR =
  /(?<![\d£,.])(?<!\b(?:vision|strategy|plans?|agenda|targets?|until|expir\w+|valid|due|renew\w*|by)(?: (?:in|to|on|for|of|until))? )(?:19|20)\d\d(?!\d|[,.]\d)(?! (?:vision|strategy|plan|agenda|target)s?\b)/gi;

/**
 * The latest date of any post, or the latest year that the parts about work name, in months since year 0: no clock is
 * read, and a post still held lasts at least to then.
 */
export function latestDate(
  roles: readonly TextRole[],
  { prepared, sections, privateRanges }: Pick<CvOutline, 'prepared' | 'sections' | 'privateRanges'>,
): number {
  const dated = roles.flatMap(({ from, to }) => [from, to]).map((at) => monthIndex(at) ?? 0);
  const named = sections
    .filter(({ kind }) => DATING.has(kind))
    .flatMap(({ start, end }) =>
      matchesOf(YEAR, prepared.text.slice(start, end))
        .filter(({ index }) => !overlapsAny(privateRanges, { start: start + index, end: start + index + 4 }))
        .map(([year]) => Number(year) * 12),
    );
  return Math.max(0, ...dated, ...named);
}

/**
 * Whole months in posts whose dates are known; overlapping ones count once.
 *
 * @param latest see `latestDate`
 */
export function monthsIn(posts: readonly TextRole[], latest: number): number {
  const ranges = posts.flatMap((post) => rangeOf(post, latest)).sort((a, b) => a[0] - b[0]);
  let months = 0;
  let reach = -Infinity;
  for (const [from, to] of ranges) {
    months += Math.max(0, to - Math.max(from, reach));
    reach = Math.max(reach, to);
  }
  return months;
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
