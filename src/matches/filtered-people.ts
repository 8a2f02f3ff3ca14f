import { searchQuery, SEARCHED_WORDS } from '../cvs/text/hashed-words.js';
import type { Database } from '../database/client.js';
import { consentStands } from '../database/consent-stands.js';
import { UUID_BYTES, wordsAt, type Words } from '../matching/uuid-words.js';
import { postcodesWithin } from '../places/postcodes-within.js';

/** The filters that only the database can answer. */
export interface PeopleQuery {
  readonly withinMiles?: number | undefined;
  readonly consent?: 'represent' | undefined;
  /** As in 2027-01-31. */
  readonly availableBy?: string | undefined;
  readonly text?: string | undefined;
}

/** Null: no filter says so of anybody. */
export interface FilteredPeople {
  readonly only: readonly Words[] | null;
  readonly except: readonly Words[] | null;
}

/**
 * Whom the filters find. Each looks by an index that holds all it needs: a join of everything that is known of everybody
 * takes half a second among a hundred thousand people.
 *
 * @param postcode of the vacancy; null: nobody lives near it.
 */
export async function peopleOf(
  { pool, keys }: Database,
  { withinMiles, consent, availableBy, text }: PeopleQuery,
  postcode: string | null,
): Promise<FilteredPeople> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const findings: string[] = [];
  if (withinMiles !== undefined)
    findings.push(livingAt(bind(await postcodesWithin(pool, postcode, withinMiles))));
  if (consent !== undefined) findings.push(TO_REPRESENT);
  if (text !== undefined) findings.push(withWords(bind(await searchQuery(pool, keys, text))));
  const [only, except] = await Promise.all([
    findings.length === 0 ? null : idsOfAll(pool, findings, values),
    availableBy === undefined ? null : idsOfAll(pool, [AVAILABLE_LATER], [availableBy]),
  ]);
  return { only, except };
}

/** SQL of the column `id` of those who live at one of the codes. */
const livingAt = (codes: string): string => `
  SELECT candidate_id AS id FROM contact WHERE postcode = ANY (${codes}::text[])
   UNION ALL
  SELECT c.id FROM candidate c
   WHERE c.outward_code = ANY (${codes}::text[])
     AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.candidate_id = c.id AND k.postcode IS NOT NULL)`;

/** As in the index `consent_to_represent_idx`. */
const TO_REPRESENT = `
  SELECT candidate_id AS id FROM consent c WHERE scope = 'represent' AND ${consentStands('c')}`;

const withWords = (words: string): string => `
  SELECT p.candidate_id AS id FROM cv_text t JOIN profile p ON p.cv_id = t.cv_id
   WHERE ${SEARCHED_WORDS} @@ ${words}::tsquery`;

const AVAILABLE_LATER = 'SELECT id FROM candidate WHERE available_from > $1::date';

/** Those whom each of the queries finds, in one value: a row each takes ten times as long to send and to read. */
async function idsOfAll(
  pool: Database['pool'],
  [first = '', ...others]: readonly string[],
  values: readonly unknown[],
): Promise<Words[]> {
  const { rows } = await pool.query<{ ids: Buffer | null }>(
    `SELECT string_agg(uuid_send(id), ''::bytea) AS ids
       FROM (${first}) AS found WHERE ${['true', ...others.map((other) => `id IN (${other})`)].join(' AND ')}`,
    [...values],
  );
  const ids = rows[0]?.ids ?? Buffer.alloc(0);
  return Array.from({ length: ids.length / UUID_BYTES }, (_, n) => wordsAt(ids, n * UUID_BYTES));
}
