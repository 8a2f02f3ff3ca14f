import type { ConceptId, Sector } from '../taxonomy/concept.js';
import { STAGES } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { FULL } from './categories.js';
import { rarityOfConcept } from './concept-rarity.js';
import { criterionCategoryOf } from './criterion-category.js';
import type { Features } from './features.js';
import { sharesOf } from './gates.js';
import type { CriterionCategory, Requirement } from './requirement.js';
import { shareOut } from './share-out.js';

/** What likeness is made of; the weights are those of a middling vacancy without its wording, in round figures. */
export const LIKENESS_WEIGHTS = {
  stage: 30,
  duties: 30,
  specialism: 25,
  sector: 10,
  qualifications: 5,
} as const;
export type LikenessCategory = keyof typeof LIKENESS_WEIGHTS;
export const LIKENESS_CATEGORIES = Object.keys(LIKENESS_WEIGHTS) as readonly LikenessCategory[];

/** What of a person or a vacancy others can be like: a whole number for each trait, by category. */
export type Traits = Readonly<Record<LikenessCategory, Readonly<Record<string, number>>>>;

/** Strength × rarity for each concept, so that what everybody shows makes few alike. */
export function traitsOfPerson(
  features: Pick<Features, 'strengths' | 'stage' | 'sectors'>,
  taxonomy: Taxonomy,
): Traits {
  return {
    ...conceptTraits(
      Object.entries(features.strengths).map(([id, strength]) => [id, strength * rarityOfConcept(id)]),
      taxonomy,
    ),
    stage: stageTraits(sharesOf(features.stage)),
    sector: sectorTraits(features.sectors),
  };
}

/** The applied weight of each criterion, which rarity is part of already. */
export function traitsOfVacancy(
  { criteria, stage, sector }: Pick<Requirement, 'criteria' | 'stage' | 'sector'>,
  taxonomy: Taxonomy,
): Traits {
  return {
    ...conceptTraits(
      criteria.map(({ conceptId, weight }) => [conceptId, weight]),
      taxonomy,
    ),
    stage: stage === null ? {} : { [stage]: 100 },
    sector: sector === null ? {} : { [sector]: 100 },
  };
}

/** @param shares percentages in the order of `STAGES`. */
export function stageTraits(shares: readonly number[]): Record<string, number> {
  return Object.fromEntries(STAGES.map((stage, index) => [stage, shares[index] ?? 0]));
}

export function sectorTraits(sectors: Readonly<Partial<Record<Sector, number>>>): Record<string, number> {
  return { ...sectors };
}

function conceptTraits(
  values: readonly (readonly [ConceptId, number])[],
  taxonomy: Taxonomy,
): Record<CriterionCategory, Record<ConceptId, number>> {
  const traits: Record<CriterionCategory, Record<ConceptId, number>> = {
    duties: {},
    qualifications: {},
    specialism: {},
  };
  for (const [conceptId, value] of values) {
    const category = criterionCategoryOf(conceptId, taxonomy);
    if (category !== null && value > 0) traits[category][conceptId] = value;
  }
  return traits;
}

/** Parts are whole numbers, so that their running sums are exact. */
const PART = 1_000_000;

export interface SharedTrait {
  readonly category: LikenessCategory;
  /** A concept, a stage or a sector. */
  readonly trait: string;
  /** Points of the similarity that it makes up; those of all shared traits add up to it. */
  readonly points: number;
}

export interface Likeness {
  /** 0–10,000: whole and the same both ways, whoever else there is. */
  readonly similarity: number;
  readonly categories: readonly {
    readonly category: LikenessCategory;
    /** 0 where neither has anything to go by. */
    readonly weight: number;
    readonly score: number;
  }[];
  /** Heaviest first, then by name. */
  readonly shared: readonly SharedTrait[];
}

/**
 * How alike two sets of traits are: per category the weighted Jaccard similarity, Σ min / Σ max (M. Ružička, Biologia 13,
 * 1958), and of these the weighted mean. A category in which neither has anything is dropped.
 */
export function likenessOf(a: Traits, b: Traits): Likeness {
  const overlaps = LIKENESS_CATEGORIES.map((category) => ({
    category,
    ...overlapOf(a[category], b[category]),
  }));
  const categories = overlaps.map(({ category, least, most }) => ({
    category,
    weight: most === 0 ? 0 : LIKENESS_WEIGHTS[category],
    score: scoreOfOverlap(least, most),
  }));
  const similarity = similarityOf(categories);
  const parts = overlaps.flatMap(({ category, most, shared }) =>
    shared.map(({ trait, least }) => ({
      category,
      trait,
      part: Math.floor((LIKENESS_WEIGHTS[category] * least * PART) / most),
    })),
  );
  const points = shareOut(
    similarity,
    parts.map(({ part }) => part),
  );
  const shared = parts
    .map(({ category, trait }, index) => ({ category, trait, points: points[index] ?? 0 }))
    .sort((x, y) => y.points - x.points || (x.trait < y.trait ? -1 : 1));
  return { similarity, categories, shared };
}

/** 0–10,000. @param least sum of the smaller values, as `most` is of the larger. */
export function scoreOfOverlap(least: number, most: number): number {
  return most === 0 ? 0 : Math.floor((least * FULL) / most);
}

function similarityOf(categories: readonly { readonly weight: number; readonly score: number }[]): number {
  let sum = 0;
  let weights = 0;
  for (const { weight, score } of categories) {
    sum += weight * score;
    weights += weight;
  }
  return weights === 0 ? 0 : Math.floor(sum / weights);
}

/** Sums of the smaller and of the larger values, trait by trait, and what both have of each. */
export function overlapOf(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) {
  let least = 0;
  let most = 0;
  const shared: { trait: string; least: number }[] = [];
  // In order, so that points are shared out the same way whichever of the two comes first.
  for (const trait of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const [one, other] = [a[trait] ?? 0, b[trait] ?? 0];
    least += Math.min(one, other);
    most += Math.max(one, other);
    if (one > 0 && other > 0) shared.push({ trait, least: Math.min(one, other) });
  }
  return { least, most, shared };
}
