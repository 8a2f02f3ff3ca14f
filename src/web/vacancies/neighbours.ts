import type { Database } from '../../database/client.js';
import type { VacancyMatchesQuery } from '../../matches/match-filter.js';
import { filteredOrder } from '../../matches/rank-on-demand.js';
import { mayBeRanked } from '../../matches/ranking-index-eligibility.js';
import type { RankingIndexStore } from '../../matches/ranking-index-store.js';

export interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/** As many as a stored list keeps. */
const MOST = 1_000;

/**
 * Ids of the people above and below somebody in the list of a vacancy, as it is filtered.
 *
 * @param query null: the whole list, as it is stored.
 */
export async function neighboursOf(
  dependencies: { readonly database: Database; readonly people: RankingIndexStore },
  vacancyId: string,
  candidateId: string,
  query: VacancyMatchesQuery | null,
): Promise<Neighbours> {
  if (query === null) return storedNeighbours(dependencies.database, vacancyId, candidateId);
  const order = await filteredOrder(dependencies, vacancyId, query, MOST);
  const place = order.indexOf(candidateId);
  if (place < 0) return { before: null, after: null };
  return { before: order[place - 1] ?? null, after: order[place + 1] ?? null };
}

async function storedNeighbours(
  { pool }: Database,
  vacancyId: string,
  candidateId: string,
): Promise<Neighbours> {
  const { rows } = await pool.query<Neighbours>({
    name: 'neighbours-in-list',
    text: `SELECT before, after FROM (
             SELECT m.candidate_id, lag(m.candidate_id) OVER places AS before, lead(m.candidate_id) OVER places AS after
               FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation
              WHERE m.vacancy_id = $1 AND ${mayBeRanked('m.candidate_id')}
             WINDOW places AS (ORDER BY m.tier DESC, m.score DESC, m.candidate_id)
           ) listed WHERE candidate_id = $2`,
    values: [vacancyId, candidateId],
  });
  return rows[0] ?? { before: null, after: null };
}
