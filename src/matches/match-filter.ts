import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { day } from '../http/text.js';
import type { SlotFilter } from '../matching/slot-filter.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../understanding/profile.js';
import { peopleOf } from './filtered-people.js';
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
  const { only, except } = await peopleOf(database, query, postcode);
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
    ...(except && { except }),
  };
}
