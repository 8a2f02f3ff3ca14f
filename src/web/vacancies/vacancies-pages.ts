import { z } from 'zod';
import type { Database } from '../../database/client.js';
import { pageQuery } from '../../http/cursor.js';
import { STAFF, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { listSavedSearches } from '../../matches/saved-searches.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { listVacancies } from '../../vacancies/find-vacancy.js';
import { anything, address, pick, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { weighsPeople } from '../weighs-people.js';
import { attentionOf } from './attention.js';

const query = pageQuery.extend({ status: z.enum(['open', 'closed']).default('open') });

/** The vacancies, with what needs attention in each. */
export function vacanciesPages(
  pages: PageMaker,
  { database, taxonomy }: { readonly database: Database; readonly taxonomy: Taxonomy },
): Route[] {
  return [
    pages.define({
      path: '/vacancies',
      summary: 'Vacancies with what needs attention',
      access: STAFF,
      query: anything,
      async show({ query: sent, actor, request }) {
        const { status, ...page } = validate(query, pick(sent, ['status', 'cursor', 'limit']));
        const { items, nextCursor } = await listVacancies(database, taxonomy, { ...page, status });
        const maySeePeople = weighsPeople(actor);
        const searches = maySeePeople ? await listSavedSearches(database, actor) : [];
        const attention = await attentionOf(
          database,
          items.map(({ id }) => id),
        );
        return {
          view: 'vacancies/list',
          title: status === 'open' ? 'Open vacancies' : 'Closed vacancies',
          data: {
            rows: items.map((vacancy) => ({ ...vacancy, attention: attention.get(vacancy.id) })),
            status,
            here: request.originalUrl,
            beingRanked: items.find(({ ranking }) => ranking.state === 'updating')?.id,
            next: nextCursor && address('/vacancies', { status, cursor: nextCursor }),
            maySeePeople,
            imported: Number(valueOf(sent, 'imported') ?? 0) || 0,
            searches: searches.map((search) => ({
              ...search,
              href: address(`/vacancies/${search.vacancy.id}`, search.filters),
            })),
          },
        };
      },
    }),
  ];
}
