import { DRIVERS } from '../../matches/match-filter.js';
import { GATES, GATE_STATES } from '../../matching/gates.js';
import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../../understanding/profile.js';
import { choicesOf, labelOf } from '../words.js';

/** Groups of checkboxes: name of the filter, legend, values. */
const GROUPS = [
  { name: 'stage', legend: 'Career stage', choices: choicesOf('stage', STAGES) },
  { name: 'registration', legend: 'HCPC', choices: choicesOf('registration', REGISTRATION_STATES) },
  { name: 'sector', legend: 'Has worked in', choices: choicesOf('sector', SECTORS) },
  { name: 'contract', legend: 'Wants, or has not said', choices: choicesOf('contract', CONTRACTS) },
  { name: 'driver', legend: 'Driving', choices: choicesOf('driver', DRIVERS) },
];

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly chosen: boolean;
}

/** The controls of a list's filters, with what is set. */
export interface FilterForm {
  readonly groups: readonly {
    readonly name: string;
    readonly legend: string;
    readonly choices: readonly Choice[];
  }[];
  /** A gate each, of which one state may be asked for. */
  readonly gates: readonly { readonly gate: string; readonly choices: readonly Choice[] }[];
  readonly lawful: readonly Choice[];
  /** What is set and has no control, so that it is not lost. */
  readonly rest: readonly { readonly name: string; readonly value: string }[];
  /** How many filters are set. */
  readonly set: number;
}

/** @param filters as an address has them, good or not. */
export function filterForm(filters: Readonly<Record<string, string>>): FilterForm {
  const valuesOf = (name: string): string[] => (filters[name] ?? '').split(',').map((value) => value.trim());
  const pairs = valuesOf('gates').filter((pair) => pair !== '');
  const gates = GATES.map((gate) => {
    const values = GATE_STATES.map((state) => `${gate}:${state}`);
    const chosen = pairs.find((pair) => values.includes(pair));
    const choices = GATE_STATES.map((state) => ({
      value: `${gate}:${state}`,
      text: labelOf(state, 'gateState'),
      chosen: chosen === `${gate}:${state}`,
    }));
    return { gate, choices, chosen };
  });
  const shown = new Set(gates.map(({ chosen }) => chosen));
  return {
    groups: GROUPS.map(({ name, legend, choices }) => {
      const values = new Set(valuesOf(name));
      return { name, legend, choices: choices.map((one) => ({ ...one, chosen: values.has(one.value) })) };
    }),
    gates,
    lawful: choicesOf('lawful', ['true', 'false']).map((one) => ({
      ...one,
      chosen: filters['lawful'] === one.value,
    })),
    rest: pairs.filter((pair) => !shown.has(pair)).map((value) => ({ name: 'gates', value })),
    set: Object.keys(filters).length,
  };
}
