import type { Database } from '../database/client.js';

/** Those of these keys of storage that a CV or a check refers to. */
export async function keptDocuments(
  { pool }: Pick<Database, 'pool'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ storage_key: string }>(
    `SELECT storage_key FROM cv WHERE storage_key = ANY ($1)
     UNION ALL SELECT storage_key FROM compliance_check WHERE storage_key = ANY ($1)`,
    [keys],
  );
  return new Set(rows.map((row) => row.storage_key));
}
