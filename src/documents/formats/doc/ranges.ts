/** Bytes of the stream `WordDocument`, `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The same bytes in the order of the file, none of them twice. */
export function inOrder(ranges: readonly Range[]): readonly Range[] {
  const ordered: Range[] = [];
  let end = 0;
  for (const { from, to } of [...ranges].sort((one, other) => one.from - other.from)) {
    if (to > Math.max(from, end)) ordered.push({ from: Math.max(from, end), to });
    end = Math.max(end, to);
  }
  return ordered;
}

/** What is left of ranges outside of others; both come from `inOrder`. */
export function without(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const { from, to } of ranges) {
    let start = from;
    for (let other = others[next]; other && other.from < to; other = others[next]) {
      if (other.from > start) left.push({ from: start, to: other.from });
      start = Math.max(start, other.to);
      if (other.to > to) break;
      next += 1;
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}

/** Those that have a byte in common with a range; they come from `inOrder`. */
export function* overlapping({ from, to }: Range, ranges: readonly Range[]): Generator<Range> {
  const first = countUntil(ranges, (range) => range.to <= from);
  for (let at = first; at < ranges.length; at += 1) {
    const range = ranges[at];
    if (!range || range.from >= to) return;
    yield range;
  }
}

/** How many stand before the first for which something does not hold that holds for all before it. */
export function countUntil<T>(sorted: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && holds(one)) low = middle + 1;
    else high = middle;
  }
  return low;
}
