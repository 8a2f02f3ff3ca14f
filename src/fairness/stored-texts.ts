import { openTextIfPossible, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import type { InvarianceText } from './measure-invariance.js';

/**
 * The texts that stored profiles were read from, by the id of the CV. The same people in every report while none come and
 * go, spread evenly over all. Those that are sealed and cannot be opened are left out.
 *
 * @param most texts that are wanted.
 */
export async function storedTexts(
  { pool, keys }: Database,
  most: number,
): Promise<readonly InvarianceText[]> {
  const { rows } = await pool.query<StoredText>(
    `SELECT ${STORED_TEXT} FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id
      ORDER BY md5(p.cv_id::text) LIMIT $1`,
    [most],
  );
  return rows.flatMap((row) => {
    const words = openTextIfPossible(keys, row);
    return words === null ? [] : [{ cv: row.cv_id, text: words.text }];
  });
}
