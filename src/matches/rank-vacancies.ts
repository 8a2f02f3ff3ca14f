import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import type { RankedEntry } from '../matching/ranking-index.js';
import type { Requirement } from '../matching/requirement.js';
import { inTransaction } from '../queue/in-transaction.js';
import { END_LEASE, IS_FREE, TAKE_LEASE, endFailedAttempt, keepLeases, type Claim } from '../queue/lease.js';
import type { WorkContext } from '../queue/work-context.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { readVacancyAgain } from './rank-vacancy-reading.js';
import { rememberMoves } from './ranking-moves.js';
import type { RankingIndexStore } from './ranking-index-store.js';
import { lockOutErasure, writeLists, type RankedList } from './write-lists.js';

export interface RankContext extends WorkContext {
  readonly taxonomy: Taxonomy;
  readonly ranking: RankingIndexStore;
}

/** How many candidates are stored per vacancy; whoever ranks deeper is computed on demand. */
export const STORED_MATCHES = 1_000;

/** What a claim of a vacancy tells besides. */
interface VacancyClaim extends Claim {
  /** Its words were read by another taxonomy or another understanding, or weighed by other rules. */
  readonly isStale: boolean;
}

/**
 * Ranks everybody against those of the vacancies that are owed it and that nobody else is at, each as one new generation:
 * readers see the old one or the new one whole. One transaction for all: a few vacancies at a time. The old generations
 * stay until `deleteOldLists`.
 */
export async function rankVacancies(context: RankContext, vacancyIds: readonly string[]): Promise<void> {
  const { database, ranking, log, taxonomy } = context;
  const claims = await claimVacancies(context, vacancyIds);
  if (claims.length === 0) return;
  const leases = keepLeases(context, 'vacancy', claims);
  try {
    for (const { id, isStale } of claims) if (isStale) await readVacancyAgain(database, taxonomy, id);
    // Before the transaction, which then has little left to catch up on.
    await ranking.refresh(database.pool);
    const made = await inTransaction(database.pool, (client) => storeRankings(context, client, claims));
    for (const { id, epoch } of claims) {
      const generation = made.find(({ vacancyId }) => vacancyId === id)?.generation;
      if (generation !== undefined)
        log.info({ vacancyId: id, generation, candidates: ranking.index.size }, 'ranked a vacancy');
      else
        log.warn(
          { vacancyId: id, epoch },
          'dropped a ranking: another worker has the vacancy now, or it was closed',
        );
    }
  } catch (error) {
    for (const claim of claims) {
      await endFailedAttempt(database.pool, 'vacancy', claim).catch((fault: unknown) => {
        log.warn({ vacancyId: claim.id, err: fault }, 'a failed attempt could not be noted');
      });
    }
    throw error;
  } finally {
    leases.stop();
  }
}

/** Rows are locked in the order in which everybody locks them. */
async function claimVacancies(
  { database, worker, leaseSeconds, taxonomy }: RankContext,
  vacancyIds: readonly string[],
): Promise<readonly VacancyClaim[]> {
  const current = versions(taxonomy);
  const { rows } = await database.pool.query<VacancyClaim>(
    `WITH owed AS (
       SELECT id FROM vacancy
        WHERE id = ANY ($3::uuid[]) AND status = 'open' AND ${IS_FREE}
          AND (ranked_revision IS DISTINCT FROM revision OR ranked_versions IS DISTINCT FROM $4
               OR taxonomy_version <> $5 OR understanding_version <> $6 OR rules_version <> $7)
        ORDER BY id FOR NO KEY UPDATE)
     UPDATE vacancy SET ${TAKE_LEASE} FROM owed WHERE vacancy.id = owed.id
     RETURNING vacancy.id, epoch, attempts,
               taxonomy_version <> $5 OR understanding_version <> $6 OR rules_version <> $7 AS "isStale"`,
    [
      worker,
      leaseSeconds,
      vacancyIds,
      versionKey(current),
      current.taxonomy,
      current.understanding,
      current.rules,
    ],
  );
  return rows;
}

