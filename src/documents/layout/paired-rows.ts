import { isBeside, linesOf, onOneLine, type Run } from './run.js';

export interface Row {
  readonly left: readonly Run[];
  readonly right: readonly Run[];
}

/** A gap of more type sizes than this between two lines parts blocks. */
const BLOCK_PITCH = 1.9;
/** Share of the left blocks that must begin on a line with a block at their right. */
const ALIGNED = 0.7;
const FEWEST_ROWS = 2;

/**
 * Whether the pieces of the left column each belong to what stands beside them: dates, posts or labels with their text
 * to the right. They begin on one line with a piece of the right column and end before the next begins. In a side bar
 * with a story of its own few pieces do.
 */
export function arePairedRows(left: readonly Run[], right: readonly Run[]): boolean {
  const blocks = blocksOf(left);
  if (blocks.length < FEWEST_ROWS) return false;
  const starts = blocksOf(right).flatMap(([first]) => first ?? []);
  const aligned = blocks.filter((block) => {
    const first = block[0]?.[0];
    return first !== undefined && starts.flat().some((start) => onOneLine(first, start));
  });
  return aligned.length >= ALIGNED * blocks.length;
}

/** Share of the lines on either side that have a line on their own baseline at the other. */
const IN_ROWS = 0.85;

/**
 * Whether the columns are those of a table with a line to each cell: read across, as it was meant. Programs draw tables
 * row by row; what was drawn one column after the other are cards side by side.
 *
 * @param place Of each run in the order of drawing.
 */
export function isTable(
  left: readonly Run[],
  right: readonly Run[],
  place: ReadonlyMap<Run, number>,
): boolean {
  const [firstLeft, lastLeft] = drawnWithin(left, place);
  const [firstRight, lastRight] = drawnWithin(right, place);
  if (lastLeft < firstRight || lastRight < firstLeft) return false;
  const share = (one: readonly Run[], other: readonly Run[]) =>
    one.filter((run) => other.some((beside) => isBeside(run, beside))).length / one.length;
  return share(left, right) >= IN_ROWS && share(right, left) >= IN_ROWS;
}

/** The first and the last place of runs in the order of drawing. */
function drawnWithin(runs: readonly Run[], place: ReadonlyMap<Run, number>): [first: number, last: number] {
  return runs.reduce<[number, number]>(
    ([first, last], run) => {
      const at = place.get(run) ?? 0;
      return [Math.min(first, at), Math.max(last, at)];
    },
    [Infinity, -Infinity],
  );
}

/** The rows from the top down; what stands at the right above the first piece of the left is a row without a left. */
export function pairedRows(left: readonly Run[], right: readonly Run[]): readonly Row[] {
  const starts = blocksOf(right).flatMap(([first]) => first?.[0] ?? []);
  const blocks = blocksOf(left);
  const tops = blocks.map((block) => {
    const first = block[0]?.[0] as Run;
    const beside = starts.find((start) => onOneLine(first, start));
    return Math.max(first.y, beside?.y ?? first.y) + first.size / 2;
  });
  const rowOf = (run: Run) => tops.findLastIndex((top) => run.y <= top);
  return [-1, ...blocks.keys()].map((index) => ({
    left: (blocks[index] ?? []).flat(),
    right: right.filter((run) => rowOf(run) === index),
  }));
}

/** Lines that stand close under each other, from the top down. */
function blocksOf(runs: readonly Run[]): readonly (readonly (readonly Run[])[])[] {
  const blocks: (readonly Run[])[][] = [];
  for (const line of linesOf(runs)) {
    const last = blocks.at(-1)?.at(-1)?.[0];
    const first = line[0] as Run;
    const near = last !== undefined && last.y - first.y <= BLOCK_PITCH * Math.max(last.size, first.size);
    if (near) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return blocks;
}
