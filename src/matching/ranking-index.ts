import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { CandidateStore } from './candidate-store.js';
import { FULL } from './categories.js';
import type { Features } from './features.js';
import type { Requirement } from './requirement.js';
import { combine } from './reverse-fit.js';
import { createSlotScorer } from './slot-scorer.js';
import { sumPostings } from './sum-postings.js';
import { topByKey } from './top-by-key.js';

export interface RankedEntry {
  readonly candidateId: string;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverseFit: number;
}

/** All candidates of a process in memory, ready to be ranked for any vacancy. */
export interface RankingIndex {
  readonly size: number;
  /** Adds the candidate or puts new features in the place of the old. */
  set(candidateId: string, features: Features): void;
  remove(candidateId: string): void;
  /**
   * The best `limit` candidates: tier, then score, both falling, then id, rising (by UTF-16 units). The same numbers, to
   * the byte, as `scoreMatch` for each candidate.
   */
  rank(requirement: Requirement, limit: number): readonly RankedEntry[];
}

/** Above any score, so that one number orders by tier first. */
const TIER = FULL + 1;

/** A vacancy touches only the posting lists of what it asks for; nothing is compared pair by pair. */
export function createRankingIndex(taxonomy: Taxonomy): RankingIndex {
  const store = new CandidateStore(taxonomy);
  return {
    get size() {
      return store.size;
    },
    set: (candidateId, features) => store.set(candidateId, features),
    remove: (candidateId) => store.remove(candidateId),
    rank: (requirement, limit) => rank(store, requirement, limit),
  };
}

function rank(store: CandidateStore, requirement: Requirement, limit: number): readonly RankedEntry[] {
  const { used, slots } = store;
  const scorer = createSlotScorer(store, requirement, sumPostings(store, requirement));
  const keys = new Int32Array(used).fill(-1);
  for (let slot = 0; slot < used; slot += 1) {
    if (slots.ids[slot] === null) continue;
    keys[slot] = scorer.tier(slot) * TIER + combine(scorer.fit(slot), scorer.reverseFit(slot));
  }
  return topByKey(keys, slots.ids, limit, 2 * TIER).map((slot) => {
    const fit = scorer.fit(slot);
    const reverseFit = scorer.reverseFit(slot);
    const score = combine(fit, reverseFit);
    return { candidateId: slots.ids[slot] ?? '', tier: scorer.tier(slot), score, fit, reverseFit };
  });
}
