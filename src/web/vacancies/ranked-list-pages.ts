import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { requireKnownCriteria } from '../../matches/filter-values.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { vacancyMatchesQuery, type VacancyMatchesQuery } from '../../matches/match-filter.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import { anything, address, isNamed, pick, valueOf } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { PageMaker } from '../page.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import { filterForm } from './filter-form.js';
import { COMPARE_FAULT } from './compare-pages.js';
import { filtersIn, rankedRows } from './ranked-list.js';

/** The people ranked for a vacancy. */
export function rankedListPages(pages: PageMaker, dependencies: ListDependencies): Route[] {
  const { database, taxonomy } = dependencies;
  return [
    pages.define({
      path: '/vacancies/{id}',
      summary: 'People ranked for a vacancy',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query: sent }) {
        const filters = filtersIn(sent);
        const named = isNamed(sent);
        const kept = { ...filters, ...(named ? { names: 'shown' } : {}) };
        const here = `/vacancies/${id}`;
        const vacancy = await viewVacancy(database, taxonomy, id);
        const page = pick(sent, ['cursor', 'limit']);
        const { query, faults } = readFilters(taxonomy, filters, page);
        const isGood = faults.length === 0;
        const compareFault =
          valueOf(sent, 'compare') === undefined ? [] : [{ field: 'compare', text: COMPARE_FAULT }];
        const [list, considered] = await Promise.all([
          // What no filter narrows down would be taken for what they let through: nobody is shown, by name or otherwise.
          isGood
            ? rankedRows(dependencies, actor, id, query, named)
            : rankedRows(dependencies, actor, id, query, false).then((all) => ({ ...all, items: [] })),
          database.prisma.candidacy.count({ where: { vacancyId: id } }),
        ]);
        return {
          view: 'vacancies/ranked',
          title: vacancy.title,
          status: isGood ? 200 : 400,
          data: {
            vacancy,
            list: {
              ...list,
              items: list.items.map((item) => ({
                ...item,
                href: address(`${here}/people/${item.candidate.id}`, kept),
              })),
            },
            kept,
            page,
            selected: new Set((valueOf(sent, 'with') ?? '').split(',')),
            considered,
            isGood,
            faults: [...faults, ...compareFault],
            here: address(here, { ...kept, ...pick(sent, ['cursor', 'limit', 'saved', 'with']) }),
            fault: faultsByField([...faults, ...compareFault]),
            form: filterForm(filters, vacancy.criteria),
            filters,
            named,
            isFiltered: Object.keys(filters).length > 0,
            links: {
              all: address(here, named ? { names: 'shown' } : {}),
              names: address(here, named ? filters : { ...filters, names: 'shown' }),
              first: address(here, kept),
              weights: vacancy.status === 'open' ? address(`${here}/weights`, kept) : null,
              next: isGood && list.nextCursor && address(here, { ...kept, cursor: list.nextCursor }),
              pipeline: address(`${here}/pipeline`, named ? { names: 'shown' } : {}),
              csv: address(`${here}/people.csv`, kept),
              xlsx: address(`${here}/people.xlsx`, kept),
            },
            isFirst: valueOf(sent, 'cursor') === undefined,
            saved: valueOf(sent, 'saved'),
            hasKeptWeights: valueOf(sent, 'kept') === 'weights',
            mark: markQuote,
          },
        };
      },
    }),
  ];
}

/** The query of a page's filters, without them where one is wrong, and what is wrong with which. */
function readFilters(
  taxonomy: Taxonomy,
  filters: Readonly<Record<string, string>>,
  page: Readonly<Record<string, string>>,
): { readonly query: VacancyMatchesQuery; readonly faults: readonly FormFault[] } {
  const unfiltered = validate(vacancyMatchesQuery, page);
  try {
    const query = validate(vacancyMatchesQuery, { ...page, ...filters });
    requireKnownCriteria(taxonomy, query);
    return { query, faults: [] };
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === null) throw error;
    // One sentence a field: of several wrong values the message names what is right.
    const byField = new Map(error.errors.map(({ field, message }) => [field.split('.')[0] ?? '', message]));
    return { query: unfiltered, faults: [...byField].map(([field, text]) => ({ field, text })) };
  }
}
