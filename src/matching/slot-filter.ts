import { STAGES, type ConceptId, type Sector, type Stage } from '../taxonomy/concept.js';
import type { Contract, RegistrationState } from '../understanding/profile.js';
import type { CandidateStore } from './candidate-store.js';
import type { DriverState } from './features.js';
import { gatesOf, stageFloorState, tierOf, type GateName, type GateState } from './gates.js';
import type { Requirement } from './requirement.js';
import { NO_STAGE } from './requirement-tables.js';
import { SEGMENT_BITS, SEGMENT_SIZE, type Segment } from './segment.js';
import type { Words } from './uuid-words.js';

/** Whom a list is narrowed down to. Everything given must hold; what is absent lets everybody through. */
export interface SlotFilter {
  /** Stages that the largest share of the person's stage distribution may stand at. */
  readonly stages?: readonly Stage[];
  /** Sectors that the person has worked in. */
  readonly sectors?: readonly Sector[];
  /** Kinds of contract that the person wants, or has not spoken of. */
  readonly contracts?: readonly Contract[];
  readonly registrations?: readonly RegistrationState[];
  readonly drivers?: readonly DriverState[];
  /** States that gates must have; a gate that the vacancy does not have is passed. */
  readonly gates?: readonly { readonly gate: GateName; readonly state: GateState }[];
  /** Concepts that the person shows, each of them. */
  readonly concepts?: readonly ConceptId[];
  /** 1: only those whom the law does not stand in the way of. */
  readonly tier?: 0 | 1;
  /** Ids of the only people who may take part. */
  readonly only?: readonly Words[];
  /** People who take no part. */
  readonly except?: readonly Words[];
}

/** Whether the filter lets a slot through; decided once for all who are alike. */
export function accepting(
  store: CandidateStore,
  requirement: Requirement,
  filter: SlotFilter,
): (segment: Segment, slot: number) => boolean {
  const { stages, sectors, contracts } = filter;
  const named = filter.only === undefined ? null : namedSlots(store, filter.only);
  const left = filter.except === undefined ? null : namedSlots(store, filter.except);
  const concepts = (filter.concepts ?? []).map((id) => store.numbers.concepts.find(id));
  const byEligibility = Uint8Array.from(store.eligibility.items, (kind) => flag(isEligible(kind)));
  const byStage = Uint8Array.from(store.stages.items, (shares) => flag(standsWell(shares)));
  const bySector = Uint8Array.from(store.sectors.items, (worked) =>
    flag(sectors === undefined || sectors.some((sector) => (worked[sector] ?? 0) > 0)),
  );
  const byWish = Uint8Array.from(store.wants.items, (wants) =>
    flag(
      contracts === undefined ||
        contracts.some(
          (contract) =>
            (wants.contracts.length === 0 || wants.contracts.includes(contract)) &&
            wants.refusedContracts?.includes(contract) !== true,
        ),
    ),
  );

  function isEligible(kind: CandidateStore['eligibility']['items'][number]): boolean {
    const { registrations, drivers, gates = [], tier } = filter;
    if (registrations && !registrations.includes(kind.registration)) return false;
    if (drivers && !drivers.includes(kind.driver)) return false;
    const unknown = { ...kind, stage: NO_STAGE };
    const states = gatesOf(unknown, { ...requirement, stage: null });
    if (tier !== undefined && tierOf(states) !== tier) return false;
    return gates.every(({ gate, state }) => {
      const found = states.find((one) => one.gate === gate);
      return found === undefined || found.state === state;
    });
  }

  function standsWell(shares: readonly number[]): boolean {
    const largest = Math.max(...shares);
    if (stages && !(largest > 0 && stages.some((stage) => shares[STAGES.indexOf(stage)] === largest)))
      return false;
    const asked = filter.gates?.find(({ gate }) => gate === 'stage_floor');
    if (asked === undefined || requirement.stage === null) return true;
    return stageFloorState(shares, STAGES.indexOf(requirement.stage)) === asked.state;
  }

  return (segment, slot) =>
    byEligibility[segment.eligibility[slot] as number] === 1 &&
    byStage[segment.stages[slot] as number] === 1 &&
    bySector[segment.sectors[slot] as number] === 1 &&
    byWish[segment.wants[slot] as number] === 1 &&
    concepts.every((concept) => concept !== undefined && segment.shows(slot, concept)) &&
    (named === null || named.get(segment)?.[slot] === 1) &&
    (left === null || left.get(segment)?.[slot] !== 1);
}

/** Per segment, 1 for the slots of these people. */
function namedSlots(store: CandidateStore, ids: readonly Words[]): ReadonlyMap<Segment, Uint8Array> {
  const named = store.segments.map((segment) => [segment, new Uint8Array(segment.used)] as const);
  for (const id of ids) {
    const slot = store.slotOf(id);
    const flags = slot < 0 ? undefined : named[slot >>> SEGMENT_BITS]?.[1];
    if (flags) flags[slot & (SEGMENT_SIZE - 1)] = 1;
  }
  return new Map(named);
}

function flag(holds: boolean): 0 | 1 {
  return holds ? 1 : 0;
}
