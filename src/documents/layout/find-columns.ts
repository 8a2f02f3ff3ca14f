import { isDates } from './dates.js';
import { linesOf, median, onOneLine, type Run } from './run.js';

export interface Columns {
  readonly above: readonly Run[];
  readonly left: readonly Run[];
  readonly right: readonly Run[];
  readonly below: readonly Run[];
}

/** The white strip between two columns is at least this many type sizes wide. */
const NARROWEST_GUTTER = 0.9;
/** Lines that each column must have. */
const FEWEST_LINES = 3;
/** Share of the letters between the columns' top and bottom that the smaller one must have. */
const SMALLEST_SHARE = 0.06;

interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly worth: number;
}

/**
 * The white strip that parts most text into a left and a right column, with what lies above and below; null where there
 * is none. A line that runs across ends the columns. Dates at the right margin make no column: each stands on a line of
 * the text at its left.
 */
export function findColumns(runs: readonly Run[]): Columns | null {
  const lines = linesOf(runs);
  const gutter = NARROWEST_GUTTER * median(runs.map(({ size }) => size));
  let best: Candidate | null = null;
  for (const at of candidateEdges(runs)) {
    for (const candidate of stretches(lines, at, gutter)) {
      if (candidate.worth > (best?.worth ?? 0)) best = candidate;
    }
  }
  if (best === null) return null;
  const { from, to, at } = best;
  const middle = lines.slice(from, to).flat();
  return {
    above: lines.slice(0, from).flat(),
    left: middle.filter((run) => run.left < at),
    right: middle.filter((run) => run.left >= at),
    below: lines.slice(to).flat(),
  };
}

/** Where a right column could begin: the left edges that several runs share. */
function candidateEdges(runs: readonly Run[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { left } of runs) counts.set(Math.floor(left), (counts.get(Math.floor(left)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= 2).map(([edge]) => edge);
}

/** Stretches of lines that keep the strip left of `at` white and have enough text on both sides of it. */
function stretches(lines: readonly (readonly Run[])[], at: number, gutter: number): readonly Candidate[] {
  const found: Candidate[] = [];
  let from = 0;
  for (let i = 0; i <= lines.length; i += 1) {
    const line = lines[i];
    if (line?.every((run) => run.left >= at || run.right <= at - gutter)) continue;
    const worth = worthOf(lines.slice(from, i), at);
    if (worth > 0) found.push({ ...trimmed(lines, from, i, at), at, worth });
    from = i + 1;
  }
  return found;
}

/** Letters of the smaller side; 0 where the sides do not make two columns. */
function worthOf(lines: readonly (readonly Run[])[], at: number): number {
  const left = lines.flatMap((line) => line.filter((run) => run.left < at));
  const right = lines.flatMap((line) => line.filter((run) => run.left >= at));
  if (linesOf(left).length < FEWEST_LINES || linesOf(right).length < FEWEST_LINES) return 0;
  if (isMargin(right, left)) return 0;
  const [onLeft, onRight] = [letters(left), letters(right)];
  const smaller = Math.min(onLeft, onRight);
  return smaller < SMALLEST_SHARE * (onLeft + onRight) ? 0 : smaller;
}

/** Text of a side column, the longest span of dates included. */
const SHORT = 28;

/** Dates, places and the like that each end a line of the text at their left: all dates, or flush with the margin. */
function isMargin(right: readonly Run[], left: readonly Run[]): boolean {
  const ends = right.map((run) => run.right);
  const flush = Math.max(...ends) - Math.min(...ends) < median(right.map(({ size }) => size)) / 2;
  return right.every(
    (run) =>
      run.text.length <= SHORT && (flush || isDates(run.text)) && left.some((other) => onOneLine(run, other)),
  );
}

/** A gap of more type sizes than this sets a line apart. */
const APART = 2.2;

/**
 * The stretch without its ends that are set apart and stand in one column only: a heading and short lines under the
 * columns belong to what follows, and a name above them goes first.
 */
function trimmed(
  lines: readonly (readonly Run[])[],
  from: number,
  to: number,
  at: number,
): Pick<Candidate, 'from' | 'to'> {
  const inside = lines.slice(from, to);
  const sides = [(run: Run) => run.left < at, (run: Run) => run.left >= at];
  const first = Math.max(...sides.map((side) => inside.findIndex((line) => line.some(side))));
  const last = Math.min(...sides.map((side) => inside.findLastIndex((line) => line.some(side))));
  let start = first;
  while (start > 0 && !isApart(inside[start - 1], inside[start])) start -= 1;
  let end = last;
  while (end + 1 < inside.length && !isApart(inside[end], inside[end + 1])) end += 1;
  return { from: from + start, to: from + end + 1 };
}

function isApart(upper: readonly Run[] = [], lower: readonly Run[] = []): boolean {
  const [one, other] = [upper[0], lower[0]];
  return !one || !other || one.y - other.y > APART * Math.max(one.size, other.size);
}

function letters(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}
