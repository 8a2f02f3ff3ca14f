import { z } from 'zod';
import { searchQuery, SEARCHED_WORDS } from '../cvs/text/hashed-words.js';
import type { Database } from '../database/client.js';
import { consentStands } from '../database/consent-stands.js';
import { pageQuery } from '../http/cursor.js';
import { day } from '../http/text.js';
import type { SlotFilter } from '../matching/slot-filter.js';
import { UUID_BYTES, wordsAt, type Words } from '../matching/uuid-words.js';
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../understanding/profile.js';
import { anyOf, criteria, flag, gateStates, miles, words } from './filter-values.js';

export const DRIVERS = ['yes', 'no', 'not_evidenced'] as const;

/** What the list of a vacancy can be narrowed down by. */
export const vacancyMatchesQuery = pageQuery.extend({
  withinMiles: miles('Only people who live so near, in a straight line; nobody whose postcode is unknown.'),
  stage: anyOf(STAGES, 'Only people who stand at one of these stages.'),
  sector: anyOf(SECTORS, 'Only people who have worked in one of these sectors.'),
  contract: anyOf(CONTRACTS, 'Only people who want one of these contracts, or have not said.'),
  registration: anyOf(REGISTRATION_STATES, 'Only people whose registration stands so.'),
  driver: anyOf(DRIVERS, 'Only people of whom the CV says this about driving.'),
  gates: gateStates,
  criterion: criteria,
  lawful: flag('true: only people whom the law does not stand in the way of, as far as the CV tells.'),
  consent: z
    .enum(['represent'])
    .optional()
    .meta({ description: 'Only people who let us put them forward now.' }),
  availableBy: day
    .optional()
    .meta({ description: 'Only people who can start by that day, or have not said.' }),
  text: words('Only people whose CV has these words; "quoted words" stand together, -word excludes.'),
});

export type VacancyMatchesQuery = z.output<typeof vacancyMatchesQuery>;

/** The query as the ranking index understands it. @param postcode of the vacancy. */
export async function slotFilterOf(
  database: Database,
  query: VacancyMatchesQuery,
  postcode: string | null,
): Promise<SlotFilter> {
  const only = await namedPeople(database, query, postcode);
  return {
    ...(query.stage && { stages: query.stage }),
    ...(query.sector && { sectors: query.sector }),
    ...(query.contract && { contracts: query.contract }),
    ...(query.registration && { registrations: query.registration }),
    ...(query.driver && { drivers: query.driver }),
    ...(query.gates && { gates: query.gates }),
    ...(query.criterion && { concepts: query.criterion }),
    ...(query.lawful && { tier: query.lawful === 'true' ? (1 as const) : (0 as const) }),
    ...(only && { only }),
  };
}

/** People whom the database knows to fit; null where it need not be asked. */
async function namedPeople(
  { pool, keys }: Database,
  { withinMiles, consent, availableBy, text }: VacancyMatchesQuery,
  postcode: string | null,
): Promise<readonly Words[] | null> {
  if ([withinMiles, consent, availableBy, text].every((asked) => asked === undefined)) return null;
  const near = withinMiles === undefined ? null : await postcodesWithin(pool, postcode, withinMiles);
  const words = text === undefined ? null : await searchQuery(pool, keys, text);
  const { rows } = await pool.query<{ ids: Buffer | null }>(
    `SELECT string_agg(uuid_send(p.candidate_id), ''::bytea) AS ids
       FROM profile p
      WHERE ($1::text[] IS NULL OR EXISTS (
               SELECT 1 FROM candidate c LEFT JOIN contact k ON k.candidate_id = c.id
                WHERE c.id = p.candidate_id AND coalesce(k.postcode, c.outward_code) = ANY ($1)))
        AND (NOT $2 OR EXISTS (
               SELECT 1 FROM consent c WHERE c.candidate_id = p.candidate_id AND c.scope = 'represent'
                  AND ${consentStands('c')}))
        AND ($4::date IS NULL OR EXISTS (
               SELECT 1 FROM candidate c WHERE c.id = p.candidate_id AND coalesce(c.available_from, $4) <= $4))
        AND ($3::tsquery IS NULL OR p.cv_id IN (
               SELECT t.cv_id FROM cv_text t WHERE ${SEARCHED_WORDS} @@ $3::tsquery))`,
    [near, consent === 'represent', words, availableBy ?? null],
  );
  const ids = rows[0]?.ids ?? Buffer.alloc(0);
  return Array.from({ length: ids.length / UUID_BYTES }, (_, n) => wordsAt(ids, n * UUID_BYTES));
}

async function postcodesWithin(
  pool: Database['pool'],
  from: string | null,
  miles: number,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ postcode: string }>(
    `SELECT DISTINCT coalesce(k.postcode, c.outward_code) AS postcode
       FROM candidate c LEFT JOIN contact k ON k.candidate_id = c.id
      WHERE coalesce(k.postcode, c.outward_code) IS NOT NULL`,
  );
  const places = await findPlaces(pool, [from, ...rows.map(({ postcode }) => postcode)]);
  return rows
    .map(({ postcode }) => postcode)
    .filter((postcode) => {
      const distance = milesApart(places, from, postcode);
      return distance !== null && distance.tenths <= miles * 10;
    });
}
