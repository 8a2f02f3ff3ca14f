import type { Database } from '../../database/client.js';
import { mayBeRanked } from '../../matches/ranking-index-eligibility.js';

export interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/** Ids of the people above and below somebody in the stored list of a vacancy. */
export async function neighboursOf(
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
