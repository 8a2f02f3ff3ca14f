import {
  scoreOfSector,
  scoreOfStage,
  scoreOfSum,
  strengthOfCriterion,
  weightOfCategory,
  type SummedCategory,
} from './categories.js';
import type { Features } from './features.js';
import { applyGates, gatesOf, tierOf, type Gate } from './gates.js';
import { CATEGORIES, type CategoryName, type Requirement } from './requirement.js';
import { combine, reverseFitOf, wishTerms } from './reverse-fit.js';
import { LISTED, TOLD } from './wording.js';

export interface CategoryScore {
  readonly category: CategoryName;
  /** Weight that the vacancy's stage suggests, and the one applied: 0 where the vacancy gives nothing to go by. */
  readonly suggestedWeight: number;
  readonly appliedWeight: number;
  /** 0–10,000. */
  readonly score: number;
}

/** Absolute: it depends on this person and this vacancy alone, never on who else is in the list. Whole numbers. */
export interface Score {
  /** 0: a legal gate is contradicted; below every 1, and still in the list. */
  readonly tier: 0 | 1;
  /** 0–10,000, as are `fit` and `reverseFit`. */
  readonly score: number;
  /** What the vacancy asks and the CV shows, after the gates. */
  readonly fit: number;
  /** What the person wants and the vacancy offers; full when nothing is known to be wanted, and then without effect. */
  readonly reverseFit: number;
  readonly categories: readonly CategoryScore[];
  readonly gates: readonly Gate[];
}

export function scoreMatch(features: Features, requirement: Requirement): Score {
  return assemble(features, requirement, categorySums(features, requirement));
}

/** Sums of weight × strength of the categories that are made of many parts. */
export type CategorySums = Readonly<Record<SummedCategory, number>>;

function categorySums(features: Features, requirement: Requirement): CategorySums {
  const sums = { duties: 0, qualifications: 0, specialism: 0, wording: 0 };
  for (const criterion of requirement.criteria) {
    sums[criterion.category] += criterion.weight * strengthOfCriterion(criterion, features);
  }
  const worth = worthOfStems(features);
  for (const { stem, weight } of requirement.wording) sums.wording += weight * (worth.get(stem) ?? 0);
  return sums;
}

/** One person is scored for many vacancies in a row: the table is made once. */
const worths = new WeakMap<Features, ReadonlyMap<string, number>>();

/** Percent that each stem of a person counts for. */
export function worthOfStems(features: Features): ReadonlyMap<string, number> {
  let worth = worths.get(features);
  if (worth === undefined) {
    worth = new Map([
      ...(features.listedStems ?? []).map((stem) => [stem, LISTED] as const),
      ...features.stems.map((stem) => [stem, TOLD] as const),
    ]);
    worths.set(features, worth);
  }
  return worth;
}

/** The score from its sums; the ranking index comes to the same sums by another way and ends here too. */
function assemble(features: Features, requirement: Requirement, sums: CategorySums): Score {
  const categories = CATEGORIES.map((category) => categoryScore(category, features, requirement, sums));
  const weights = categories.reduce((sum, { appliedWeight }) => sum + appliedWeight, 0);
  const weighted = categories.reduce((sum, { appliedWeight, score }) => sum + appliedWeight * score, 0);
  const gates = gatesOf(features, requirement);
  const ungated = weights === 0 ? 0 : Math.floor(weighted / weights);
  const fit = applyGates(ungated, gates);
  const reverseFit = reverseFitOf(wishTerms(features, requirement));
  return { tier: tierOf(gates), score: combine(fit, reverseFit), fit, reverseFit, categories, gates };
}

function categoryScore(
  category: CategoryName,
  features: Features,
  requirement: Requirement,
  sums: CategorySums,
): CategoryScore {
  const appliedWeight = weightOfCategory(category, requirement);
  const suggestedWeight = requirement.categoryWeights[category];
  const score = appliedWeight === 0 ? 0 : scoreOf(category, features, requirement, sums);
  return { category, suggestedWeight, appliedWeight, score };
}

function scoreOf(
  category: CategoryName,
  features: Features,
  requirement: Requirement,
  sums: CategorySums,
): number {
  switch (category) {
    case 'stage':
      return scoreOfStage(features, requirement);
    case 'sector':
      return scoreOfSector(features, requirement);
    case 'duties':
    case 'qualifications':
    case 'specialism':
    case 'wording':
      return scoreOfSum(category, sums[category], weightsOf(category, requirement));
  }
}

/** Sum of the weights that a category's parts have in the vacancy. */
export function weightsOf(category: SummedCategory, requirement: Requirement): number {
  const parts: readonly { readonly weight: number }[] =
    category === 'wording'
      ? requirement.wording
      : requirement.criteria.filter((criterion) => criterion.category === category);
  return parts.reduce((sum, { weight }) => sum + weight, 0);
}
