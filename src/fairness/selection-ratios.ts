/** How often one person was considered and taken. */
export interface PersonCounts {
  readonly group: string;
  readonly considered: number;
  readonly taken: number;
}

export interface GroupRatio {
  readonly group: string;
  /** Rounded to the nearest five; null: too few to be shown, as is all that follows. */
  readonly people: number | null;
  /** Per cent of the times that somebody of the group was considered, whole. */
  readonly rate: number | null;
  /** Of this rate to the highest of the groups shown, in hundredths; null for too few, and where nobody was taken. */
  readonly ratio: number | null;
  /** 95 % interval of the ratio; null for the group with the highest rate too. */
  readonly low: number | null;
  readonly high: number | null;
  readonly belowFourFifths: boolean;
}

/** Percentages of fewer people say little, and tell of persons. */
export const FEWEST_PEOPLE = 20;
const ROUNDED_TO = 5;
const FOUR_FIFTHS = 0.8;
const Z_95 = 1.96;

/**
 * Selection rate of each group beside that of the group which is taken most (the "four-fifths rule" of the Uniform Guidelines
 * on Employee Selection Procedures, 29 CFR 1607.4 D: a sign to look into, and no proof either way). The interval takes
 * people as the units, since one person is considered for many vacancies: variance of a ratio estimator, on the log scale.
 * Groups of fewer than FEWEST_PEOPLE are named, and nothing is said of them.
 *
 * @param groups all that could be answered, in the order to show them.
 */
export function selectionRatios(
  people: readonly PersonCounts[],
  groups: readonly string[],
): readonly GroupRatio[] {
  const estimates = groups.map((group) => estimateOf(people.filter((person) => person.group === group)));
  const shown = estimates.filter((one) => one !== null);
  const top = shown.reduce<Estimate | null>(
    (best, one) => (best && best.rate >= one.rate ? best : one),
    null,
  );
  return groups.map((group, index) => {
    const one = estimates[index] ?? null;
    if (one === null || top === null) return { group, ...NOTHING };
    const people = Math.round(one.people / ROUNDED_TO) * ROUNDED_TO;
    const rate = Math.round(100 * one.rate);
    if (shown.length < 2 || top.rate === 0) return { group, ...NOTHING, people, rate };
    const ratio = one.rate / top.rate;
    const spread = Z_95 * Math.sqrt(one.relativeVariance + top.relativeVariance);
    const isBounded = one !== top && one.rate > 0;
    return {
      group,
      people,
      rate,
      ratio: hundredths(ratio),
      low: isBounded ? hundredths(ratio * Math.exp(-spread)) : null,
      high: isBounded ? hundredths(ratio * Math.exp(spread)) : null,
      belowFourFifths: ratio < FOUR_FIFTHS,
    };
  });
}

const NOTHING = { people: null, rate: null, ratio: null, low: null, high: null, belowFourFifths: false };

interface Estimate {
  readonly people: number;
  readonly rate: number;
  /** Variance of the rate over its square; 0 where nobody was taken. */
  readonly relativeVariance: number;
}

function estimateOf(people: readonly PersonCounts[]): Estimate | null {
  const counted = people.filter(({ considered }) => considered > 0);
  const n = counted.length;
  if (n < FEWEST_PEOPLE) return null;
  const considered = counted.reduce((sum, one) => sum + one.considered, 0);
  const rate = counted.reduce((sum, one) => sum + one.taken, 0) / considered;
  const squares = counted.reduce((sum, one) => sum + (one.taken - rate * one.considered) ** 2, 0);
  const variance = ((n / (n - 1)) * squares) / considered ** 2;
  return { people: n, rate, relativeVariance: rate === 0 ? 0 : variance / rate ** 2 };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
