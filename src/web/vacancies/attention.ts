import type { Database } from '../../database/client.js';

/** What waits to be looked at in a vacancy. */
export interface Attention {
  /** People among the first twenty of the list whose CV came within the last seven days. */
  readonly newNearTheTop: number;
  /** Days until it closes; null: no date. */
  readonly closesInDays: number | null;
}

/** What needs attention, by vacancy. */
export async function attentionOf(
  { pool }: Database,
  vacancyIds: readonly string[],
): Promise<ReadonlyMap<string, Attention>> {
  const { rows } = await pool.query<{ id: string; new_near_the_top: number; closes_in_days: number | null }>({
    name: 'attention-of-vacancies',
    text: `SELECT v.id, ceil(extract(epoch FROM v.closes_at - now()) / 86400)::int AS closes_in_days, t.new_near_the_top
             FROM vacancy v, LATERAL (
               SELECT count(*) FILTER (WHERE cv.received_at > now() - interval '7 days')::int AS new_near_the_top
                 FROM (SELECT candidate_id FROM match
                        WHERE vacancy_id = v.id AND generation = v.generation
                        ORDER BY tier DESC, score DESC, candidate_id LIMIT 20) top
                 JOIN profile p ON p.candidate_id = top.candidate_id
                 JOIN cv ON cv.id = p.cv_id) t
            WHERE v.id = ANY ($1::uuid[])`,
    values: [vacancyIds],
  });
  return new Map(
    rows.map(({ id, new_near_the_top: newNearTheTop, closes_in_days: closesInDays }) => [
      id,
      { newNearTheTop, closesInDays },
    ]),
  );
}
