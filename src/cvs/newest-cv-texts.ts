import type { Database } from '../database/client.js';
import { openTextIfPossible, STORED_TEXT, type StoredText } from './text/stored-text.js';

/** CVs that a report on what people write looks at, and characters of each. */
const MOST_CVS = 300;
export const MOST_CHARACTERS = 30_000;

/** The texts of the CVs that were understood last, one of each person. Nobody is shown them as they are. */
export async function newestCvTexts({ pool, keys }: Database): Promise<{ readonly text: string }[]> {
  const { rows } = await pool.query<StoredText>(
    `SELECT ${STORED_TEXT} FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id ORDER BY p.revision DESC LIMIT $1`,
    [MOST_CVS],
  );
  return rows.flatMap((row) => {
    const words = openTextIfPossible(keys, row);
    return words === null ? [] : [{ text: words.text.slice(0, MOST_CHARACTERS) }];
  });
}
