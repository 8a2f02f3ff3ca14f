import { isDates } from './dates.js';
import { findColumns } from './find-columns.js';
import { arePairedRows, pairedRows } from './paired-rows.js';
import { isBeside, linesOf, onOneLine, overlap, type Run } from './run.js';

/** Lines of a paragraph stand no further apart than this many type sizes. */
const LINE_PITCH = 1.7;
const SAME_LEFT = 1;
const SAME_SIZE = 0.15;
const COLUMN_OVERLAP = 0.3;
/** Header and footer are drawn first or last as it comes; they stand within this share of the page's height. */
const MARGIN = 0.06;

/**
 * Whether runs were drawn in an order that can be read. Most programs draw what belongs together one after the other,
 * and columns whole, which no geometry does as well; but some go down the page through all columns at once, and browsers
 * draw in layers, so that the headings of posts come apart from what was done in them.
 *
 * A fault is a line that was drawn before the one right above it, or a paragraph that something else was drawn into.
 */
export function isReadableAsDrawn(runs: readonly Run[], bottom: number, top: number): boolean {
  const margin = (top - bottom) * MARGIN;
  const place = new Map(runs.map((run, index) => [run, index]));
  const body = runs
    .filter(({ y }) => y > bottom + margin && y < top - margin)
    .sort((a, b) => b.y - a.y || a.left - b.left);
  for (const [index, run] of body.entries()) {
    const below = lineBelow(run, body, index);
    if (below === undefined) continue;
    const from = place.get(run) ?? 0;
    const to = place.get(below) ?? 0;
    if (to < from || (isSameParagraph(run, below) && isBroken(runs, from, to))) return false;
  }
  return !hasTornRows(runs, place) && !hasTornDates(runs, place);
}

/** Whether dates, posts or labels were drawn one under the other, away from the text beside each. */
function hasTornRows(runs: readonly Run[], place: ReadonlyMap<Run, number>): boolean {
  const columns = findColumns(runs);
  if (columns === null || !arePairedRows(columns.left, columns.right)) return false;
  const drawnAt = (part: readonly Run[]) => Math.min(...part.map((run) => place.get(run) ?? 0));
  const rows = pairedRows(columns.left, columns.right).filter(
    ({ left, right }) => left.length * right.length > 0,
  );
  return rows.some((row, index) => {
    const next = rows[index + 1];
    return next !== undefined && drawnAt(row.right) > drawnAt(next.left);
  });
}

/** Whether dates at the margin were drawn away from the line that they end. */
function hasTornDates(runs: readonly Run[], place: ReadonlyMap<Run, number>): boolean {
  return linesOf(runs).some((line) =>
    line.some((run, index) => {
      const before = line[index - 1];
      if (before === undefined || !isDates(run.text)) return false;
      const [one, other] = [place.get(before) ?? 0, place.get(run) ?? 0];
      return isBroken(runs, Math.min(one, other), Math.max(one, other));
    }),
  );
}

/** The nearest run under this one that stands in its column. */
function lineBelow(run: Run, sorted: readonly Run[], index: number): Run | undefined {
  for (let i = index + 1; i < sorted.length; i += 1) {
    const other = sorted[i] as Run;
    if (!onOneLine(run, other) && overlap(run, other) >= COLUMN_OVERLAP) return other;
  }
  return undefined;
}

function isSameParagraph(run: Run, below: Run): boolean {
  const size = Math.max(run.size, below.size);
  return (
    run.y - below.y <= LINE_PITCH * size &&
    Math.abs(run.left - below.left) <= SAME_LEFT * size &&
    Math.abs(run.size - below.size) <= SAME_SIZE * size
  );
}

/** Whether something from other lines was drawn between two lines. */
function isBroken(runs: readonly Run[], from: number, to: number): boolean {
  const [first, last] = [runs[from] as Run, runs[to] as Run];
  return runs.slice(from + 1, to).some((run) => !isBeside(run, first) && !isBeside(run, last));
}
