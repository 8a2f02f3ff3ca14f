import { STAGES, type Stage } from '../taxonomy/concept.js';
import type { Features } from './features.js';
import { sharesOf, type Standing } from './gates.js';
import type { CategoryName, CriterionCategory, RequiredCriterion, Requirement } from './requirement.js';
import { stageFit } from './stage-fit.js';

/** Categories whose score is a sum of weight × strength over many parts. */
export type SummedCategory = CriterionCategory | 'wording';

/** The scale of every score and category: 10,000 is 100 points. */
export const FULL = 10_000;

/**
 * Nobody shows everything that an advert lists, and alternatives ("acute medicine, frailty or urgent care") are each
 * counted: this percentage of a category's weights, fully evidenced, is full marks.
 */
export const ENOUGH: Readonly<Record<SummedCategory, number>> = {
  duties: 65,
  qualifications: 60,
  specialism: 70,
  wording: 65,
};

/** Experience in another sector than the post's, in percent of what the same there would be worth. */
const OTHER_SECTOR = 40;

/** Strength 0–100 of a criterion: the concept's own, or a neighbour's in part, whichever is more. */
export function strengthOfCriterion(criterion: RequiredCriterion, features: Features): number {
  let strength = features.strengths[criterion.conceptId] ?? 0;
  for (const { conceptId, share } of criterion.adjacent) {
    strength = Math.max(strength, Math.floor(((features.strengths[conceptId] ?? 0) * share) / 100));
  }
  return strength;
}

/** Score 0–10,000 of a sum of weight × strength (0–100) against the sum of weights. */
export function scoreOfSum(category: SummedCategory, sum: number, weights: number): number {
  return Math.min(FULL, Math.floor((sum * FULL) / (weights * ENOUGH[category])));
}

/**
 * Without registration nobody is put forward as a therapist, and a therapist out of registration is no over-qualified
 * support worker but one who may be taken on as such.
 */
export function isBarred({ registration }: Pick<Features, 'registration'>): boolean {
  return registration === 'lapsed' || registration === 'pending';
}

/** Percent that a person at each stage is worth for the post, in the order of `STAGES`; none where it names no stage. */
export function stageFits(
  { stage, growsTo }: Pick<Requirement, 'stage' | 'growsTo'>,
  barred: boolean,
  wanted: boolean,
): readonly number[] {
  if (stage === null) return [];
  return STAGES.map((person) =>
    stageFit(barred && stage === 'support_worker' ? 'support_worker' : person, { stage, growsTo }, wanted),
  );
}

export function scoreOfStage(
  features: Standing & Pick<Features, 'wants'>,
  requirement: Pick<Requirement, 'stage' | 'growsTo'>,
): number {
  return scoreOfShares(
    sharesOf(features.stage),
    stageFits(requirement, isBarred(features), wantsStage(features, requirement.stage)),
  );
}

export function wantsStage({ wants }: Pick<Features, 'wants'>, post: Stage | null): boolean {
  return post !== null && wants.stages.includes(post);
}

/** Score 0–10,000 of a stage distribution, percentages in the order of `STAGES`. */
export function scoreOfShares(shares: readonly number[], fits: readonly number[]): number {
  return Math.min(
    FULL,
    shares.reduce((total, share, index) => total + share * (fits[index] ?? 0), 0),
  );
}

export function scoreOfSector(features: Pick<Features, 'sectors'>, requirement: Requirement): number {
  if (requirement.sector === null) return 0;
  let best = (features.sectors[requirement.sector] ?? 0) * 100;
  for (const strength of Object.values(features.sectors)) best = Math.max(best, strength * OTHER_SECTOR);
  return Math.min(FULL, best);
}

/** Weight of a category in this vacancy: 0 where the vacancy gives it nothing to go by. */
export function weightOfCategory(category: CategoryName, requirement: Requirement): number {
  const weight = requirement.categoryWeights[category];
  switch (category) {
    case 'stage':
      return requirement.stage === null ? 0 : weight;
    case 'sector':
      return requirement.sector === null ? 0 : weight;
    case 'wording':
      return requirement.wording.length === 0 ? 0 : weight;
    case 'duties':
    case 'qualifications':
    case 'specialism':
      return requirement.criteria.some((criterion) => criterion.category === category) ? weight : 0;
  }
}
