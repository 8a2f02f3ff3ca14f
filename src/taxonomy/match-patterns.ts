import type { Group, Pattern } from './pattern.js';

/**
 * All patterns, ready to be met: stems and groups are whole numbers, equal groups are one. Patterns are looked up by the
 * stem of their last group, and tried only where their other groups have been seen.
 */
export interface PatternIndex {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Patterns by the stem that can stand for their last group; none for most stems. */
  readonly byAnchor: readonly AnchoredPatterns[];
  /** Numbers of the groups that a stem stands for or begins, by stem. */
  readonly groupsOf: readonly (readonly number[])[];
  readonly groupCount: number;
}

/** Patterns with one anchor, each at the same place of every array: nearly all are ruled out by the arrays of numbers. */
interface AnchoredPatterns {
  /** Number of another group that has to be there; -1: the pattern has one group alone. */
  readonly needed: Int32Array;
  /** How far before the anchor that group may stand, in words; -1: anywhere in the clause. */
  readonly reach: Int32Array;
  readonly patterns: readonly CompiledPattern[];
}

interface CompiledPattern {
  readonly pattern: Pattern;
  readonly groups: readonly CompiledGroup[];
  readonly forbidden: readonly number[];
}

/** `membership[stem]` is 1 where a stem is an alternative of the group and 2 where it begins one of several words. */
interface CompiledGroup {
  readonly number: number;
  readonly membership: Uint8Array;
  /** Alternatives of several words by their first stem. */
  readonly runs: ReadonlyMap<number, readonly (readonly number[])[]>;
}

export function indexPatterns(patterns: readonly Pattern[]): PatternIndex {
  const vocabulary = new Map<string, number>();
  const numberOf = (stem: string): number => {
    const known = vocabulary.get(stem) ?? vocabulary.size;
    vocabulary.set(stem, known);
    return known;
  };
  for (const { groups, forbidden } of patterns) {
    groups.flat(2).forEach(numberOf);
    forbidden.forEach(numberOf);
  }
  const byAnchor: CompiledPattern[][] = Array.from({ length: vocabulary.size }, () => []);
  const groupsOf: number[][] = Array.from({ length: vocabulary.size }, () => []);
  const compiledGroups = new Map<string, CompiledGroup>();
  const compile = (group: Group): CompiledGroup => {
    const key = JSON.stringify(group);
    const known = compiledGroups.get(key);
    if (known !== undefined) return known;
    const compiled = compileGroup(group, compiledGroups.size, numberOf, vocabulary.size);
    compiledGroups.set(key, compiled);
    for (const first of new Set(group.map(([word]) => numberOf(word as string)))) {
      groupsOf[first]?.push(compiled.number);
    }
    return compiled;
  };
  for (const pattern of patterns) {
    const groups = pattern.groups.map(compile);
    const compiled = { pattern, groups, forbidden: pattern.forbidden.map(numberOf) };
    const anchors = new Set((pattern.groups.at(-1) ?? []).map(([first]) => numberOf(first as string)));
    for (const anchor of anchors) byAnchor[anchor]?.push(compiled);
  }
  return { vocabulary, byAnchor: byAnchor.map(withOneAnchor), groupsOf, groupCount: compiledGroups.size };
}

function withOneAnchor(patterns: readonly CompiledPattern[]): AnchoredPatterns {
  return {
    needed: Int32Array.from(patterns, ({ groups }) => groups.at(-2)?.number ?? -1),
    reach: Int32Array.from(patterns, ({ pattern }) => (pattern.ordered ? pattern.window : -1)),
    patterns,
  };
}

function compileGroup(
  group: Group,
  number: number,
  numberOf: (stem: string) => number,
  size: number,
): CompiledGroup {
  const membership = new Uint8Array(size);
  const runs = new Map<number, (readonly number[])[]>();
  for (const words of group) {
    const [first, ...others] = words.map(numberOf);
    if (first === undefined) continue;
    if (others.length === 0) {
      membership[first] = Math.max(1, membership[first] ?? 0);
    } else {
      membership[first] = 2;
      runs.set(first, [...(runs.get(first) ?? []), [first, ...others]]);
    }
  }
  for (const [word] of group.filter((words) => words.length === 1)) {
    const first = numberOf(word as string);
    if (membership[first] === 2) runs.set(first, [...(runs.get(first) ?? []), [first]]);
  }
  return { number, membership, runs };
}

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
