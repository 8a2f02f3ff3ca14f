import { z } from 'zod';
import { Problem } from '../../http/problem.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { vacancyMatchesQuery } from '../../matches/match-filter.js';
import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../../understanding/profile.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import { address, pick, valueOf } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { PageMaker } from '../page.js';
import { choicesOf } from '../words.js';
import { filtersIn, rankedRows } from './ranked-list.js';

/** Groups of checkboxes: name of the filter, legend, kind of its labels, values. */
const CHOICES = [
  { name: 'stage', legend: 'Career stage', choices: choicesOf('stage', STAGES) },
  { name: 'registration', legend: 'HCPC', choices: choicesOf('registration', REGISTRATION_STATES) },
  { name: 'sector', legend: 'Has worked in', choices: choicesOf('sector', SECTORS) },
  { name: 'contract', legend: 'Wants', choices: choicesOf('contract', CONTRACTS) },
];

/** The people ranked for a vacancy. */
export function rankedListPages(pages: PageMaker, dependencies: ListDependencies): Route[] {
  const { database, taxonomy } = dependencies;
  return [
    pages.define({
      path: '/vacancies/{id}',
      summary: 'People ranked for a vacancy',
      access: CONSULTANTS,
      params: z.object({ id: z.uuid() }),
      query: z.looseObject({}),
      async show({ actor, params: { id }, query: sent, request }) {
        const filters = filtersIn(sent);
        const named = valueOf(sent, 'names') === 'shown';
        const kept = { ...filters, ...(named ? { names: 'shown' } : {}) };
        const here = `/vacancies/${id}`;
        const vacancy = await viewVacancy(database, taxonomy, id);
        const faults: { field: string; text: string }[] = [];
        let query = validate(vacancyMatchesQuery, pick(sent, ['cursor', 'limit']));
        try {
          query = validate(vacancyMatchesQuery, { ...pick(sent, ['cursor', 'limit']), ...filters });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          faults.push(...(error.errors ?? []).map(({ field, message }) => ({ field, text: message })));
        }
        const [list, considered] = await Promise.all([
          rankedRows(dependencies, actor, id, query, named),
          database.prisma.candidacy.count({ where: { vacancyId: id } }),
        ]);
        return {
          view: 'vacancies/ranked',
          title: vacancy.title,
          status: faults.length > 0 ? 400 : 200,
          data: {
            vacancy,
            list,
            considered,
            faults,
            here: request.originalUrl,
            choices: CHOICES,
            filters,
            chosen: Object.fromEntries(
              CHOICES.map(({ name }) => [name, new Set((filters[name] ?? '').split(','))]),
            ),
            named,
            isFiltered: Object.keys(filters).length > 0,
            links: {
              all: here,
              names: address(here, named ? filters : { ...filters, names: 'shown' }),
              first: address(here, kept),
              next: list.nextCursor && address(here, { ...kept, cursor: list.nextCursor }),
              pipeline: address(`${here}/pipeline`, named ? { names: 'shown' } : {}),
              csv: address(`${here}/people.csv`, kept),
              xlsx: address(`${here}/people.xlsx`, kept),
            },
            isFirst: valueOf(sent, 'cursor') === undefined,
            saved: valueOf(sent, 'saved'),
            mark: markQuote,
          },
        };
      },
    }),
  ];
}
