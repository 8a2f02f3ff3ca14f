import type pg from 'pg';
import type { RankedEntry } from '../matching/ranking-index.js';
import type { Requirement } from '../matching/requirement.js';
import type { JobPayload } from '../queue/contracts.js';
import { inTransaction } from '../queue/in-transaction.js';
import { END_LEASE, IS_FREE, TAKE_LEASE, endFailedAttempt, keepLease, type Claim } from '../queue/lease.js';
import type { WorkContext } from '../queue/work-context.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { RankingIndexStore } from './ranking-index-store.js';
import { readVacancyAgain } from './rank-vacancy-reading.js';

export interface RankContext extends WorkContext {
  readonly taxonomy: Taxonomy;
  readonly ranking: RankingIndexStore;
}

/** How many candidates are stored per vacancy; whoever ranks deeper is computed on demand. */
export const STORED_MATCHES = 1_000;
const DELETE_BATCH = 5_000;

/**
 * Ranks everybody against a vacancy, if that is owed, as one new generation: readers see the old one or the new one
 * whole.
 */
export async function rankVacancy(
  context: RankContext,
  { vacancyId }: JobPayload<'rank-vacancy'>,
): Promise<void> {
  const { database, ranking, log } = context;
  const claim = await claimVacancy(context, vacancyId);
  if (!claim) return;
  const lease = keepLease(context, 'vacancy', claim);
  try {
    await readVacancyAgain(database, context.taxonomy, vacancyId);
    // Before the transaction, which then has little left to catch up on.
    await ranking.refresh(database.pool);
    const generation = await inTransaction(database.pool, (client) => storeRanking(context, client, claim));
    if (generation === null) {
      log.warn(
        { vacancyId, epoch: claim.epoch },
        'dropped a ranking: another worker has the vacancy now, or it was closed',
      );
      return;
    }
    log.info({ vacancyId, generation, candidates: ranking.index.size }, 'ranked a vacancy');
    await deleteOlderThan(database.pool, vacancyId, generation);
  } catch (error) {
    await endFailedAttempt(database.pool, 'vacancy', claim).catch((fault: unknown) => {
      log.warn({ vacancyId, err: fault }, 'a failed attempt could not be noted');
    });
    throw error;
  } finally {
    lease.stop();
  }
}

async function claimVacancy(
  { database, worker, leaseSeconds, taxonomy }: RankContext,
  vacancyId: string,
): Promise<Claim | null> {
  const current = versions(taxonomy);
  const { rows } = await database.pool.query<{ epoch: number; attempts: number }>(
    `UPDATE vacancy SET ${TAKE_LEASE}
      WHERE id = $3 AND status = 'open' AND ${IS_FREE}
        AND (ranked_revision IS DISTINCT FROM revision OR ranked_versions IS DISTINCT FROM $4
             OR taxonomy_version <> $5 OR understanding_version <> $6)
      RETURNING epoch, attempts`,
    [worker, leaseSeconds, vacancyId, versionKey(current), current.taxonomy, current.understanding],
  );
  return rows[0] ? { id: vacancyId, ...rows[0] } : null;
}

/** The new generation; null when the claim was lost or the vacancy closed. Everything happens behind the lock of the vacancy's row. */
async function storeRanking(
  { ranking, taxonomy }: RankContext,
  client: pg.PoolClient,
  { id, epoch }: Claim,
): Promise<number | null> {
  const { rows } = await client.query<{
    epoch: number;
    generation: number;
    revision: number;
    requirement: Requirement;
    status: 'open' | 'closed';
  }>('SELECT epoch, generation, revision, requirement, status FROM vacancy WHERE id = $1 FOR UPDATE', [id]);
  const vacancy = rows[0];
  if (vacancy?.epoch !== epoch) return null;
  if (vacancy.status === 'closed') {
    await client.query(`UPDATE vacancy SET ${END_LEASE} WHERE id = $1`, [id]);
    return null;
  }
  // Whoever changed since is either seen now, or waits for this lock with their own ranking.
  await ranking.refresh(client);
  const entries = ranking.index.rank(vacancy.requirement, STORED_MATCHES);
  const generation = vacancy.generation + 1;
  const rankedVersions = versionKey(versions(taxonomy));
  await insertMatches(client, { vacancyId: id, generation, rankedVersions, entries, ranking });
  const last = ranking.index.size > STORED_MATCHES ? entries.at(-1) : undefined;
  await client.query(
    `UPDATE vacancy SET generation = $2, ranked_revision = $3, ranked_versions = $4, ranked_at = now(),
                        cutoff_tier = $5, cutoff_score = $6, candidate_count = $7, ${END_LEASE}
      WHERE id = $1`,
    [
      id,
      generation,
      vacancy.revision,
      rankedVersions,
      last?.tier ?? null,
      last?.score ?? null,
      ranking.index.size,
    ],
  );
  return generation;
}

async function insertMatches(
  client: pg.PoolClient,
  matches: {
    vacancyId: string;
    generation: number;
    rankedVersions: string;
    entries: readonly RankedEntry[];
    ranking: RankingIndexStore;
  },
): Promise<void> {
  const { vacancyId, generation, rankedVersions, entries, ranking } = matches;
  // Candidates are locked against erasure, and looked at once more: the index may be behind by a moment.
  await client.query(
    `INSERT INTO match (vacancy_id, generation, candidate_id, tier, score, fit, reverse_fit, profile_revision, versions)
     SELECT $1, $2, r.candidate_id, r.tier, r.score, r.fit, r.reverse_fit, r.profile_revision, $3
       FROM unnest($4::uuid[], $5::int[], $6::int[], $7::int[], $8::int[], $9::bigint[])
              AS r (candidate_id, tier, score, fit, reverse_fit, profile_revision)
       JOIN candidate ON candidate.id = r.candidate_id
      WHERE ${mayBeRanked('r.candidate_id')}
        FOR KEY SHARE OF candidate`,
    [
      vacancyId,
      generation,
      rankedVersions,
      entries.map(({ candidateId }) => candidateId),
      entries.map(({ tier }) => tier),
      entries.map(({ score }) => score),
      entries.map(({ fit }) => fit),
      entries.map(({ reverseFit }) => reverseFit),
      entries.map(({ candidateId }) => ranking.revisionOf(candidateId)),
    ],
  );
}

/** Generations that nobody is led to any more, in steps that hold no lock for long. */
async function deleteOlderThan(pool: pg.Pool, vacancyId: string, generation: number): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM match WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM match WHERE vacancy_id = $1 AND generation < $2 LIMIT $3))`,
      [vacancyId, generation, DELETE_BATCH],
    );
    if ((rowCount ?? 0) < DELETE_BATCH) return;
  }
}
