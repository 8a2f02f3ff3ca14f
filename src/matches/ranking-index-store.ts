import { createRankingIndex, type RankingIndex } from '../matching/ranking-index.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { takeProfilesAfter, takeProfilesOf, type Reader } from './load-people.js';

/** This process's ranking index with what is in it. */
export interface RankingIndexStore {
  /** Changes with a refresh: to be asked for anew after each. */
  readonly index: RankingIndex;
  /** Brings the index up to what was committed when this was called. Calls queue up behind each other. */
  refresh(reader: Reader): Promise<void>;
}

/** People at a time: each batch keeps the event loop for some hundredths of a second. */
const BATCH = 4_000;

/** A transaction that gives or withdraws a consent, or erases, bears the time of its start; none takes longer than this. */
const LONGEST_TRANSACTION = '2 minutes';
/** What was erased is told for two days; a process that has slept for longer than this begins anew. */
const LONGEST_SLEEP = '1 day';

interface ConsentChange {
  candidateId: string;
  erased: boolean;
  /** One for each thing that happened. */
  key: string;
}

/** Empty at first: the first refresh loads every profile. */
export function createRankingIndexStore(taxonomy: Taxonomy): RankingIndexStore {
  let index = createRankingIndex(taxonomy);
  let revision = '0';
  let seenAt: string | null = null;
  /** What the last look found within the time of a transaction: a look just after it finds the same again. */
  let taken = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  /** Consents that were given, withdrawn or ran out since the last look, and whoever was erased. */
  const takeConsents = async (reader: Reader): Promise<void> => {
    const { rows } = await reader.query<ConsentChange>(
      `WITH seen AS (SELECT $1::timestamptz - $2::interval AS since)
       SELECT candidate_id::text AS "candidateId", false AS erased, concat('given ', id, ' ', given_at) AS key
         FROM consent, seen WHERE scope = 'keep' AND given_at > since
        UNION ALL
       SELECT candidate_id::text, false, concat('withdrawn ', id, ' ', withdrawn_at)
         FROM consent, seen WHERE scope = 'keep' AND withdrawn_at > since
        UNION ALL
       SELECT candidate_id::text, false, concat('ended ', id, ' ', expires_at)
         FROM consent, seen WHERE scope = 'keep' AND expires_at > since AND expires_at <= now()
        UNION ALL
       SELECT candidate_id::text, true, concat('erased ', candidate_id, ' ', at)
         FROM erased_profile, seen WHERE at > since`,
      [seenAt, LONGEST_TRANSACTION],
    );
    const fresh = rows.filter(({ key }) => !taken.has(key));
    // Who was erased may have come back with another CV meanwhile: then they are taken in again just below.
    for (const { candidateId, erased } of fresh) if (erased) index.remove(candidateId);
    const concerned = new Set(fresh.map(({ candidateId }) => candidateId));
    await takeProfilesOf(reader, index, taxonomy.version, [...concerned]);
    taken = new Set(rows.map(({ key }) => key));
  };

  const takeChanges = async (reader: Reader): Promise<void> => {
    for (;;) {
      const { count, last } = await takeProfilesAfter(reader, index, taxonomy.version, revision, BATCH);
      revision = last;
      if (count < BATCH) return;
    }
  };

  const bringUpToDate = async (reader: Reader): Promise<void> => {
    const { rows } = await reader.query<{ now: string; slept: boolean }>(
      'SELECT now()::text AS now, $1::timestamptz < now() - $2::interval AS slept',
      [seenAt, LONGEST_SLEEP],
    );
    if (rows[0]?.slept === true) {
      index = createRankingIndex(taxonomy);
      revision = '0';
      seenAt = null;
    }
    // Consents first: whoever they concern and is new is taken with the profiles.
    if (seenAt !== null) await takeConsents(reader);
    await takeChanges(reader);
    seenAt = rows[0]?.now ?? null;
  };

  return {
    get index() {
      return index;
    },
    refresh(reader) {
      const turn = queue.then(() => bringUpToDate(reader));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
