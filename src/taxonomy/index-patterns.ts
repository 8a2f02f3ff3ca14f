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
export interface AnchoredPatterns {
  /** Number of another group that has to be there; -1: the pattern has one group alone. */
  readonly needed: Int32Array;
  /** How far before the anchor that group may stand, in words; -1: anywhere in the clause. */
  readonly reach: Int32Array;
  readonly patterns: readonly CompiledPattern[];
}

export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly groups: readonly CompiledGroup[];
  readonly forbidden: readonly number[];
}

/** `membership[stem]` is 1 where a stem is an alternative of the group and 2 where it begins one of several words. */
export interface CompiledGroup {
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
