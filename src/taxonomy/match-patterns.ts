import type { AnchoredPatterns, CompiledGroup, CompiledPattern, PatternIndex } from './index-patterns.js';
import type { Pattern } from './pattern.js';

/** The stems of a text as whole numbers; -1: no pattern has it. */
export function numberStems(index: PatternIndex, stems: readonly { readonly stem: string }[]): Int32Array {
  const numbers = new Int32Array(stems.length);
  // `Int32Array.from` goes through an iterator, which takes longer than the look-ups.
  for (let i = 0; i < stems.length; i += 1) numbers[i] = index.vocabulary.get(stems[i]?.stem ?? '') ?? -1;
  return numbers;
}

/** Words `[from, to)` that make one clause. */
export interface Clause {
  readonly from: number;
  readonly to: number;
}

/**
 * The places, as ranges `[from, to]` (both within), where patterns are met inside one clause. The work per word is bounded
 * by the patterns that end in it times their windows.
 */
export function matchPatterns(
  index: PatternIndex,
  words: Int32Array,
  clauses: readonly Clause[],
  onMatch: (pattern: Pattern, from: number, to: number) => void,
): void {
  const { byAnchor, groupsOf, groupCount } = index;
  /** Place at which each group was last seen, by number, before the anchor and in the whole clause. */
  const before = new Int32Array(groupCount).fill(-1);
  const anywhere = new Int32Array(groupCount).fill(-1);
  for (const { from: start, to: end } of clauses) {
    mark(anywhere, groupsOf, words, start, end);
    for (let anchor = start; anchor < end; anchor += 1) {
      const stem = words[anchor] as number;
      if (stem < 0) continue;
      const { needed, reach, patterns } = byAnchor[stem] as AnchoredPatterns;
      for (let n = 0; n < needed.length; n += 1) {
        const group = needed[n] as number;
        const within = reach[n] as number;
        if (group >= 0) {
          const place = (within < 0 ? anywhere[group] : before[group]) as number;
          if (place < start || (within >= 0 && place < anchor - within)) continue;
        }
        const compiled = patterns[n] as CompiledPattern;
        if (!mayMatch(compiled, before, anywhere, start, anchor)) continue;
        const range = matchAt(compiled, words, start, end, anchor);
        if (range !== null) onMatch(compiled.pattern, range[0], range[1]);
      }
      mark(before, groupsOf, words, anchor, anchor + 1);
    }
  }
}

function mark(
  places: Int32Array,
  groupsOf: readonly (readonly number[])[],
  words: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) {
    const stem = words[i] as number;
    if (stem < 0) continue;
    for (const group of groupsOf[stem] as readonly number[]) places[group] = i;
  }
}

/** Whether each group before the needed one stands in the clause, in ordered patterns before the anchor and within reach. */
function mayMatch(
  { pattern, groups }: CompiledPattern,
  before: Int32Array,
  anywhere: Int32Array,
  start: number,
  anchor: number,
): boolean {
  const least = pattern.ordered ? Math.max(start, anchor - pattern.window) : start;
  const places = pattern.ordered ? before : anywhere;
  for (let g = groups.length - 3; g >= 0; g -= 1) {
    if ((places[(groups[g] as CompiledGroup).number] as number) < least) return false;
  }
  return true;
}

function matchAt(
  { pattern, groups, forbidden }: CompiledPattern,
  words: Int32Array,
  start: number,
  end: number,
  anchor: number,
): [number, number] | null {
  const length = lengthAt(groups.at(-1) as CompiledGroup, words, anchor, end);
  if (length === 0) return null;
  let from = anchor;
  let to = anchor + length - 1;
  const taken: [number, number][] = [[from, to]];
  for (let g = groups.length - 2; g >= 0; g -= 1) {
    const group = groups[g] as CompiledGroup;
    const reach = Math.min(pattern.window, end - start);
    const found = pattern.ordered
      ? before(group, words, start, from, reach)
      : nearest(group, words, start, end, anchor, reach, taken);
    if (found === null) return null;
    taken.push(found);
    from = Math.min(from, found[0]);
    to = Math.max(to, found[1]);
  }
  if (to - from > pattern.window) return null;
  for (let i = Math.max(start, from - 3); i <= Math.min(end - 1, to + 3); i += 1) {
    if (forbidden.includes(words[i] as number)) return null;
  }
  return [from, to];
}

/** Number of words of the longest alternative that stands at a place; 0: none. */
function lengthAt(group: CompiledGroup, words: Int32Array, place: number, end: number): number {
  const stem = words[place] as number;
  const kind = stem < 0 ? 0 : (group.membership[stem] as number);
  if (kind < 2) return kind;
  let longest = 0;
  for (const run of group.runs.get(stem) ?? []) {
    if (
      run.length > longest &&
      place + run.length <= end &&
      run.every((word, i) => words[place + i] === word)
    ) {
      longest = run.length;
    }
  }
  return longest;
}

function before(
  group: CompiledGroup,
  words: Int32Array,
  start: number,
  place: number,
  reach: number,
): [number, number] | null {
  for (let at = place - 1; at >= Math.max(start, place - reach); at -= 1) {
    const length = lengthAt(group, words, at, place);
    if (length > 0) return [at, at + length - 1];
  }
  return null;
}

function nearest(
  group: CompiledGroup,
  words: Int32Array,
  start: number,
  end: number,
  anchor: number,
  reach: number,
  taken: readonly (readonly [number, number])[],
): [number, number] | null {
  for (let step = 2; step <= reach * 2 + 1; step += 1) {
    const place = step % 2 === 0 ? anchor - step / 2 : anchor + (step - 1) / 2;
    if (place < start || place >= end) continue;
    const length = lengthAt(group, words, place, end);
    if (length > 0 && !taken.some(([a, b]) => place <= b && place + length - 1 >= a)) {
      return [place, place + length - 1];
    }
  }
  return null;
}
