/** One decision as far as it tells how it was made. */
export interface MadeDecision {
  readonly staffId: string;
  readonly vacancyId: string;
  readonly taken: boolean;
  readonly rank: number | null;
  /** Null: the evidence was not opened. */
  readonly secondsOnRecord: number | null;
}

export interface DecisionSigns {
  readonly decisions: number;
  readonly turnedDown: number;
  readonly turnedDownUnopened: number;
  readonly opened: number;
  /** Half of the opened ones were decided within this many seconds; null: none was opened. */
  readonly medianSeconds: number | null;
  readonly within10Seconds: number;
  /** Pairs of somebody taken and somebody turned down for one vacancy, both in the list. */
  readonly pairs: number;
  /** Those of them in which whoever ranked higher was taken. */
  readonly pairsAsRanked: number;
  readonly signs: readonly Sign[];
}

export const SIGNS = ['turns_down_unopened', 'decides_in_seconds', 'always_as_ranked'] as const;
export type Sign = (typeof SIGNS)[number];

/** Below this nothing is said: few decisions agree with anything. */
const ENOUGH = 20;
const SECONDS = 10;

/**
 * Signs that a person only confirms what a ranking says, which the law calls a decision without meaningful human
 * involvement (UK GDPR, Article 22A; ICO, "Recruitment rewired", 31 March 2026). Signs to talk about, no verdict: shares
 * of a half and of nineteen in twenty are ours, and no law's.
 */
export function decisionSigns(decisions: readonly MadeDecision[]): DecisionSigns {
  const down = decisions.filter(({ taken }) => !taken);
  const unopened = down.filter(({ secondsOnRecord }) => secondsOnRecord === null).length;
  const seconds = decisions
    .flatMap(({ secondsOnRecord }) => (secondsOnRecord === null ? [] : [secondsOnRecord]))
    .sort((a, b) => a - b);
  const fast = seconds.filter((one) => one < SECONDS).length;
  const { pairs, pairsAsRanked } = comparePairs(decisions);
  const signs: Sign[] = [];
  if (down.length >= ENOUGH && unopened * 2 > down.length) signs.push('turns_down_unopened');
  if (seconds.length >= ENOUGH && fast * 2 > seconds.length) signs.push('decides_in_seconds');
  if (pairs >= ENOUGH && pairsAsRanked * 20 >= pairs * 19) signs.push('always_as_ranked');
  return {
    decisions: decisions.length,
    turnedDown: down.length,
    turnedDownUnopened: unopened,
    opened: seconds.length,
    medianSeconds: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
    within10Seconds: fast,
    pairs,
    pairsAsRanked,
    signs,
  };
}

/** Sorted by rank, one pass per vacancy: everybody turned down below somebody taken is a pair as ranked. */
function comparePairs(decisions: readonly MadeDecision[]): { pairs: number; pairsAsRanked: number } {
  const byVacancy = new Map<string, { rank: number; taken: boolean }[]>();
  for (const { vacancyId, rank, taken } of decisions) {
    if (rank === null) continue;
    const list = byVacancy.get(vacancyId) ?? [];
    list.push({ rank, taken });
    byVacancy.set(vacancyId, list);
  }
  let pairs = 0;
  let pairsAsRanked = 0;
  for (const list of byVacancy.values()) {
    const taken = list.filter((one) => one.taken).length;
    pairs += taken * (list.length - taken);
    let above = 0;
    for (const one of list.sort((a, b) => a.rank - b.rank)) {
      if (one.taken) above += 1;
      else pairsAsRanked += above;
    }
  }
  return { pairs, pairsAsRanked };
}
