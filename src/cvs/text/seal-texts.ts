import type { Database } from '../../database/client.js';
import { keyName, MAGIC } from '../../storage/encryption/head.js';
import { KEY_ID_BYTES, type MasterKeys } from '../../storage/encryption/master-keys.js';
import { columnsOf } from './store-text.js';
import { openTextIfPossible, STORED_TEXT, type StoredText } from './stored-text.js';

export interface SealingReport {
  /** Put under the current key from another. */
  readonly rotated: number;
  /** Stored before there were keys, and sealed now. */
  readonly sealed: number;
  /** CVs whose texts none of the master keys opens. They are left as they are. */
  readonly failed: readonly string[];
}

/** SQL of the name of the key that a sealed text is under. */
const FIRST_KEY = `substring(t.sealed FROM ${MAGIC.length + 1} FOR ${KEY_ID_BYTES})`;
/** Texts that are in memory at once. */
const PORTION = 100;

/**
 * Puts the text of every CV, and the hashes it is found by, under the current master key, while others read and write.
 * May be stopped and started again at any moment: what is done is told by its rows.
 */
export async function sealTexts(
  { pool }: Pick<Database, 'pool'>,
  masters: MasterKeys,
): Promise<SealingReport> {
  const report = { rotated: 0, sealed: 0, failed: [] as string[] };
  const left = (after: string | null): Promise<readonly Found[]> =>
    textsLeft({ pool }, masters, after, report.failed);
  for (let found = await left(null); found.length > 0;) {
    for (const row of found) {
      const words = openTextIfPossible(masters, row);
      if (words === null) {
        report.failed.push(row.cv_id);
        continue;
      }
      // Whoever has written or erased the row since it was read goes before; the next look at all rows comes to theirs.
      const { rowCount } = await pool.query(
        `UPDATE cv_text SET text = $3, statements = $4, hidden_text = $5, sealed = $6, sealed_words = $7
          WHERE cv_id = $1 AND xmin = $2::xid`,
        [row.cv_id, row.version, ...(await columnsOf(pool, masters, row.cv_id, words))],
      );
      if (rowCount === 1) report[row.sealed === null ? 'sealed' : 'rotated'] += 1;
    }
    const next = await left(found.at(-1)?.cv_id ?? null);
    found = next.length > 0 ? next : await left(null);
  }
  return report;
}

interface Found extends StoredText {
  /** Another one after every change of the row. */
  readonly version: string;
}

/** In order of the CVs' ids. */
async function textsLeft(
  { pool }: Pick<Database, 'pool'>,
  [current]: MasterKeys,
  after: string | null,
  failed: readonly string[],
): Promise<readonly Found[]> {
  const { rows } = await pool.query<Found>(
    `SELECT ${STORED_TEXT}, t.xmin::text AS version FROM cv_text t
      WHERE ($1::uuid IS NULL OR t.cv_id > $1) AND t.cv_id <> ALL ($2::uuid[])
        AND (t.sealed IS NULL OR ${FIRST_KEY} <> $3)
      ORDER BY t.cv_id LIMIT $4`,
    [after, failed, keyName(current.id), PORTION],
  );
  return rows;
}
