import type { Database } from '../database/client.js';
import { readLedger } from './erasure-ledger.js';

/**
 * Nobody who was erased is there again: a restored backup brings them back, and the ledger, which is kept apart from it,
 * knows them.
 *
 * @throws Error with what to do; also when the ledger cannot be read.
 */
export async function requireErased({ pool }: Pick<Database, 'pool'>, ledgerPath: string): Promise<void> {
  const records = (await readLedger(ledgerPath)).flatMap((entry) => entry.records);
  const { rows } = await pool.query<{ back: number }>(
    'SELECT count(*)::int AS back FROM candidate WHERE id = ANY ($1::uuid[])',
    [records],
  );
  const back = rows[0]?.back ?? 0;
  if (back > 0) {
    throw new Error(
      `The database has ${back} of the records that were erased, as after a restore from a backup. Run "npm run privacy:replay-erasures" first.`,
    );
  }
}
