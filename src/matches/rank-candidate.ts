import type pg from 'pg';
import type { Features } from '../matching/features.js';
import { scoreMatch, type Score } from '../matching/score.js';
import type { JobPayload } from '../queue/contracts.js';
import { inTransaction } from '../queue/in-transaction.js';
import type { WorkContext } from '../queue/work-context.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { catchUp, VACANCY_STATE, type OpenVacancies, type VacancyState } from './open-vacancies.js';
import { mayBeRanked } from './ranking-index-eligibility.js';

export interface RankCandidateContext extends WorkContext {
  readonly taxonomy: Taxonomy;
  readonly openVacancies: OpenVacancies;
}

interface ListedVacancy extends VacancyState {
  readonly generation: number;
  readonly cutoff_tier: number | null;
  readonly cutoff_score: number | null;
  /** Whether its list is what it should be; otherwise the vacancy is owed a ranking of its own, which takes everybody in. */
  readonly is_current: boolean;
}

/**
 * Takes one candidate's profile into the stored lists of all open vacancies, or takes them out of every list where they
 * may not be ranked or have no profile any more.
 */
export async function rankCandidate(
  context: RankCandidateContext,
  { candidateId }: JobPayload<'rank-candidate'>,
): Promise<void> {
  const taken = await inTransaction(context.database.pool, (client) => rerank(context, client, candidateId));
  context.log.info({ candidateId, vacancies: taken }, 'ranked a candidate');
}

async function rerank(
  { taxonomy, openVacancies }: RankCandidateContext,
  client: pg.PoolClient,
  candidateId: string,
): Promise<number> {
  // Candidate, vacancies in order, profile: the same order everywhere, so that nobody waits in a circle.
  const { rowCount } = await client.query('SELECT 1 FROM candidate WHERE id = $1 FOR KEY SHARE', [
    candidateId,
  ]);
  if (rowCount === 0) return 0;
  const rankedVersions = versionKey(versions(taxonomy));
  const vacancies = await lockOpenVacancies(client, rankedVersions);
  const profile = await lockProfile(client, candidateId);
  if (!profile?.may_be_ranked) {
    // By vacancy: the lists have no index by person, which would cost more than all the rest of writing them.
    await client.query(
      'DELETE FROM match USING vacancy WHERE match.vacancy_id = vacancy.id AND match.candidate_id = $1',
      [candidateId],
    );
    await markRanked(client, candidateId);
    return 0;
  }
  const current = vacancies.filter((vacancy) => vacancy.is_current);
  await catchUp(client, openVacancies, vacancies);
  const scored = current.flatMap((vacancy) => {
    const requirement = openVacancies.get(vacancy.id)?.requirement;
    return requirement ? [{ vacancy, score: scoreMatch(profile.features, requirement) }] : [];
  });
  const stored = scored.filter(({ vacancy, score }) => isStored(vacancy, score));
  const dropped = scored.filter(({ vacancy, score }) => !isStored(vacancy, score));
  await upsertMatches(client, { candidateId, revision: profile.revision, stored });
  await deleteMatches(client, candidateId, dropped);
  await markRanked(client, candidateId);
  return scored.length;
}

/** Behind this lock no list is being replaced; one that was is seen with its new generation. */
async function lockOpenVacancies(client: pg.PoolClient, rankedVersions: string): Promise<ListedVacancy[]> {
  const { rows } = await client.query<ListedVacancy>(
    `SELECT id, generation, cutoff_tier, cutoff_score,
            (ranked_revision IS NOT DISTINCT FROM revision AND ranked_versions IS NOT DISTINCT FROM $1) AS is_current,
            ${VACANCY_STATE} AS state
       FROM vacancy WHERE status = 'open' ORDER BY id FOR SHARE`,
    [rankedVersions],
  );
  return rows;
}

async function lockProfile(
  client: pg.PoolClient,
  candidateId: string,
): Promise<{ revision: string; features: Features; may_be_ranked: boolean } | undefined> {
  const { rows } = await client.query<{ revision: string; features: Features; may_be_ranked: boolean }>(
    `SELECT p.revision, p.features, ${mayBeRanked('p.candidate_id')} AS may_be_ranked
       FROM profile p WHERE p.candidate_id = $1 FOR NO KEY UPDATE OF p`,
    [candidateId],
  );
  return rows[0];
}

/** A list that was cut holds nobody below its cut. */
function isStored({ cutoff_tier: tier, cutoff_score: cutoff }: ListedVacancy, score: Score): boolean {
  if (tier === null || cutoff === null) return true;
  return score.tier > tier || (score.tier === tier && score.score >= cutoff);
}

async function upsertMatches(
  client: pg.PoolClient,
  matches: {
    candidateId: string;
    revision: string;
    stored: readonly { vacancy: ListedVacancy; score: Score }[];
  },
): Promise<void> {
  const { candidateId, revision, stored } = matches;
  if (stored.length === 0) return;
  await client.query(
    `INSERT INTO match (vacancy_id, generation, candidate_id, tier, score, fit, reverse_fit, profile_revision)
     SELECT m.vacancy_id, m.generation, $1, m.tier, m.score, m.fit, m.reverse_fit, $2
       FROM unnest($3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
              AS m (vacancy_id, generation, tier, score, fit, reverse_fit)
     ON CONFLICT (vacancy_id, candidate_id, generation) DO UPDATE
       SET tier = excluded.tier, score = excluded.score, fit = excluded.fit, reverse_fit = excluded.reverse_fit,
           profile_revision = excluded.profile_revision`,
    [
      candidateId,
      revision,
      stored.map(({ vacancy }) => vacancy.id),
      stored.map(({ vacancy }) => vacancy.generation),
      stored.map(({ score }) => score.tier),
      stored.map(({ score }) => score.score),
      stored.map(({ score }) => score.fit),
      stored.map(({ score }) => score.reverseFit),
    ],
  );
}

async function deleteMatches(
  client: pg.PoolClient,
  candidateId: string,
  dropped: readonly { vacancy: ListedVacancy }[],
): Promise<void> {
  if (dropped.length === 0) return;
  await client.query(
    `DELETE FROM match USING unnest($2::uuid[], $3::int[]) AS d (vacancy_id, generation)
      WHERE match.candidate_id = $1 AND match.vacancy_id = d.vacancy_id AND match.generation = d.generation`,
    [candidateId, dropped.map(({ vacancy }) => vacancy.id), dropped.map(({ vacancy }) => vacancy.generation)],
  );
}

async function markRanked(client: pg.PoolClient, candidateId: string): Promise<void> {
  await client.query('UPDATE profile SET ranked_revision = revision WHERE candidate_id = $1', [candidateId]);
}
