import type { Transaction } from '../../http/idempotency.js';

/** Every record of a person: the one that speaks for them, and all that were merged into it. */
export async function recordsOf(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE tree AS (
      SELECT id FROM candidate WHERE id = ${personId}::uuid
      UNION ALL
      SELECT c.id FROM tree JOIN candidate c ON c.merged_into_id = tree.id
    )
    SELECT id::text FROM tree`;
  return rows.map(({ id }) => id);
}
