/** Text drawn in one go on one baseline, without a gap as wide as between columns. Page units, y upwards. */
export interface Run {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the baseline. */
  readonly y: number;
  /** Size of the type. */
  readonly size: number;
}

/** Baselines closer than this share of the type size belong to one line; superscripts stay in theirs. */
const LINE_SHIFT = 0.5;

export function onOneLine(a: Run, b: Run): boolean {
  return Math.abs(a.y - b.y) <= LINE_SHIFT * Math.max(a.size, b.size);
}

/** Across a gap only text of the same line shares its baseline so closely. */
const BASELINE_SHIFT = 0.2;

export function isBeside(run: Run, other: Run): boolean {
  return Math.abs(run.y - other.y) <= BASELINE_SHIFT * Math.max(run.size, other.size);
}

/** How much of the narrower run lies over or under the other, 0–1. */
export function overlap(a: Run, b: Run): number {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const narrower = Math.max(Math.min(a.right - a.left, b.right - b.left), Number.MIN_VALUE);
  return Math.max(0, shared) / narrower;
}

/** The middle one of some numbers; 0 of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Runs by baseline from the top down, and from left to right on each. */
export function linesOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y || a.left - b.left)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && onOneLine(first, run)) line.push(run);
    else lines.push([run]);
  }
  return lines.map((line) => line.sort((a, b) => a.left - b.left));
}
