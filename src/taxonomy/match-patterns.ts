import type { Group, Pattern } from './pattern.js';

/**
 * All patterns, ready to be met: stems and groups are whole numbers, equal groups are one. Patterns are looked up by the
 * stem of their last group, and tried only where their other groups have been seen.
 */
export interface PatternIndex {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Compiled patterns by the stem that can stand for their last group; empty for most stems. */
  readonly byAnchor: readonly (readonly CompiledPattern[])[];
  /** Numbers of the groups that a stem stands for or begins, by stem. */
  readonly groupsOf: readonly (readonly number[])[];
  readonly groupCount: number;
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
  return { vocabulary, byAnchor, groupsOf, groupCount: compiledGroups.size };
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
  return Int32Array.from(stems, ({ stem }) => index.vocabulary.get(stem) ?? -1);
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
      for (const compiled of byAnchor[stem] as readonly CompiledPattern[]) {
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

/** Whether each other group stands in the clause, and in ordered patterns before the anchor and within reach. */
function mayMatch(
  { pattern, groups }: CompiledPattern,
  before: Int32Array,
  anywhere: Int32Array,
  start: number,
  anchor: number,
): boolean {
  const least = pattern.ordered ? Math.max(start, anchor - pattern.window) : start;
  const places = pattern.ordered ? before : anywhere;
  for (let g = groups.length - 2; g >= 0; g -= 1) {
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
