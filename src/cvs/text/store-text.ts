import type pg from 'pg';
import type { Reading } from '../../documents/reading.js';
import type { MasterKeys } from '../../storage/encryption/master-keys.js';
import { seal } from '../../storage/encryption/seal.js';
import { hashedWords } from './hashed-words.js';
import { placeOf, readTextIfPossible, type CvWords } from './stored-text.js';

type Sql = Pick<pg.ClientBase, 'query'>;

/** Values of text, statements, hidden_text, sealed and sealed_words, in this order. */
export type TextColumns = readonly [
  text: string | null,
  statements: string,
  hiddenText: readonly string[],
  sealed: Buffer | null,
  sealedWords: string | null,
];

/** Sealed under the current key, or as they are where there is none. */
export async function columnsOf(
  sql: Sql,
  keys: MasterKeys | null,
  cvId: string,
  words: CvWords,
): Promise<TextColumns> {
  if (keys === null) return [words.text, words.statements, words.hiddenText, null, null];
  const sealed = seal(Buffer.from(JSON.stringify(words), 'utf8'), keys, placeOf(cvId));
  return [null, '', [], sealed, await hashedWords(sql, keys, words.text)];
}

type StoredReading = Pick<Reading, 'text' | 'hiddenText' | 'pages' | 'truncated' | 'recognisedWords'>;

/** Stores what a document was read as and what stands after it, in place of what was there, whether that opens or not. */
export async function storeText(
  sql: Sql,
  keys: MasterKeys | null,
  cvId: string,
  { text, hiddenText, pages, truncated, recognisedWords }: StoredReading,
  statements = '',
): Promise<void> {
  const columns = await columnsOf(sql, keys, cvId, { text, statements, hiddenText });
  await sql.query(
    `INSERT INTO cv_text (cv_id, pages, truncated, recognised_words, text, statements, hidden_text, sealed, sealed_words)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (cv_id) DO UPDATE
       SET pages = excluded.pages, truncated = excluded.truncated, recognised_words = excluded.recognised_words,
           text = excluded.text, statements = excluded.statements, hidden_text = excluded.hidden_text, sealed = excluded.sealed, sealed_words = excluded.sealed_words`,
    [cvId, JSON.stringify(pages), truncated, JSON.stringify(recognisedWords), ...columns],
  );
}

/** Stores what stands after a CV's text, where that has changed, and where there is a text that can be opened. */
export async function storeStatements(
  sql: Sql,
  keys: MasterKeys | null,
  cvId: string,
  statements: string,
): Promise<void> {
  const words = await readTextIfPossible(sql, keys, cvId);
  if (words === null || words.statements === statements) return;
  await sql.query(
    `UPDATE cv_text SET text = $2, statements = $3, hidden_text = $4, sealed = $5, sealed_words = $6 WHERE cv_id = $1`,
    [cvId, ...(await columnsOf(sql, keys, cvId, { ...words, statements }))],
  );
}
