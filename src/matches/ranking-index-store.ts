import type pg from 'pg';
import type { Features } from '../matching/features.js';
import { createRankingIndex, type RankingIndex } from '../matching/ranking-index.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { mayBeRanked } from './ranking-index-eligibility.js';

type Reader = Pick<pg.Pool, 'query'>;

/** This process's ranking index with what is in it. */
export interface RankingIndexStore {
  readonly index: RankingIndex;
  /** Revision of the profile that the index holds of a candidate. */
  revisionOf(candidateId: string): string;
  /** Brings the index up to what was committed when this was called. Calls queue up behind each other. */
  refresh(reader: Reader): Promise<void>;
}

interface ProfileRow {
  readonly candidate_id: string;
  readonly revision: string;
  readonly features: Features;
  readonly may_be_ranked: boolean;
}

const BATCH = 2_000;

/** A transaction that gives or withdraws a consent bears the time of its start; none takes longer than this. */
const LONGEST_TRANSACTION = '2 minutes';

/** Empty at first: the first refresh loads every profile. */
export function createRankingIndexStore(taxonomy: Taxonomy): RankingIndexStore {
  const index = createRankingIndex(taxonomy);
  /** Everybody who has a profile, ranked or withheld. */
  const revisions = new Map<string, string>();
  const withheld = new Set<string>();
  let revision = '0';
  let consentsSeenAt: string | null = null;
  let queue: Promise<void> = Promise.resolve();

  const take = (row: ProfileRow): void => {
    revisions.set(row.candidate_id, row.revision);
    if (row.may_be_ranked) {
      index.set(row.candidate_id, row.features);
      withheld.delete(row.candidate_id);
    } else {
      index.remove(row.candidate_id);
      withheld.add(row.candidate_id);
    }
  };

  const takeChanges = async (reader: Reader): Promise<void> => {
    for (;;) {
      const { rows } = await reader.query<ProfileRow>(
        `SELECT p.candidate_id, p.revision, p.features, ${mayBeRanked('p.candidate_id')} AS may_be_ranked
           FROM profile p WHERE p.revision > $1 ORDER BY p.revision LIMIT $2`,
        [revision, BATCH],
      );
      rows.forEach(take);
      revision = rows.at(-1)?.revision ?? revision;
      if (rows.length < BATCH) return;
    }
  };

  /** Consents that were given, withdrawn or ran out since the last look. */
  const takeConsents = async (reader: Reader): Promise<void> => {
    const { rows: clock } = await reader.query<{ now: string }>('SELECT now()::text AS now');
    if (consentsSeenAt !== null) {
      const { rows } = await reader.query<ProfileRow>(
        `WITH changed AS (
           SELECT DISTINCT candidate_id FROM consent, (SELECT $1::timestamptz - $2::interval AS since) seen
            WHERE scope = 'keep'
              AND (given_at > since OR withdrawn_at > since OR (expires_at > since AND expires_at <= now())))
         SELECT p.candidate_id, p.revision, p.features, ${mayBeRanked('p.candidate_id')} AS may_be_ranked
           FROM changed JOIN profile p USING (candidate_id)`,
        [consentsSeenAt, LONGEST_TRANSACTION],
      );
      rows.forEach(take);
    }
    consentsSeenAt = clock[0]?.now ?? null;
  };

  const dropErased = async (reader: Reader): Promise<void> => {
    const { rows: count } = await reader.query<{ count: string }>('SELECT count(*) FROM profile');
    if (Number(count[0]?.count) === revisions.size) return;
    const { rows } = await reader.query<{ candidate_id: string }>('SELECT candidate_id FROM profile');
    const present = new Set(rows.map((row) => row.candidate_id));
    for (const candidateId of revisions.keys()) {
      if (present.has(candidateId)) continue;
      revisions.delete(candidateId);
      withheld.delete(candidateId);
      index.remove(candidateId);
    }
  };

  return {
    index,
    revisionOf: (candidateId) => revisions.get(candidateId) ?? '0',
    refresh(reader) {
      const turn = queue.then(async () => {
        // Consents first: whoever they concern and is new is taken with the profiles.
        await takeConsents(reader);
        await takeChanges(reader);
        await dropErased(reader);
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
