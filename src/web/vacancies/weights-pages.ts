import { z } from 'zod';
import { Problem } from '../../http/problem.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { CATEGORIES } from '../../matching/requirement.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { whatIf, whatIfInput } from '../../matches/what-if.js';
import type { Enqueue } from '../../queue/contracts.js';
import { changeVacancy } from '../../vacancies/change-vacancy.js';
import { loadVacancy, viewVacancy } from '../../vacancies/find-vacancy.js';
import { vacancyPatch } from '../../vacancies/schema.js';
import { valueOf, type Fields } from '../address.js';
import type { PageMaker } from '../page.js';
import { rowFacts } from './row-facts.js';

const byId = z.object({ id: z.uuid() });
const CATEGORY = 'category.';
const CRITERION = 'criterion.';
/** Criteria with a slider of their own: the heaviest. */
const SLIDERS = 12;

type Vacancy = Awaited<ReturnType<typeof viewVacancy>>;

/** Trying other weights on a vacancy, with the list as it would be, and keeping them. */
export function weightsPages(
  pages: PageMaker,
  dependencies: ListDependencies & { readonly enqueue: Enqueue },
): Route[] {
  const { database, taxonomy, enqueue } = dependencies;
  return [
    pages.define({
      path: '/vacancies/{id}/weights',
      summary: 'Try other weights on a vacancy',
      access: CONSULTANTS,
      params: byId,
      query: z.looseObject({}),
      async show({ params: { id }, query }) {
        const vacancy = await viewVacancy(database, taxonomy, id);
        const changes = changesIn(query, vacancy);
        const result = await whatIf(dependencies, id, validate(whatIfInput, changes));
        const facts = await rowFacts(
          database,
          result.items.map(({ candidate }) => candidate.id),
        );
        return {
          view: 'vacancies/weights',
          title: `Try other weights: ${vacancy.title}`,
          data: {
            vacancy,
            result: {
              ...result,
              items: result.items.map((item) => ({ ...item, ...facts.get(item.candidate.id) })),
            },
            isChanged: Object.keys(changes).length > 0,
            sliders: [
              ...vacancy.categoryWeights.map(({ category, weight }) => ({
                name: CATEGORY + category,
                category,
                now: weight,
                value: numberIn(query, CATEGORY + category) ?? weight,
              })),
            ],
            criteria: vacancy.criteria
              .slice(0, SLIDERS)
              .map(({ conceptId, label, appliedWeight, importance }) => ({
                name: CRITERION + conceptId,
                label,
                importance,
                now: appliedWeight,
                value: numberIn(query, CRITERION + conceptId) ?? appliedWeight,
              })),
          },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/weights',
      summary: 'Keep other weights of a vacancy',
      access: CONSULTANTS,
      params: byId,
      body: z.looseObject({}),
      async show({ actor, params: { id }, body }) {
        const [stored, vacancy] = await Promise.all([
          loadVacancy(database, id),
          viewVacancy(database, taxonomy, id),
        ]);
        if (numberIn(body, 'revision') !== stored.revision) throw new Problem('changed_meanwhile');
        const changes = changesIn(body, vacancy);
        if (Object.keys(changes).length > 0) {
          const patch = validate(vacancyPatch, changes);
          const revision = await changeVacancy(database, taxonomy, actor, stored, patch);
          void enqueue('rank-vacancy', { vacancyId: id }, { revision });
        }
        return { to: `/vacancies/${id}` };
      },
    }),
  ];
}

/** What differs from the vacancy as it is: a slider that was left alone sets nothing. */
function changesIn(fields: Fields, { categoryWeights, criteria }: Vacancy): object {
  const categories = CATEGORIES.flatMap((category): [string, number][] => {
    const value = numberIn(fields, CATEGORY + category);
    const now = categoryWeights.find((one) => one.category === category)?.weight;
    return value === undefined || value === now ? [] : [[category, value]];
  });
  const weights = criteria.flatMap(({ conceptId, appliedWeight }) => {
    const weight = numberIn(fields, CRITERION + conceptId);
    return weight === undefined || weight === appliedWeight ? [] : [{ conceptId, weight }];
  });
  return {
    ...(categories.length > 0 ? { categoryWeights: Object.fromEntries(categories) } : {}),
    ...(weights.length > 0 ? { criteria: weights } : {}),
  };
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = valueOf(fields, name);
  return value === undefined ? undefined : Number(value);
}
