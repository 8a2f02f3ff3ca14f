import type { z } from 'zod';
import { criterionCategoryOf } from '../../matching/criterion-category.js';
import { searchConcepts } from '../../offered-forms/choose-concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import type { vacancyView } from '../../vacancies/schema.js';
import { sentFor, type Fields } from '../address.js';

type Criteria = z.input<typeof vacancyView>['criteria'];
type Criterion = Criteria[number];

const IMPORTANCE = 'importance.';
/** What a criterion is worth that nobody asks for. */
const NOT_ASKED = '';
const MOST_FOUND = 12;

/** A change of one criterion, as the API takes it; null: as the text says. */
interface CriterionChange {
  readonly conceptId: string;
  readonly importance?: string | null;
  readonly weight?: number | null;
}

/** What differs from the criteria as they are shown. */
export function criteriaIn(sent: Fields, shown: Criteria, read: Criteria): CriterionChange[] {
  const shownOf = byConcept(shown);
  const readOf = byConcept(read);
  return sentImportances(sent).flatMap(([conceptId, wanted]): CriterionChange[] => {
    const before = shownOf.get(conceptId);
    const now = before ? shownImportance(before) : NOT_ASKED;
    if (wanted === now) return [];
    const asRead = readOf.get(conceptId);
    if (wanted === NOT_ASKED)
      return [asRead ? { conceptId, weight: 0 } : { conceptId, importance: null, weight: null }];
    const importance = wanted === asRead?.importance ? null : wanted;
    return [{ conceptId, importance, ...(before && now === NOT_ASKED ? { weight: null } : {}) }];
  });
}

/** The criteria as the view shows them, with those that staff have added, and those found for the words they look for. */
export function criterionRows(sent: Fields, shown: Criteria, taxonomy: Taxonomy): object {
  const wanted = new Map(sentImportances(sent));
  const known = byConcept(shown);
  const added = [...wanted].filter(([id, value]) => value !== NOT_ASKED && !known.has(id));
  const find = sentFor(sent, 'find') ?? '';
  const found =
    find === ''
      ? []
      : searchConcepts(taxonomy, find).filter(
          ({ id }) => criterionCategoryOf(id, taxonomy) !== null && !known.has(id) && !wanted.get(id),
        );
  const own = (conceptId: string, value: string): object[] => {
    const concept = taxonomy.concepts.get(conceptId);
    return concept ? [{ label: concept.label, name: IMPORTANCE + conceptId, value, isAdded: true }] : [];
  };
  return {
    criteria: [
      ...shown.map((criterion) => ({
        ...criterion,
        name: IMPORTANCE + criterion.conceptId,
        value: wanted.get(criterion.conceptId) ?? shownImportance(criterion),
      })),
      ...added.flatMap(([conceptId, value]) => own(conceptId, value)),
    ],
    find,
    found: found.slice(0, MOST_FOUND).flatMap(({ id }) => own(id, NOT_ASKED)),
    moreFound: Math.max(0, found.length - MOST_FOUND),
  };
}

/** What the form says of each criterion before anything is changed, by the name of its input. */
export function shownCriteria(shown: Criteria): Record<string, string> {
  return Object.fromEntries(shown.map((one) => [IMPORTANCE + one.conceptId, shownImportance(one)]));
}

function sentImportances(sent: Fields): [conceptId: string, importance: string][] {
  return Object.keys(sent)
    .filter((name) => name.startsWith(IMPORTANCE))
    .map((name) => [name.slice(IMPORTANCE.length), sentFor(sent, name) ?? NOT_ASKED]);
}

function shownImportance({ importance, appliedWeight, setBy }: Criterion): string {
  return setBy === 'staff' && appliedWeight === 0 ? NOT_ASKED : importance;
}

function byConcept(criteria: Criteria): ReadonlyMap<string, Criterion> {
  return new Map(criteria.map((criterion) => [criterion.conceptId, criterion]));
}
