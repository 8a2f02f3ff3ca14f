import { STAGES } from '../taxonomy/concept.js';
import type { CandidateStore, Eligibility } from './candidate-store.js';
import {
  ENOUGH,
  FULL,
  isBarred,
  scoreOfSector,
  scoreOfShares,
  stageFits,
  wantsStage,
  weightOfCategory,
  type SummedCategory,
} from './categories.js';
import { conceptRound } from './concept-rounds.js';
import { factorOf, gatesOf, stageFloorState, tierOf, type GateName } from './gates.js';
import { CATEGORIES, type Requirement } from './requirement.js';
import { reverseFitOf, wishTerms } from './reverse-fit.js';
import { weightsOf } from './score.js';
import { stemTable } from './stem-table.js';

/** Above any score, so that one number orders by tier first: a key is tier × `TIER` + score. */
export const TIER = FULL + 1;

/** The summed categories by number. */
const SUMMED = ['duties', 'qualifications', 'specialism', 'wording'] as const satisfies SummedCategory[];

/**
 * What a requirement makes of everything that people share, worked out once for all who are alike, and what each concept
 * and stem is worth, by number.
 */
export type RequirementTables = ReturnType<typeof requirementTables>;

export function requirementTables(store: CandidateStore, requirement: Requirement) {
  const total = CATEGORIES.reduce((sum, category) => sum + weightOfCategory(category, requirement), 0);
  const gates = eligibilityTable(store.eligibility.items, requirement);
  const stage = stageTable(store.stages.items, requirement);
  const reverse = Int32Array.from(store.wants.items, (one) =>
    reverseFitOf(wishTerms({ wants: one }, requirement)),
  );
  const parts = {
    duties: partOf('duties', requirement),
    qualifications: partOf('qualifications', requirement),
    specialism: partOf('specialism', requirement),
    wording: partOf('wording', requirement),
  };
  return {
    /** Sum of the weights of all categories that count. */
    total,
    gates,
    stage,
    reverse,
    bounds: boundsTable(total, gates, stage, reverse),
    sector: sectorTable(store.sectors.items, requirement),
    wantsPost: Uint8Array.from(store.wants.items, (one) =>
      wantsStage({ wants: one }, requirement.stage) ? 1 : 0,
    ),
    parts,
    most: mostOf(parts),
    /** The field first: it tells most people apart. */
    specialism: conceptRound(store.numbers, requirement, (category) =>
      category === 'specialism' ? SUMMED.indexOf(category) : null,
    ),
    others: conceptRound(store.numbers, requirement, (category) =>
      category === 'specialism' ? null : SUMMED.indexOf(category),
    ),
    stems: stemTable(store.numbers.stems, requirement.wording),
  };
}

/** What is still to be had, with full marks in everything, as one category after the other is looked at. */
function mostOf({ duties, qualifications, specialism, wording }: Readonly<Record<SummedCategory, Part>>) {
  const afterConcepts = wording.weight * FULL;
  const afterSpecialism = afterConcepts + (duties.weight + qualifications.weight) * FULL;
  return { afterConcepts, afterSpecialism, all: afterSpecialism + specialism.weight * FULL };
}

/**
 * What is left of a weighted sum, in score points, without any of the roundings: the product of a scale per kind of
 * eligibility, one per stage distribution and one per kind of wishes. And what each kind's tier adds to a key.
 */
function boundsTable(
  total: number,
  gates: ReturnType<typeof eligibilityTable>,
  stage: ReturnType<typeof stageTable>,
  reverse: Int32Array,
) {
  const { profession, registration, driver } = gates;
  return {
    kindScale: Float64Array.from(profession, (percent, kind) =>
      total === 0 ? 0 : (percent * (registration[kind] as number) * (driver[kind] as number)) / 1e6 / total,
    ),
    floorScale: Float64Array.from(stage.floor, (percent) => percent / 100),
    wishScale: Float64Array.from(reverse, (wanted) => (2 * wanted) / (FULL + wanted)),
    tiers: Int32Array.from(gates.tier, (tier) => tier * TIER),
  };
}

/** A category whose score is a sum. */
export interface Part {
  readonly divisor: number;
  readonly weight: number;
}

function partOf(category: SummedCategory, requirement: Requirement): Part {
  return {
    divisor: weightsOf(category, requirement) * ENOUGH[category],
    weight: weightOfCategory(category, requirement),
  };
}

/** Weight × score of a category; nobody who shows nothing of it needs a division. */
export function pointsOf(sum: number, { divisor, weight }: Part): number {
  if (sum === 0 || weight === 0) return 0;
  return weight * Math.min(FULL, Math.floor((sum * FULL) / divisor));
}

function sectorTable(sectors: CandidateStore['sectors']['items'], requirement: Requirement): Int32Array {
  const weight = weightOfCategory('sector', requirement);
  return Int32Array.from(sectors, (one) => weight * scoreOfSector({ sectors: one }, requirement));
}

/** A stage distribution that says nothing. */
export const NO_STAGE = Object.fromEntries(STAGES.map((name) => [name, 0])) as Record<
  (typeof STAGES)[number],
  number
>;

/** Percent that each gate but the stage's leaves, per kind of eligibility; 100 where the vacancy has no such gate. */
function eligibilityTable(kinds: readonly Eligibility[], requirement: Requirement) {
  const gates = kinds.map((kind) => gatesOf({ ...kind, stage: NO_STAGE }, { ...requirement, stage: null }));
  const factors = (name: GateName) =>
    Uint8Array.from(gates, (list) => list.find(({ gate }) => gate === name)?.factor ?? 100);
  return {
    profession: factors('profession'),
    registration: factors('registration'),
    driver: factors('driver'),
    tier: Uint8Array.from(gates, tierOf),
    barred: Uint8Array.from(kinds, (kind) => (isBarred(kind) ? 1 : 0)),
  };
}

/**
 * Weight × score of the stage and what its gate leaves. Four tables of points: of people who may work as therapists, and
 * of those among them who want this stage; then the same of people who may not.
 */
function stageTable(distributions: readonly (readonly number[])[], requirement: Requirement) {
  const { stage } = requirement;
  const weight = weightOfCategory('stage', requirement);
  const points = (barred: boolean, wanted: boolean) => {
    const fits = stageFits(requirement, barred, wanted);
    return Int32Array.from(distributions, (shares) => weight * scoreOfShares(shares, fits));
  };
  const floor = (shares: readonly number[]) =>
    stage === null ? 100 : factorOf('stage_floor', stageFloorState(shares, STAGES.indexOf(stage)));
  return {
    points: [points(false, false), points(false, true), points(true, false), points(true, true)],
    floor: Uint8Array.from(distributions, floor),
  };
}
