import type { Requirement } from './requirement.js';
import type { FeatureNumbers } from './feature-numbers.js';

/** Some of a requirement's criteria, by the concepts that speak for them. */
export interface ConceptRound {
  /** Which words of a person's concept bits matter, and which bits of each. */
  readonly words: Int32Array;
  readonly masks: Int32Array;
  /** What concept n speaks for stands from `starts[n]` to before `starts[n + 1]`. */
  readonly starts: Int32Array;
  readonly criterion: Uint16Array;
  /** Percent of its strength that counts. */
  readonly share: Uint8Array;
  /** Per criterion. */
  readonly weight: Int32Array;
  /** Per criterion, the sum that it belongs to. */
  readonly sum: Uint8Array;
  /** Room of `sumConcepts`: the best strength of each criterion, above a base that rises from person to person. */
  readonly best: Int32Array;
}

/** @param sumOf number of the sum that a criterion belongs to; null leaves the criterion out. */
export function conceptRound(
  { concepts }: FeatureNumbers,
  { criteria }: Requirement,
  sumOf: (category: Requirement['criteria'][number]['category']) => number | null,
): ConceptRound {
  const mine = criteria.filter(({ category }) => sumOf(category) !== null);
  const spoken = mine.flatMap(({ conceptId, adjacent }, criterion) =>
    [{ conceptId, share: 100 }, ...adjacent].flatMap((one) => {
      const number = concepts.find(one.conceptId);
      return number === undefined ? [] : [{ number, criterion, share: one.share }];
    }),
  );
  spoken.sort((a, b) => a.number - b.number);
  const starts = new Int32Array(concepts.size + 1);
  const masks = new Map<number, number>();
  for (const { number } of spoken) {
    starts[number + 1] = (starts[number + 1] as number) + 1;
    masks.set(number >>> 5, (masks.get(number >>> 5) ?? 0) | (1 << (number & 31)));
  }
  for (let n = 0; n < concepts.size; n += 1)
    starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  return {
    words: Int32Array.from(masks.keys()),
    masks: Int32Array.from(masks.values()),
    starts,
    criterion: Uint16Array.from(spoken, (one) => one.criterion),
    share: Uint8Array.from(spoken, ({ share }) => share),
    weight: Int32Array.from(mine, ({ weight }) => weight),
    sum: Uint8Array.from(mine, ({ category }) => sumOf(category) ?? 0),
    best: new Int32Array(mine.length),
  };
}

/** ⌊value × share / 100⌋ for every share and value, in rows of 101: a look-up costs a fraction of the division. */
const SCALED = Uint8Array.from({ length: 101 * 101 }, (_, n) =>
  Math.floor(((n % 101) * Math.floor(n / 101)) / 100),
);

/** Strengths are below it, so that each person's bests stand above all of those before. */
export const BASE_STEP = 128;

/**
 * Adds weight × strength of one person to the sums; of the concepts that speak for one criterion the strongest counts.
 *
 * @param at where the person's words begin. @param start where their strengths begin.
 * @param base of this person: a multiple of `BASE_STEP`, higher than that of anybody before.
 */
export function sumConcepts(
  round: ConceptRound,
  concepts: Int32Array,
  before: Uint8Array,
  own: Uint8Array,
  at: number,
  start: number,
  base: number,
  sums: Int32Array,
): void {
  const { words, masks, starts, criterion, share, weight, sum, best } = round;
  for (let n = 0; n < words.length; n += 1) {
    const word = words[n] as number;
    const bits = concepts[at + word] as number;
    let left = bits & (masks[n] as number);
    if (left === 0) continue;
    const first = start + (before[at + word] as number);
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const strength = own[first + countBits(bits & (lowest - 1))] as number;
      const concept = (word << 5) | (31 - Math.clz32(lowest));
      const end = starts[concept + 1] as number;
      for (let spoken = starts[concept] as number; spoken < end; spoken += 1) {
        const which = criterion[spoken] as number;
        const value = SCALED[(share[spoken] as number) * 101 + strength] as number;
        const known = Math.max(0, (best[which] as number) - base);
        if (value <= known) continue;
        best[which] = base + value;
        const into = sum[which] as number;
        sums[into] = (sums[into] as number) + (weight[which] as number) * (value - known);
      }
    }
  }
}

/** Bits that are set. Source: Warren, Hacker's Delight, 2nd ed., figure 5-2. */
function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
