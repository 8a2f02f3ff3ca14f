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
import { factorOf, gatesOf, stageFloorState, tierOf, type GateName } from './gates.js';
import { CATEGORIES, type Requirement } from './requirement.js';
import { reverseFitOf, wishTerms } from './reverse-fit.js';
import { weightsOf } from './score.js';
import type { SlotSums } from './sum-postings.js';

/** Scores one slot after the other for one requirement, as `assemble` does for one person. */
export interface SlotScorer {
  readonly tier: (slot: number) => 0 | 1;
  readonly fit: (slot: number) => number;
  readonly reverseFit: (slot: number) => number;
}

/**
 * What depends on eligibility, stage, sectors or wishes alone is worked out once for all who are alike in it; the rest
 * is arithmetic on typed arrays, with the same roundings in the same order as for one person.
 */
export function createSlotScorer(
  store: CandidateStore,
  requirement: Requirement,
  sums: SlotSums,
): SlotScorer {
  const { eligibility, stages, sectors, wants } = store.slots;
  const total = CATEGORIES.reduce((sum, category) => sum + weightOfCategory(category, requirement), 0);
  const gates = eligibilityTable(store.eligibilities.items, requirement);
  const stage = stageTable(store.stages.items, requirement);
  const sectorWeight = weightOfCategory('sector', requirement);
  const sector = Int32Array.from(
    store.sectors.items,
    (one) => sectorWeight * scoreOfSector({ sectors: one }, requirement),
  );
  const wantsPost = Uint8Array.from(store.wants.items, (one) =>
    wantsStage({ wants: one }, requirement.stage) ? 1 : 0,
  );
  const reverse = Int32Array.from(store.wants.items, (one) =>
    reverseFitOf(wishTerms({ wants: one }, requirement)),
  );
  const duties = partOf('duties', requirement, sums);
  const qualifications = partOf('qualifications', requirement, sums);
  const specialism = partOf('specialism', requirement, sums);
  const wording = partOf('wording', requirement, sums);

  const stagePoints = (kind: number, wish: number) =>
    stage.points[((gates.barred[kind] as number) << 1) | (wantsPost[wish] as number)] as Int32Array;

  function fit(slot: number): number {
    if (total === 0) return 0;
    const kind = eligibility[slot] as number;
    const distribution = stages[slot] as number;
    const weighted =
      (stagePoints(kind, wants[slot] as number)[distribution] as number) +
      (sector[sectors[slot] as number] as number) +
      pointsOf(duties, slot) +
      pointsOf(qualifications, slot) +
      pointsOf(specialism, slot) +
      pointsOf(wording, slot);
    let left = Math.floor(weighted / total);
    left = percentOf(left, gates.profession[kind] as number);
    left = percentOf(left, gates.registration[kind] as number);
    left = percentOf(left, stage.floor[distribution] as number);
    return percentOf(left, gates.driver[kind] as number);
  }

  return {
    fit,
    tier: (slot) => gates.tier[eligibility[slot] as number] as 0 | 1,
    reverseFit: (slot) => reverse[wants[slot] as number] as number,
  };
}

/** ⌊value × percent / 100⌋; the common 100 needs no arithmetic. */
function percentOf(value: number, percent: number): number {
  return percent === 100 ? value : Math.floor((value * percent) / 100);
}

interface Part {
  readonly values: Int32Array;
  readonly divisor: number;
  readonly weight: number;
}

function partOf(category: SummedCategory, requirement: Requirement, sums: SlotSums): Part {
  return {
    values: sums[category],
    divisor: weightsOf(category, requirement) * ENOUGH[category],
    weight: weightOfCategory(category, requirement),
  };
}

/** Weight × score of a category; nobody who shows nothing of it needs a division. */
function pointsOf({ values, divisor, weight }: Part, slot: number): number {
  const sum = values[slot] as number;
  if (sum === 0 || weight === 0) return 0;
  return weight * Math.min(FULL, Math.floor((sum * FULL) / divisor));
}

/** Percent that each gate but the stage's leaves, per kind of eligibility; 100 where the vacancy has no such gate. */
function eligibilityTable(kinds: readonly Eligibility[], requirement: Requirement) {
  const unknown = Object.fromEntries(STAGES.map((name) => [name, 0])) as Record<
    (typeof STAGES)[number],
    number
  >;
  const gates = kinds.map((kind) => gatesOf({ ...kind, stage: unknown }, { ...requirement, stage: null }));
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
    const fits = stage === null ? [] : stageFits(stage, barred, wanted);
    return Int32Array.from(distributions, (shares) => weight * scoreOfShares(shares, fits));
  };
  const floor = (shares: readonly number[]) =>
    stage === null ? 100 : factorOf('stage_floor', stageFloorState(shares, STAGES.indexOf(stage)));
  return {
    points: [points(false, false), points(false, true), points(true, false), points(true, true)],
    floor: Uint8Array.from(distributions, floor),
  };
}
