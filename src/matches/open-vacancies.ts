import type pg from 'pg';
import type { Requirement } from '../matching/requirement.js';
import type { Sector, Stage } from '../taxonomy/concept.js';
import type { Contract } from '../understanding/profile.js';
import type { Versions } from '../versions.js';

/** An open vacancy as ranking one person needs it. */
export interface OpenVacancy {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly employer: string;
  readonly stage: Stage | null;
  readonly sector: Sector | null;
  readonly contract: Contract | null;
  readonly postcode: string | null;
  readonly requirement: Requirement;
}

/** Open vacancies by id, kept so that each person does not load them all again. */
export type OpenVacancies = Map<string, OpenVacancy & { readonly state: string }>;

/** An open vacancy and what its requirement was made from; the state changes with it. */
export interface VacancyState {
  readonly id: string;
  readonly state: string;
}

/** SQL of a vacancy's state: changes with everything that a score or its evidence takes from the vacancy. */
export const VACANCY_STATE = `revision || '/' || taxonomy_version || '/' || understanding_version || '/' || rules_version`;

/** Whether a state is one that a program of these versions has read and weighed. */
export function isReadBy({ taxonomy, understanding, rules }: Versions, state: string): boolean {
  return state.endsWith(`/${taxonomy}/${understanding}/${rules}`);
}

/** Brings what is kept up to these states: loads what is new or changed, and forgets the rest. */
export async function catchUp(
  client: Pick<pg.ClientBase, 'query'>,
  kept: OpenVacancies,
  states: readonly VacancyState[],
): Promise<void> {
  const open = new Map(states.map(({ id, state }) => [id, state]));
  for (const [id, { state }] of kept) if (open.get(id) !== state) kept.delete(id);
  const missing = states.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (missing.length === 0) return;
  const { rows } = await client.query<OpenVacancy & VacancyState>(
    `SELECT v.id, v.revision, v.title, e.name AS employer, v.stage, v.sector, v.contract, v.postcode, v.requirement,
            ${VACANCY_STATE} AS state
       FROM vacancy v JOIN employer e ON e.id = v.employer_id WHERE v.id = ANY ($1::uuid[])`,
    [missing],
  );
  for (const row of rows) kept.set(row.id, row);
}
