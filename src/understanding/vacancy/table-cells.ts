import { originalSpan } from '../normalise.js';
import type { PreparedText } from '../prepare-text.js';

/** One cell of a line that was a table's row. */
export interface Cell {
  readonly text: string;
  /** Offset in the original line; columns of spaces are told by it. */
  readonly column: number;
  readonly start: number;
}

const GAP = /\t+|\s*\|\s*| {3,}/g;

/** Cells of a line; empty ones between two tabs or bars are left out, and their column is kept by the offsets. */
export function cellsOf(
  prepared: PreparedText,
  original: string,
  start: number,
  end: number,
): readonly Cell[] {
  const span = originalSpan(prepared.normalised, start, end);
  const line = original.slice(span.start, span.end);
  if (!/\t|\||\s{3}/.test(line)) return [{ text: prepared.text.slice(start, end), column: 0, start }];
  const cells: Cell[] = [];
  let from = 0;
  let tabs = 0;
  const push = (to: number): void => {
    const text = line.slice(from, to).replace(/\s+/g, ' ').trim();
    if (text !== '') {
      const lead = from + (line.slice(from, to).length - line.slice(from, to).trimStart().length);
      const column = tabs > 0 ? tabs * WIDE : lead;
      cells.push({ text, column, start: preparedPlace(prepared, span.start + lead, start, end) });
    }
  };
  for (const gap of line.matchAll(GAP)) {
    push(gap.index);
    from = gap.index + gap[0].length;
    tabs += (gap[0].match(/\t|\|/g) ?? []).length;
  }
  push(line.length);
  return cells;
}

/** Columns told by tabs and bars are further apart than any that are told by spaces. */
const WIDE = 1_000;

function preparedPlace({ normalised }: PreparedText, original: number, start: number, end: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((normalised.starts[middle] ?? Infinity) < original) low = middle + 1;
    else high = middle;
  }
  return low;
}
