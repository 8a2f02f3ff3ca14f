import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { CandidateStore } from './candidate-store.js';
import type { Features } from './features.js';
import { placesOf, rankTop, type Position, type Ranked } from './rank-slots.js';
import type { Requirement } from './requirement.js';
import { findSimilar, type SimilarPerson } from './similar-slots.js';
import type { Traits } from './similar-traits.js';
import { accepting, type SlotFilter } from './slot-filter.js';
import { uuidOfWords, wordsOfUuid, type Words } from './uuid-words.js';

export interface RankedEntry {
  readonly candidateId: string;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverseFit: number;
}

export interface RankOptions {
  readonly filter?: SlotFilter;
  /** Only those who come after this place in the order. */
  readonly after?: Position;
}

/** All candidates of a process in memory, ready to be ranked for any vacancy. Ids are UUIDs. */
export interface RankingIndex {
  readonly size: number;
  /** Adds the candidate or puts new features in the place of the old. `revision`: of the profile, above 0. */
  set(candidateId: string, features: Features, revision?: number): void;
  /** As `set`, of features packed under the same taxonomy, from `start` to `end`. */
  setPacked(id: Words, revision: number, bytes: Buffer, start: number, end: number): void;
  remove(candidateId: string): void;
  /** 0: not in it. */
  revisionOf(candidateId: string): number;
  /** Whether a person is in it with this revision. */
  holds(id: Words, revision: number): boolean;
  /**
   * The best `limit` candidates: tier, then score, both falling, then id, rising. The same numbers, to the byte, as
   * `scoreMatch` for each candidate.
   */
  rank(requirement: Requirement, limit: number, options?: RankOptions): readonly RankedEntry[];
  /** The same without an object for each, and how many take part in all. */
  rankSlots(requirement: Requirement, limit: number, options?: RankOptions): Ranked;
  /** People most like these traits; see `findSimilar`. */
  similarTo(traits: Traits, options: { limit: number; except: string }): readonly SimilarPerson[];
  /** Place of each of these in the whole order, from 1; null for who is not in it. */
  placesOf(requirement: Requirement, candidateIds: readonly string[]): readonly (number | null)[];
}

/** One object a person. */
export function entriesOf({ ids, tiers, scores, fits, reverseFits }: Ranked): readonly RankedEntry[] {
  return ids.map((id, n) => ({
    candidateId: uuidOfWords(id),
    tier: tiers[n] as 0 | 1,
    score: scores[n] as number,
    fit: fits[n] as number,
    reverseFit: reverseFits[n] as number,
  }));
}

/** A person is looked at no closer than needed to know whether they are among the best. */
export function createRankingIndex(taxonomy: Taxonomy): RankingIndex {
  const store = new CandidateStore(taxonomy);

  const rankSlots = (requirement: Requirement, limit: number, { filter, after }: RankOptions = {}): Ranked =>
    rankTop(store, requirement, limit, {
      accepts: filter === undefined ? null : accepting(store, requirement, filter),
      after: after ?? null,
    });

  return {
    get size() {
      return store.size;
    },
    set: (candidateId, features, revision = 1) => store.set(wordsOfUuid(candidateId), revision, features),
    setPacked: (id, revision, bytes, start, end) => store.setPacked(id, revision, bytes, start, end),
    remove: (candidateId) => store.remove(wordsOfUuid(candidateId)),
    revisionOf(candidateId) {
      const slot = store.slotOf(wordsOfUuid(candidateId));
      return slot < 0 ? 0 : store.revisionAt(slot);
    },
    holds(id, revision) {
      const slot = store.slotOf(id);
      return slot >= 0 && store.revisionAt(slot) === revision;
    },
    rankSlots,
    rank: (requirement, limit, options) => entriesOf(rankSlots(requirement, limit, options)),
    similarTo: (traits, options) => findSimilar(store, taxonomy, traits, options),
    placesOf: (requirement, candidateIds) => placesOf(store, requirement, candidateIds.map(wordsOfUuid)),
  };
}
