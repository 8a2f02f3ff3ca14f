import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { GATES, GATE_STATES, type GateName, type GateState } from '../matching/gates.js';
import type { SlotFilter } from '../matching/slot-filter.js';
import { UUID_BYTES, wordsAt, type Words } from '../matching/uuid-words.js';
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../understanding/profile.js';

const DRIVERS = ['yes', 'no', 'not_evidenced'] as const;

/** Several values, separated by commas. */
function anyOf<const T extends readonly [string, ...string[]]>(values: T, description: string) {
  const wanted = `Name one or more of ${values.join(', ')}, separated by commas.`;
  return z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((value) => value.trim()))
    .pipe(z.array(z.enum(values, wanted)).min(1))
    .optional()
    .meta({ description });
}

const gateStates = z
  .string()
  .max(200)
  .transform((text, context) => {
    const pairs = text.split(',').map((pair) => pair.trim().split(':'));
    const known = pairs.every(
      ([gate, state, ...rest]) =>
        rest.length === 0 && isOneOf(GATES, gate ?? '') && isOneOf(GATE_STATES, state ?? ''),
    );
    if (!known) {
      context.addIssue({
        code: 'custom',
        message: `Write gate:state, such as registration:met; gates are ${GATES.join(', ')}, states ${GATE_STATES.join(', ')}.`,
      });
      return z.NEVER;
    }
    return pairs.map(([gate, state]) => ({ gate: gate as GateName, state: state as GateState }));
  })
  .optional()
  .meta({ description: 'States that gates must have, as gate:state pairs separated by commas.' });

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}

/** What the list of a vacancy can be narrowed down by. */
export const vacancyMatchesQuery = pageQuery.extend({
  withinMiles: z.coerce.number('This is not a number of miles.').min(0).max(1_000).optional().meta({
    description: 'Only people who live so near, in a straight line; nobody whose postcode is unknown.',
  }),
  stage: anyOf(STAGES, 'Only people who stand at one of these stages.'),
  sector: anyOf(SECTORS, 'Only people who have worked in one of these sectors.'),
  contract: anyOf(CONTRACTS, 'Only people who want one of these contracts, or have not said.'),
  registration: anyOf(REGISTRATION_STATES, 'Only people whose registration stands so.'),
  driver: anyOf(DRIVERS, 'Only people of whom the CV says this about driving.'),
  gates: gateStates,
  lawful: z.enum(['true', 'false']).optional().meta({
    description: 'true: only people whom the law does not stand in the way of, as far as the CV tells.',
  }),
  consent: z
    .enum(['represent'])
    .optional()
    .meta({ description: 'Only people who let us put them forward now.' }),
  text: z.string().trim().min(2, 'Write at least two characters.').max(200).optional().meta({
    description: 'Only people whose CV has these words; "quoted words" stand together, -word excludes.',
  }),
});

export type VacancyMatchesQuery = z.output<typeof vacancyMatchesQuery>;

/** Whether anything but the page is asked for. */
export function isFiltered(query: VacancyMatchesQuery): boolean {
  return Object.entries(query).some(
    ([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined,
  );
}

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
    ...(query.lawful && { tier: query.lawful === 'true' ? (1 as const) : (0 as const) }),
    ...(only && { only }),
  };
}

/** People whom the database knows to fit; null where it need not be asked. */
async function namedPeople(
  { pool }: Database,
  { withinMiles, consent, text }: VacancyMatchesQuery,
  postcode: string | null,
): Promise<readonly Words[] | null> {
  if (withinMiles === undefined && consent === undefined && text === undefined) return null;
  const near = withinMiles === undefined ? null : await postcodesWithin(pool, postcode, withinMiles);
  const { rows } = await pool.query<{ ids: Buffer | null }>(
    `SELECT string_agg(uuid_send(p.candidate_id), ''::bytea) AS ids
       FROM profile p
      WHERE ($1::text[] IS NULL OR EXISTS (
               SELECT 1 FROM candidate c LEFT JOIN contact k ON k.candidate_id = c.id
                WHERE c.id = p.candidate_id AND coalesce(k.postcode, c.outward_code) = ANY ($1)))
        AND (NOT $2 OR EXISTS (
               SELECT 1 FROM consent c WHERE c.candidate_id = p.candidate_id AND c.scope = 'represent'
                  AND c.withdrawn_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now())))
        AND ($3::text IS NULL OR p.cv_id IN (
               SELECT cv_id FROM cv_text
                WHERE to_tsvector('english', text) @@ websearch_to_tsquery('english', $3)))`,
    [near, consent === 'represent', text ?? null],
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
