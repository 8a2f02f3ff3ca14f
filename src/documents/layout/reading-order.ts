import { findColumns } from './find-columns.js';
import { arePairedRows, isTable, pairedRows } from './paired-rows.js';
import { linesOf, type Run } from './run.js';

/** Columns inside columns inside columns; deeper is a drawing and no text. */
const DEEPEST = 4;

/**
 * Lines of a page in the order of a reader, from where the runs stand: what lies above a pair of columns, the columns one
 * after the other, what lies below; but row by row where each piece of the left column belongs to what stands beside it
 * (dates or posts with their text to the right). Each line holds the runs on one baseline, from left to right.
 *
 * @param runs In the order of drawing.
 */
export function readingOrder(
  runs: readonly Run[],
  depth = 0,
  place: ReadonlyMap<Run, number> = new Map(runs.map((run, index) => [run, index])),
): readonly (readonly Run[])[] {
  if (runs.length === 0) return [];
  const columns = depth < DEEPEST ? findColumns(runs) : null;
  if (columns === null) return linesOf(runs);
  const { above, left, right, below } = columns;
  const around = (part: readonly Run[]) => readingOrder(part, depth, place);
  if (isTable(left, right, place))
    return [...around(above), ...linesOf([...left, ...right]), ...around(below)];
  const deeper = (part: readonly Run[]) => readingOrder(part, depth + 1, place);
  const middle = arePairedRows(left, right)
    ? pairedRows(left, right).flatMap((row) => [...deeper(row.left), ...deeper(row.right)])
    : [...deeper(left), ...deeper(right)];
  return [...around(above), ...middle, ...around(below)];
}
