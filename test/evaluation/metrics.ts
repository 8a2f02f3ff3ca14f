/**
 * Measures of one ranked list. `grades` are the grades 0–3 in ranked order, of every document that was ranked.
 * Relevant means grade 2 or more.
 */
const RELEVANT = 2;

export const isRelevant = (grade: number): boolean => grade >= RELEVANT;

/**
 * Normalised discounted cumulative gain at `depth`: gain 2^grade − 1, discount log2(rank + 1).
 * Source: Burges et al., "Learning to Rank using Gradient Descent" (2005), after Järvelin & Kekäläinen (2002).
 * A list without any gain scores 0.
 */
export function ndcg(grades: readonly number[], depth = 10): number {
  const ideal = gain([...grades].sort((a, b) => b - a).slice(0, depth));
  return ideal === 0 ? 0 : gain(grades.slice(0, depth)) / ideal;
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}

/** Mean of the precision at each relevant document's rank, over all relevant documents; 0 if there is none. */
export function averagePrecision(grades: readonly number[]): number {
  let found = 0;
  let sum = 0;
  grades.forEach((grade, index) => {
    if (!isRelevant(grade)) return;
    found += 1;
    sum += found / (index + 1);
  });
  return found === 0 ? 0 : sum / found;
}

/** 1 / rank of the first relevant document; 0 if there is none. */
export function reciprocalRank(grades: readonly number[]): number {
  const first = grades.findIndex(isRelevant);
  return first === -1 ? 0 : 1 / (first + 1);
}

/** Share of the first `depth` places that hold a relevant document; missing places count as not relevant. */
export function precisionAt(grades: readonly number[], depth = 5): number {
  return grades.slice(0, depth).filter(isRelevant).length / depth;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * 95 % percentile bootstrap interval of the mean: queries drawn with replacement, by a seeded generator, so that the
 * same values give the same interval. Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 13.
 */
export function bootstrapInterval(values: readonly number[], rounds = 2_000, seed = 20_26): [number, number] {
  if (values.length === 0) return [0, 0];
  const random = seededRandom(seed);
  const means = Array.from({ length: rounds }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(rounds - 1, Math.floor(share * rounds))] ?? 0;
  return [at(0.025), at(0.975)];
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast and the same everywhere. Numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
