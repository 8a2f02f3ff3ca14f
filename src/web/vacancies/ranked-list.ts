import type { z } from 'zod';
import type { Actor } from '../../http/actor.js';
import { listVacancyMatches, type ListDependencies } from '../../matches/list-vacancy-matches.js';
import { vacancyMatchesQuery, type VacancyMatchesQuery } from '../../matches/match-filter.js';
import type { vacancyMatches } from '../../matches/schema.js';
import { showVacancyPage } from '../../matches/show-evidence.js';
import { pick, type Fields } from '../address.js';
import { rowFacts, type RowFacts } from './row-facts.js';

export type Match = z.input<typeof vacancyMatches>['items'][number];

/** A match as a page shows it. */
export interface RankedRow extends Match {
  readonly facts: Match['facts'] & Partial<RowFacts>;
  /** Null: masked. */
  readonly name: string | null;
}

/** Names of the filters, as they stand in addresses: those of the API. */
export const FILTER_NAMES = Object.keys(vacancyMatchesQuery.shape).filter(
  (name) => name !== 'limit' && name !== 'cursor',
);

/** The filters that an address names, as text. */
export function filtersIn(fields: Fields): Record<string, string> {
  return pick(fields, FILTER_NAMES);
}

/** The same as a query; null: nothing is filtered, or a filter is not good, which the page of the list says. */
export function filterQuery(fields: Fields): VacancyMatchesQuery | null {
  const filters = filtersIn(fields);
  if (Object.keys(filters).length === 0) return null;
  return vacancyMatchesQuery.safeParse(filters).data ?? null;
}

/** What goes along from the list to one of its people, through what is done there, and back. */
export function keptIn(fields: Fields): Record<string, string> {
  return pick(fields, [...FILTER_NAMES, 'names', 'view']);
}

/**
 * A page of the list with what its rows show beside the match.
 *
 * @param named whether names are shown, which is recorded; else the words of the CVs hide them too.
 */
export async function rankedRows(
  dependencies: ListDependencies,
  actor: Actor,
  vacancyId: string,
  query: VacancyMatchesQuery,
  named: boolean,
): Promise<Omit<z.input<typeof vacancyMatches>, 'items'> & { readonly items: readonly RankedRow[] }> {
  const { database } = dependencies;
  const list = await listVacancyMatches(dependencies, vacancyId, query);
  const [facts, shown] = await Promise.all([
    rowFacts(
      database,
      list.items.map(({ candidate }) => candidate.id),
    ),
    showVacancyPage(database, actor, list, named),
  ]);
  return {
    ...shown,
    items: shown.items.map((item) => ({
      ...item,
      facts: { ...item.facts, ...facts.get(item.candidate.id) },
      name: item.candidate.name ?? null,
    })),
  };
}
