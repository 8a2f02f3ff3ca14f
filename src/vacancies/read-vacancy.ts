import {
  requirementOf,
  type CategoryName,
  type Requirement,
  type StaffFields,
} from '../matching/requirement.js';
import type { ConceptId } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Importance, VacancyReading } from '../understanding/criteria.js';
import type { Span } from '../understanding/profile.js';
import { understandVacancy } from '../understanding/understand-vacancy.js';
import { vacancyText } from './vacancy-text.js';

/** One criterion as it is stored: what the text suggests and what is in force. */
export interface WeighedCriterion {
  readonly conceptId: ConceptId;
  readonly importance: Importance;
  /** 0–100; 0 where staff added it. */
  readonly suggestedWeight: number;
  readonly appliedWeight: number;
  /** Into `vacancyText`; null where staff added it. */
  readonly span: Span | null;
}

export interface ReadVacancy {
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
  readonly criteria: readonly WeighedCriterion[];
}

/** Weights of categories that staff set, 0–100; the others are as suggested. */
export type SetCategoryWeights = Readonly<Partial<Record<CategoryName, number>>>;

/** What scoring asks for under what staff set, weights of categories among it. */
export function requirementUnder(
  reading: VacancyReading,
  set: StaffFields,
  categoryWeights: SetCategoryWeights,
  taxonomy: Taxonomy,
): Requirement {
  const requirement = requirementOf(reading, set, taxonomy);
  return { ...requirement, categoryWeights: { ...requirement.categoryWeights, ...categoryWeights } };
}

/** Reads a vacancy's words and puts what staff set above what they say. Pure: the same input gives the same result. */
export function readVacancy(
  words: { readonly title: string; readonly employer: string; readonly description: string },
  set: StaffFields,
  taxonomy: Taxonomy,
  categoryWeights: SetCategoryWeights = {},
): ReadVacancy {
  const reading = understandVacancy(vacancyText(words), taxonomy);
  const asRead = requirementOf(reading, { ...set, importances: {}, weights: {} }, taxonomy);
  const requirement = requirementUnder(reading, set, categoryWeights, taxonomy);
  return { reading, requirement, criteria: weighCriteria(reading, set, asRead, requirement) };
}

/**
 * Criteria that weigh anything, or would if staff had not said otherwise. What the text suggests is what the
 * requirement makes of it without staff: the advert's emphasis times how much the concept tells people apart.
 */
function weighCriteria(
  reading: VacancyReading,
  { importances = {} }: StaffFields,
  asRead: Requirement,
  inForce: Requirement,
): WeighedCriterion[] {
  const places = new Map(reading.criteria.map(({ conceptId, span }) => [conceptId, span]));
  const suggested = new Map(asRead.criteria.map((criterion) => [criterion.conceptId, criterion]));
  const applied = new Map(inForce.criteria.map((criterion) => [criterion.conceptId, criterion]));
  return [...new Set([...suggested.keys(), ...applied.keys()])].sort().map((conceptId) => ({
    conceptId,
    importance:
      importances[conceptId] ?? (applied.get(conceptId) ?? suggested.get(conceptId))?.importance ?? 'context',
    suggestedWeight: suggested.get(conceptId)?.weight ?? 0,
    appliedWeight: applied.get(conceptId)?.weight ?? 0,
    span: places.get(conceptId) ?? null,
  }));
}
