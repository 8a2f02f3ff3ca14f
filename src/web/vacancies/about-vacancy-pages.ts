import type { Database } from '../../database/client.js';
import { byId, STAFF, type Route } from '../../http/route.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { findSimilarVacancies } from '../../similar/find-similar-vacancies.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import { anything, valueOf } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { PageMaker } from '../page.js';
import { weighsPeople } from '../weighs-people.js';
import { attentionOf } from './attention.js';
import { detailRows } from './detail-rows.js';
import { factRows } from './fact-rows.js';

const LIKE_THIS = 5;

/** A vacancy by itself, without anybody who is ranked for it: for all staff. */
export function aboutVacancyPages(
  pages: PageMaker,
  { database, taxonomy }: { readonly database: Database; readonly taxonomy: Taxonomy },
): Route[] {
  return [
    pages.define({
      path: '/vacancies/{id}/about',
      summary: 'A vacancy, without the people ranked for it',
      access: STAFF,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query }) {
        const vacancy = await viewVacancy(database, taxonomy, id);
        const [attention, similar] = await Promise.all([
          attentionOf(database, [id]),
          findSimilarVacancies(database, taxonomy, id, { limit: LIKE_THIS, status: 'open' }),
        ]);
        return {
          view: 'vacancies/about',
          title: vacancy.title,
          data: {
            vacancy,
            facts: factRows(vacancy),
            details: detailRows(vacancy.details).filter(({ words }) => words !== null),
            attention: attention.get(id),
            similar: similar.items,
            maySeePeople: weighsPeople(actor),
            done: valueOf(query, 'done'),
            mark: markQuote,
          },
        };
      },
    }),
  ];
}
