import { findColumns } from './find-columns.js';
import { arePairedRows, isTable, pairedRows } from './paired-rows.js';
import { linesOf, type Run } from './run.js';

/** Columns inside columns inside columns; deeper is a drawing and no text. */
const DEEPEST = 4;

/**
 * Lines of a page in the order of a reader, from where the runs stand: what lies above a pair of columns, the columns one
 * after the other, what lies below; but row by row where each piece of the left column belongs to what stands beside it
 * (dates or posts with their text to the right). Each line holds the runs on one baseline, from left to right.
 */
export function readingOrder(runs: readonly Run[], depth = 0): readonly (readonly Run[])[] {
  if (runs.length === 0) return [];
  const columns = depth < DEEPEST ? findColumns(runs) : null;
  if (columns === null) return linesOf(runs);
  const { above, left, right, below } = columns;
  if (isTable(left, right))
    return [...readingOrder(above, depth), ...linesOf([...left, ...right]), ...readingOrder(below, depth)];
  const deeper = (part: readonly Run[]) => readingOrder(part, depth + 1);
  const middle = arePairedRows(left, right)
    ? pairedRows(left, right).flatMap((row) => [...deeper(row.left), ...deeper(row.right)])
    : [...deeper(left), ...deeper(right)];
  return [...readingOrder(above, depth), ...middle, ...readingOrder(below, depth)];
}
