import type { ConceptId, Sector, Stage } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import {
  SUGGESTED_WEIGHTS,
  type Criterion,
  type Importance,
  type VacancyReading,
} from '../understanding/criteria.js';
import type { Contract } from '../understanding/profile.js';
import { adjacentTo, type Adjacent } from './adjacent-concepts.js';
import { categoryWeightsFor } from './category-weights.js';
import { rarityOfConcept } from './concept-rarity.js';
import { criterionCategoryOf } from './criterion-category.js';
import { growthInForce, stageInForce, type SetPlace } from './stage-in-force.js';
import { wordingOf } from './wording.js';

export const CATEGORIES = ['stage', 'duties', 'qualifications', 'specialism', 'sector', 'wording'] as const;
export type CategoryName = (typeof CATEGORIES)[number];

/** Categories that are made up of criteria. */
export type CriterionCategory = Extract<CategoryName, 'duties' | 'qualifications' | 'specialism'>;

export interface RequiredCriterion {
  readonly conceptId: ConceptId;
  readonly importance: Importance;
  readonly category: CriterionCategory;
  /** Applied weight, 0–100. */
  readonly weight: number;
  /** Concepts that count for this one in part. */
  readonly adjacent: readonly Adjacent[];
}

/** All of a vacancy that scoring reads. Whole numbers only. */
export interface Requirement {
  /** Null: the text does not say and staff have not said; the category is dropped. */
  readonly stage: Stage | null;
  /** Stage above it that the post grows to. Absent: to none, and in what was read before `rules-5`. */
  readonly growsTo?: Stage;
  readonly sector: Sector | null;
  readonly contract: Contract | null;
  readonly registrationRequired: boolean;
  /** The post may be taken up while the registration that was applied for is still coming. */
  readonly pendingRegistrationAccepted: boolean;
  readonly driverRequired: boolean;
  /** In order of concept id; criteria of weight 0 are left out. */
  readonly criteria: readonly RequiredCriterion[];
  /** Stems of the requirement sentences with their whole weights (importance × background rarity); in order of stem. */
  readonly wording: readonly { readonly stem: string; readonly weight: number }[];
  /** Weights of the categories; a category without data is dropped and the rest re-normalised. */
  readonly categoryWeights: Readonly<Record<CategoryName, number>>;
}

/**
 * What staff have set themselves; it goes before what the text says. Undefined: as the text says. Null: staff say that it
 * is not stated, whatever was read from the text.
 */
export interface StaffFields extends SetPlace {
  readonly sector?: Sector | null | undefined;
  readonly contract?: Contract | null | undefined;
  readonly registrationRequired?: boolean | null | undefined;
  readonly pendingRegistrationAccepted?: boolean | null | undefined;
  readonly driverRequired?: boolean | null | undefined;
  /** Whether a concept must be shown, is welcome or only told about; its weight then follows, unless that is set too. */
  readonly importances?: Readonly<Record<ConceptId, Importance>>;
  /** Applied weight per concept, 0–100. */
  readonly weights?: Readonly<Record<ConceptId, number>>;
}

/** Changes whenever the same features and requirement may give another score; stored with every match. */
export const RULES_VERSION = 'rules-6';

/**
 * What scoring asks of a candidate for this vacancy. Every post but a support worker's needs registration, whatever its
 * advert says ("no registration needed" may be about an assistant's post beside it): "occupational therapist" is a
 * protected title (Health Professions Order 2001, article 39). Staff alone may set it otherwise.
 */
export function requirementOf(reading: VacancyReading, set: StaffFields, taxonomy: Taxonomy): Requirement {
  const stage = stageInForce(set, reading);
  const growsTo = growthInForce(set, reading);
  return {
    stage,
    ...(growsTo !== null && { growsTo }),
    sector: inForce(set.sector, reading.sector.value),
    contract: inForce(set.contract, reading.contract.value),
    registrationRequired:
      set.registrationRequired ??
      needsRegistration(stage, inForce(set.registrationRequired, reading.registrationRequired.value)),
    pendingRegistrationAccepted:
      inForce(set.pendingRegistrationAccepted, reading.pendingRegistrationAccepted.value) ?? false,
    driverRequired: inForce(set.driverRequired, reading.driverRequired.value) ?? false,
    criteria: criteriaOf(reading.criteria, set, taxonomy),
    wording: wordingOf(reading.requirements, taxonomy.background),
    categoryWeights: categoryWeightsFor(stage),
  };
}

/** What staff set, and null is a setting too; what the text says where they set nothing. */
export function inForce<T>(set: T | null | undefined, read: T | null): T | null {
  return set === undefined ? read : set;
}

/** @param said what the text says, or null */
function needsRegistration(stage: Stage | null, said: boolean | null): boolean {
  if (stage === null) return said ?? true;
  return stage !== 'support_worker' || (said ?? false);
}

/** Suggested weight of what stands in the title, or is demanded again and again. */
const NAMES_THE_POST = 100;

/** What the text suggests × rarity; but the field that a post is named by counts in full, however common it is. */
function weightOf(conceptId: ConceptId, suggestedWeight: number): number {
  if (suggestedWeight === NAMES_THE_POST && conceptId.startsWith('spec.')) return NAMES_THE_POST;
  return Math.round((suggestedWeight * rarityOfConcept(conceptId)) / 100);
}

function criteriaOf(
  read: readonly Criterion[],
  { importances = {}, weights = {} }: StaffFields,
  taxonomy: Taxonomy,
): RequiredCriterion[] {
  const asked = new Map(
    read.map(({ conceptId, importance, suggestedWeight }) => [
      conceptId,
      { importance, weight: weightOf(conceptId, suggestedWeight) },
    ]),
  );
  for (const [conceptId, importance] of Object.entries(importances)) {
    if (asked.get(conceptId)?.importance === importance) continue;
    asked.set(conceptId, { importance, weight: weightOf(conceptId, SUGGESTED_WEIGHTS[importance]) });
  }
  for (const [conceptId, weight] of Object.entries(weights)) {
    const importance = asked.get(conceptId)?.importance ?? 'must';
    asked.set(conceptId, { importance, weight: Math.min(100, Math.round(weight)) });
  }
  return [...asked]
    .flatMap(([conceptId, { importance, weight }]): RequiredCriterion[] => {
      const category = criterionCategoryOf(conceptId, taxonomy);
      if (category === null || weight <= 0) return [];
      return [{ conceptId, importance, category, weight, adjacent: adjacentTo(conceptId) }];
    })
    .sort((a, b) => (a.conceptId < b.conceptId ? -1 : 1));
}
