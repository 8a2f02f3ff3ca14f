import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { deriveKey } from '../../http/derive-key.js';
import type { MasterKey, MasterKeys } from '../../storage/encryption/master-keys.js';

/** SQL of the words of `cv_text t` that are searched, just as the index cv_text_words_idx has them. */
export const SEARCHED_WORDS = "coalesce(t.sealed_words, to_tsvector('english', t.text))";

/** Of 32. Among a million words two share 64 bits once in 3 · 10^7 times, and then find one another's CVs. */
const HASH_BYTES = 8;
/** A lexeme as PostgreSQL writes it in a tsvector or a tsquery: quotes and backslashes in it are doubled. */
const LEXEME = /'((?:[^'\\]|''|\\\\)*)'/g;

/**
 * Characters of a text that are searched, some 50 pages. A tsvector takes a megabyte, which a longer text of nothing but new
 * words with hyphens would exceed by its hashes.
 */
const SEARCHED = 150_000;

type Sql = Pick<pg.ClientBase, 'query'>;

/**
 * The words of a text for searching, without the words: each lexeme's keyed hash, with the places where it stands, so that
 * phrases are found too. Under a key that is derived from the current master key, so that nothing else has to be kept,
 * and whoever retires a master key retires the hashes with it.
 *
 * @returns a tsvector, as text.
 */
export async function hashedWords(sql: Sql, [current]: MasterKeys, text: string): Promise<string> {
  const { rows } = await sql.query<{ words: string }>(`SELECT to_tsvector('english', $1)::text AS words`, [
    text.slice(0, SEARCHED),
  ]);
  const hash = hasher(current);
  return (rows[0]?.words ?? '').replace(LEXEME, (_, lexeme: string) => `'${hash(lexeme)}'`);
}

/**
 * What somebody searches for, as PostgreSQL's `websearch_to_tsquery` takes it, for SEARCHED_WORDS: each lexeme, or its hash
 * under any of the keys. Word by word, since a text has all its words under one key or none, and "not this word" means it
 * under none. Finds texts under every key that is set, and plain ones.
 *
 * @returns a tsquery, as text.
 */
export async function searchQuery(sql: Sql, keys: MasterKeys | null, words: string): Promise<string> {
  const { rows } = await sql.query<{ query: string }>(
    `SELECT websearch_to_tsquery('english', $1)::text AS query`,
    [words],
  );
  const query = rows[0]?.query ?? '';
  if (keys === null) return query;
  const hashes = keys.map(hasher);
  return query.replace(
    LEXEME,
    (plain, lexeme: string) => `(${[plain, ...hashes.map((hash) => `'${hash(lexeme)}'`)].join(' | ')})`,
  );
}

function hasher({ key }: MasterKey): (lexeme: string) => string {
  const derived = deriveKey(key, 'words of CVs');
  return (lexeme) =>
    createHmac('sha256', derived).update(lexeme).digest().subarray(0, HASH_BYTES).toString('base64url');
}
