import type pg from 'pg';
import { Problem } from '../../http/problem.js';
import { StorageKeyError } from '../../storage/encryption/head.js';
import type { MasterKeys } from '../../storage/encryption/master-keys.js';
import { openSealed } from '../../storage/encryption/seal.js';

/** A CV's own words, as its readers and their quotes see them. */
export interface CvWords {
  readonly text: string;
  /** What the person has stated since: stands after the text, never in it. */
  readonly statements: string;
  /** Pieces of the document that no reader of the page sees. */
  readonly hiddenText: readonly string[];
}

/** How they stand in a row of cv_text: in their columns, or all of them in `sealed`. */
export interface StoredText {
  readonly cv_id: string;
  readonly text: string | null;
  readonly statements: string;
  readonly hidden_text: readonly string[];
  readonly sealed: Buffer | null;
}

/** SQL that selects a StoredText of `cv_text t`. */
export const STORED_TEXT = 't.cv_id, t.text, t.statements, t.hidden_text, t.sealed';

/** Where a sealed text stands: it opens as that of no other CV. */
export function placeOf(cvId: string): string {
  return `cv_text.sealed/${cvId}`;
}

/** @throws Problem `text_unavailable` when the text is sealed and none of the keys opens it. */
export function openText(keys: MasterKeys | null, stored: StoredText): CvWords {
  try {
    return open(keys, stored);
  } catch (error) {
    if (error instanceof StorageKeyError) throw new Problem('text_unavailable', { cause: error });
    throw error;
  }
}

/** The same for lists and reports, which one text that cannot be opened must not keep from the others: null for it. */
export function openTextIfPossible(keys: MasterKeys | null, stored: StoredText): CvWords | null {
  try {
    return open(keys, stored);
  } catch (error) {
    if (error instanceof StorageKeyError) return null;
    throw error;
  }
}

/** The text that quotes are taken from: the document's, and what was stated since. */
export function quotedText({ text, statements }: CvWords): string {
  return text + statements;
}

/** Null for a CV without a text. @throws Problem `text_unavailable` */
export async function readText(
  sql: Pick<pg.ClientBase, 'query'>,
  keys: MasterKeys | null,
  cvId: string,
): Promise<CvWords | null> {
  const stored = await rowOf(sql, cvId);
  return stored && openText(keys, stored);
}

/** The same for those who write another text in its place: null also for one that cannot be opened. */
export async function readTextIfPossible(
  sql: Pick<pg.ClientBase, 'query'>,
  keys: MasterKeys | null,
  cvId: string,
): Promise<CvWords | null> {
  const stored = await rowOf(sql, cvId);
  return stored && openTextIfPossible(keys, stored);
}

async function rowOf(sql: Pick<pg.ClientBase, 'query'>, cvId: string): Promise<StoredText | null> {
  const { rows } = await sql.query<StoredText>(`SELECT ${STORED_TEXT} FROM cv_text t WHERE t.cv_id = $1`, [
    cvId,
  ]);
  return rows[0] ?? null;
}

function open(keys: MasterKeys | null, stored: StoredText): CvWords {
  if (stored.sealed === null)
    return { text: stored.text ?? '', statements: stored.statements, hiddenText: stored.hidden_text };
  return JSON.parse(openSealed(stored.sealed, keys, placeOf(stored.cv_id)).toString('utf8')) as CvWords;
}
