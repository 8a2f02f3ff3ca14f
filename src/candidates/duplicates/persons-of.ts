import type { Database } from '../../database/client.js';

/**
 * The records that speak for people now, by the ids they are known under: themselves, or where their merges lead. For
 * showing only, and without a lock: what changes something asks `personOf`.
 */
export async function personsOf(
  { pool }: Database,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ known_as: string; id: string }>({
    name: 'persons-of',
    text: `WITH RECURSIVE chain AS (
             SELECT id AS known_as, id, merged_into_id FROM candidate WHERE id = ANY ($1::uuid[])
             UNION ALL
             SELECT chain.known_as, c.id, c.merged_into_id FROM chain JOIN candidate c ON c.id = chain.merged_into_id
           )
           SELECT known_as, id FROM chain WHERE merged_into_id IS NULL`,
    values: [candidateIds],
  });
  return new Map(rows.map(({ known_as, id }) => [known_as, id]));
}
