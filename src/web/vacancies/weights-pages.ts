import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { CATEGORIES } from '../../matching/requirement.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { whatIf, whatIfInput } from '../../matches/what-if.js';
import type { Enqueue } from '../../queue/contracts.js';
import { IMPORTANCES } from '../../understanding/criteria.js';
import { changeVacancy } from '../../vacancies/change-vacancy.js';
import { loadWithView, viewVacancy } from '../../vacancies/find-vacancy.js';
import { vacancyPatch } from '../../vacancies/schema.js';
import { anything, address, valueOf, type Fields } from '../address.js';
import type { FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { choicesOf } from '../words.js';
import { filterQuery, keptIn } from './ranked-list.js';
import { rowFacts } from './row-facts.js';

const CATEGORY = 'category.';
const CRITERION = 'criterion.';
const IMPORTANCE = 'importance.';
/** Criteria that stand unfolded: the heaviest. */
const HEAVIEST = 12;
const CHANGED_MEANWHILE =
  'A colleague changed this vacancy meanwhile. What differs from theirs is marked: look at the list, and keep the weights again if they are right.';

type Vacancy = Awaited<ReturnType<typeof viewVacancy>>;

/** Trying other weights on a vacancy, with the list as it would be, and keeping them. */
export function weightsPages(
  pages: PageMaker,
  dependencies: ListDependencies & { readonly enqueue: Enqueue },
): Route[] {
  const { database, taxonomy, enqueue } = dependencies;
  const show = async (id: string, sent: Fields, faults: readonly FormFault[] = []): Promise<Page> => {
    const vacancy = await viewVacancy(database, taxonomy, id);
    const changes = changesIn(sent, vacancy);
    const result = await whatIf(dependencies, id, validate(whatIfInput, changes), filterQuery(sent));
    const people = result.items.map(({ candidate }) => candidate.id);
    const facts = await rowFacts(database, people);
    const kept = keptIn(sent);
    const criteria = vacancy.criteria.map((criterion) => controlOf(criterion, sent));
    return {
      view: 'vacancies/weights',
      title: `Try other weights: ${vacancy.title}`,
      status: faults.length > 0 ? 409 : 200,
      data: {
        vacancy,
        faults,
        kept,
        result: {
          ...result,
          items: result.items.map((item) => ({
            ...item,
            ...facts.get(item.candidate.id),
            href: address(`/vacancies/${id}/people/${item.candidate.id}`, kept),
          })),
        },
        isChanged: Object.keys(changes).length > 0,
        moved: result.items.filter(({ rank, rankBefore }) => rank !== rankBefore).length,
        categories: vacancy.categoryWeights.map(({ category, weight }) => ({
          name: CATEGORY + category,
          category,
          now: weight,
          value: numberIn(sent, CATEGORY + category) ?? weight,
        })),
        heaviest: criteria.slice(0, HEAVIEST),
        others: criteria.slice(HEAVIEST),
        importances: choicesOf('importance', IMPORTANCES),
        links: {
          list: address(`/vacancies/${id}`, kept),
          again: address(`/vacancies/${id}/weights`, kept),
        },
      },
    };
  };

  return [
    pages.define({
      path: '/vacancies/{id}/weights',
      summary: 'Try other weights on a vacancy',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      show: ({ params, query }) => show(params.id, query),
    }),
    pages.define({
      method: 'post',
      path: '/vacancies/{id}/weights',
      summary: 'Keep other weights of a vacancy',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        const { stored, view } = await loadWithView(database, taxonomy, id);
        const meanwhile = () => show(id, body, [{ field: 'main', text: CHANGED_MEANWHILE }]);
        if (numberIn(body, 'revision') !== stored.revision) return meanwhile();
        const changes = changesIn(body, view);
        const here = `/vacancies/${id}`;
        if (Object.keys(changes).length === 0) return { to: address(here, keptIn(body)) };
        const patch = validate(vacancyPatch, changes);
        try {
          const revision = await changeVacancy(database, taxonomy, actor, stored, patch);
          void enqueue('rank-vacancy', { vacancyId: id }, { revision });
        } catch (error) {
          if (error instanceof Problem && error.code === 'changed_meanwhile') return meanwhile();
          throw error;
        }
        return { to: address(here, { ...keptIn(body), kept: 'weights' }) };
      },
    }),
  ];
}

/** A criterion's weight and importance, as they are and as they are tried. */
function controlOf(
  { conceptId, label, appliedWeight, importance }: Vacancy['criteria'][number],
  sent: Fields,
) {
  return {
    label,
    name: CRITERION + conceptId,
    now: appliedWeight,
    value: numberIn(sent, CRITERION + conceptId) ?? appliedWeight,
    importance: {
      name: IMPORTANCE + conceptId,
      now: importance,
      value: importanceIn(sent, conceptId) ?? importance,
    },
  };
}

/** What differs from the vacancy as it is: a slider that was left alone sets nothing. */
function changesIn(fields: Fields, { categoryWeights, criteria }: Vacancy): object {
  const categories = CATEGORIES.flatMap((category): [string, number][] => {
    const value = numberIn(fields, CATEGORY + category);
    const now = categoryWeights.find((one) => one.category === category)?.weight;
    return value === undefined || value === now ? [] : [[category, value]];
  });
  const set = criteria.flatMap(({ conceptId, appliedWeight, importance: now }) => {
    const weight = numberIn(fields, CRITERION + conceptId);
    const importance = importanceIn(fields, conceptId);
    const change = {
      ...(weight !== undefined && weight !== appliedWeight && { weight }),
      ...(importance !== undefined && importance !== now && { importance }),
    };
    return Object.keys(change).length > 0 ? [{ conceptId, ...change }] : [];
  });
  return {
    ...(categories.length > 0 ? { categoryWeights: Object.fromEntries(categories) } : {}),
    ...(set.length > 0 ? { criteria: set } : {}),
  };
}

function importanceIn(fields: Fields, conceptId: string): (typeof IMPORTANCES)[number] | undefined {
  const value = valueOf(fields, IMPORTANCE + conceptId);
  return IMPORTANCES.find((one) => one === value);
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = valueOf(fields, name);
  return value === undefined ? undefined : Number(value);
}
