import type { Database } from '../database/client.js';
import { byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import {
  deleteSavedSearch,
  listSavedSearches,
  newSavedSearch,
  savedSearch,
  savedSearches,
  saveSearch,
} from './saved-searches.js';

const tag = 'Matches';

/** Filters of ranked lists that people keep for themselves. */
export function savedSearchRoutes(database: Database, taxonomy: Taxonomy): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/saved-searches',
      tag,
      summary: 'Your saved searches',
      access: CONSULTANTS,
      responses: { 200: { description: 'The newest first; nobody else sees them.', schema: savedSearches } },
      async handle({ actor }) {
        return { status: 200, body: { items: await listSavedSearches(database, actor) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/{id}/saved-searches',
      tag,
      summary: 'Save the filters of a vacancy’s list under a name',
      description: 'The same name for the same vacancy again puts the new filters in the place of the old.',
      access: CONSULTANTS,
      params: byId,
      body: newSavedSearch,
      responses: { 201: { description: 'Saved.', schema: savedSearch } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        return { status: 201, body: await saveSearch(database, taxonomy, actor, params.id, body) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/saved-searches/{id}',
      tag,
      summary: 'Delete a saved search',
      access: CONSULTANTS,
      params: byId,
      responses: { 204: { description: 'Deleted.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await deleteSavedSearch(database, actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}
