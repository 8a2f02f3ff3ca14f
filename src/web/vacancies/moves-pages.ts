import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { listMoves } from '../../matches/list-moves.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import type { PageMaker } from '../page.js';

/** People named of each change; the others are counted. */
const SHOWN = 12;

/** What the changes of a vacancy did to the first places of its list; without names. */
export function movesPages(
  pages: PageMaker,
  { database, taxonomy }: Pick<ListDependencies, 'database' | 'taxonomy'>,
): Route[] {
  return [
    pages.define({
      path: '/vacancies/{id}/moves',
      summary: 'What changes of a vacancy did to its list',
      access: CONSULTANTS,
      params: byId,
      async show({ params: { id } }) {
        const [vacancy, { items }] = await Promise.all([
          viewVacancy(database, taxonomy, id),
          listMoves(database, id),
        ]);
        return {
          view: 'vacancies/moves',
          title: `What moved: ${vacancy.title}`,
          data: {
            vacancy,
            changes: items.map(({ revision, madeAt, moves }) => {
              const moved = moves.filter(({ from, to }) => from !== to);
              return {
                revision,
                madeAt,
                first: moved.slice(0, SHOWN),
                more: Math.max(0, moved.length - SHOWN),
              };
            }),
          },
        };
      },
    }),
  ];
}