interface LockedVacancy {
  readonly id: string;
  readonly epoch: number;
  readonly generation: number;
  readonly revision: number;
  readonly ranked_revision: number | null;
  readonly requirement: Requirement;
  readonly status: 'open' | 'closed';
}

/** The lists made; none where the claim was lost or the vacancy closed. Everything happens behind the locks of the rows. */
async function storeRankings(
  { ranking, taxonomy }: RankContext,
  client: pg.PoolClient,
  claims: readonly Claim[],
): Promise<readonly RankedList[]> {
  // A list can always be made again, and what is owed is written in the same commit: nobody need wait for the disk.
  await client.query('SET LOCAL synchronous_commit = off');
  await lockOutErasure(client);
  const vacancies = await lockVacancies(client, claims);
  if (vacancies.length === 0) return [];
  // Whoever changed since is either seen now, or waits for these locks with their own ranking.
  await ranking.refresh(client);
  const { index } = ranking;
  const lists: RankedList[] = [];
  for (const { id, generation, requirement } of vacancies) {
    const ranked = index.rankSlots(requirement, STORED_MATCHES);
    lists.push({ vacancyId: id, generation: generation + 1, ranked });
    // Leases are renewed, and the lists of another transaction sent, between one list and the next.
    await nextTurn();
  }
  await writeLists(client, lists);
  for (const vacancy of vacancies) {
    if (vacancy.ranked_revision !== null && vacancy.ranked_revision !== vacancy.revision)
      await rememberMoves(client, vacancy);
  }
  await flipPointers(client, vacancies, lists, index.size, versionKey(versions(taxonomy)));
  return lists;
}

async function lockVacancies(client: pg.PoolClient, claims: readonly Claim[]): Promise<LockedVacancy[]> {
  const epochs = new Map(claims.map(({ id, epoch }) => [id, epoch]));
  const { rows } = await client.query<LockedVacancy>(
    `SELECT id, epoch, generation, revision, ranked_revision, requirement, status FROM vacancy
      WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
    [[...epochs.keys()]],
  );
  const mine = rows.filter(({ id, epoch }) => epochs.get(id) === epoch);
  const closed = mine.filter(({ status }) => status === 'closed').map(({ id }) => id);
  if (closed.length > 0) {
    await client.query(`UPDATE vacancy SET ${END_LEASE} WHERE id = ANY ($1::uuid[])`, [closed]);
    await client.query(
      'UPDATE ranking_run_item SET done_at = now() WHERE vacancy_id = ANY ($1::uuid[]) AND done_at IS NULL',
      [closed],
    );
  }
  return mine.filter(({ status }) => status === 'open');
}

async function flipPointers(
  client: pg.PoolClient,
  vacancies: readonly LockedVacancy[],
  lists: readonly RankedList[],
  people: number,
  rankedVersions: string,
): Promise<void> {
  const cuts = lists.map(({ ranked }): Partial<Pick<RankedEntry, 'tier' | 'score'>> => {
    if (people <= STORED_MATCHES) return {};
    return { tier: (ranked.tiers.at(-1) ?? 0) as 0 | 1, score: ranked.scores.at(-1) ?? 0 };
  });
  const ids = vacancies.map(({ id }) => id);
  await client.query(
    `UPDATE vacancy SET generation = made.generation, ranked_revision = made.revision, ranked_versions = $2,
                        ranked_at = now(), cutoff_tier = made.tier, cutoff_score = made.score, candidate_count = $3,
                        ${END_LEASE}
       FROM unnest($1::uuid[], $4::int[], $5::int[], $6::int[], $7::int[])
              AS made (id, generation, revision, tier, score)
      WHERE vacancy.id = made.id`,
    [
      ids,
      rankedVersions,
      people,
      lists.map(({ generation }) => generation),
      vacancies.map(({ revision }) => revision),
      cuts.map(({ tier }) => tier ?? null),
      cuts.map(({ score }) => score ?? null),
    ],
  );
  await client.query(
    'UPDATE ranking_run_item SET done_at = now() WHERE vacancy_id = ANY ($1::uuid[]) AND done_at IS NULL',
    [ids],
  );
}
