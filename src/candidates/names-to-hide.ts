import type { Database } from '../database/client.js';

/**
 * What people go by, for hiding it in their own words: the names of a record and of all that were merged into it, in one
 * text, by id. Nobody is shown them, so nothing is recorded.
 */
export async function namesToHide(
  { pool }: Database,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (candidateIds.length === 0) return new Map();
  const { rows } = await pool.query<{ person_id: string; names: string }>({
    name: 'names-to-hide',
    text: `WITH RECURSIVE tree AS (
             SELECT id AS person_id, id FROM candidate WHERE id = ANY ($1::uuid[])
             UNION ALL
             SELECT tree.person_id, c.id FROM tree JOIN candidate c ON c.merged_into_id = tree.id
           )
           SELECT tree.person_id, string_agg(k.name, ' ') AS names
             FROM tree JOIN contact k ON k.candidate_id = tree.id GROUP BY tree.person_id`,
    values: [candidateIds],
  });
  return new Map(rows.map(({ person_id, names }) => [person_id, names]));
}
