import type { Database } from '../../database/client.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { deleteSavedSearch, newSavedSearch, saveSearch } from '../../matches/saved-searches.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { anything, address, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { filtersIn } from './ranked-list.js';

/** Saving the filters of a list, and deleting what was saved; the list of vacancies shows them. */
export function savedSearchPages(pages: PageMaker, database: Database, taxonomy: Taxonomy): Route[] {
  return [
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/saved-searches',
      summary: 'Save the filters of a list',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        const filters = filtersIn(body);
        const here = (saved: string): string => address(`/vacancies/${id}`, { ...filters, saved });
        try {
          const wanted = validate(newSavedSearch, { name: valueOf(body, 'name') ?? '', filters });
          await saveSearch(database, taxonomy, actor, id, wanted);
          return { to: here('yes') };
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          return { to: here('no') };
        }
      },
    }),
    pages.define({
      method: 'post',
      path: '/saved-searches/{id}/delete',
      summary: 'Delete a saved search',
      access: CONSULTANTS,
      params: byId,
      async show({ actor, params }) {
        await deleteSavedSearch(database, actor, params.id);
        return { to: '/vacancies' };
      },
    }),
  ];
}
