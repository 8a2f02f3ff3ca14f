import { STAGES } from '../taxonomy/concept.js';
import type { Features } from './features.js';
import type { Requirement } from './requirement.js';

/** `not_evidenced` is not "not met": it ranks a little lower, asks a question and never hides. */
export const GATE_STATES = ['met', 'not_evidenced', 'contradicted'] as const;
export type GateState = (typeof GATE_STATES)[number];

export const GATES = ['profession', 'registration', 'stage_floor', 'driver'] as const;
export type GateName = (typeof GATES)[number];

export interface Gate {
  readonly gate: GateName;
  readonly state: GateState;
  /** Contradicted, it stands in the way by law: the pair goes below all pairs that may lawfully be put forward. */
  readonly legal: boolean;
  /** Percent of the fit that remains. */
  readonly factor: number;
}

/** Percent of the fit that remains in each state. */
const FACTORS: Readonly<Record<GateName, Readonly<Record<GateState, number>>>> = {
  profession: { met: 100, not_evidenced: 70, contradicted: 40 },
  registration: { met: 100, not_evidenced: 85, contradicted: 40 },
  stage_floor: { met: 100, not_evidenced: 98, contradicted: 70 },
  driver: { met: 100, not_evidenced: 98, contradicted: 90 },
};

/** Percent of the fit that remains. */
export function factorOf(gate: GateName, state: GateState): number {
  return FACTORS[gate][state];
}

/** A stage distribution in the order of `STAGES`. */
export function sharesOf(stage: Features['stage']): readonly number[] {
  return STAGES.map((name) => stage[name]);
}

/** Most of the stage distribution must reach the post's stage, or the stage below it. */
const MOST = 50;

/** What of a person the gates look at. */
export type Standing = Pick<Features, 'occupationalTherapy' | 'registration' | 'driver' | 'stage'>;

/** The gates that the vacancy asks for, in the order of `GATES`. */
export function gatesOf(features: Standing, requirement: Requirement): readonly Gate[] {
  const gates: Gate[] = [
    gate('profession', professionState(features, requirement), requirement.registrationRequired),
  ];
  if (requirement.registrationRequired) {
    gates.push(gate('registration', registrationState(features, requirement), true));
  }
  if (requirement.stage !== null) {
    gates.push(
      gate(
        'stage_floor',
        stageFloorState(sharesOf(features.stage), STAGES.indexOf(requirement.stage)),
        false,
      ),
    );
  }
  if (requirement.driverRequired) gates.push(gate('driver', driverState(features), false));
  return gates;
}

function gate(name: GateName, state: GateState, legal: boolean): Gate {
  return { gate: name, state, legal, factor: factorOf(name, state) };
}

/** Where the law does not ask for a therapist, somebody from another kind of work is a question and no obstacle. */
function professionState(
  { occupationalTherapy }: Standing,
  { registrationRequired }: Requirement,
): GateState {
  if (occupationalTherapy) return 'met';
  return registrationRequired ? 'contradicted' : 'not_evidenced';
}

function registrationState(
  { registration }: Standing,
  { pendingRegistrationAccepted }: Requirement,
): GateState {
  switch (registration) {
    case 'registered':
      return 'met';
    case 'pending':
      return pendingRegistrationAccepted ? 'met' : 'contradicted';
    case 'not_evidenced':
      return 'not_evidenced';
    case 'lapsed':
    case 'none':
      return 'contradicted';
  }
}

/**
 * Whether most of a stage distribution reaches the floor, or the stage below it.
 *
 * @param shares percentages in the order of `STAGES`
 * @param floor index of the post's stage
 */
export function stageFloorState(shares: readonly number[], floor: number): GateState {
  const from = (index: number) => shares.slice(Math.max(0, index)).reduce((sum, share) => sum + share, 0);
  if (floor === 0 || from(floor) >= MOST) return 'met';
  return from(floor - 1) >= MOST || from(0) === 0 ? 'not_evidenced' : 'contradicted';
}

function driverState({ driver }: Standing): GateState {
  return driver === 'yes' ? 'met' : driver === 'no' ? 'contradicted' : 'not_evidenced';
}

/** What the gates leave of a fit, rounded down after each, in order. */
export function applyGates(fit: number, gates: readonly Gate[]): number {
  return gates.reduce((left, { factor }) => Math.floor((left * factor) / 100), fit);
}

/** 0 when the law stands in the way, else 1. */
export function tierOf(gates: readonly Gate[]): 0 | 1 {
  return gates.some(({ legal, state }) => legal && state === 'contradicted') ? 0 : 1;
}
