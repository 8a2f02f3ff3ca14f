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
  /** What the CV is to show, each of those chosen. */
  readonly criteria: readonly Choice[];
  /** A gate each, of which one state may be asked for. */
  readonly gates: readonly { readonly gate: string; readonly choices: readonly Choice[] }[];
  readonly lawful: readonly Choice[];
  /** What is set and has no control, so that it is not lost. */
  readonly rest: readonly { readonly name: string; readonly value: string }[];
  /** How many filters are set. */
  readonly set: number;
}

/** Criteria that are offered: the heaviest, and what is set. */
const OFFERED = 12;

/**
 * @param filters as an address has them, good or not.
 * @param criteria of the vacancy, the heaviest first.
 */
export function filterForm(
  filters: Readonly<Record<string, string>>,
  criteria: readonly { readonly conceptId: string; readonly label: string }[],
): FilterForm {
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
  const asked = new Set(valuesOf('criterion').filter((id) => id !== ''));
  const offered = criteria.filter(({ conceptId }, n) => n < OFFERED || asked.has(conceptId));
  const unoffered = [...asked].filter((id) => !offered.some(({ conceptId }) => conceptId === id));
  const shown = new Set(gates.map(({ chosen }) => chosen));
  return {
    criteria: offered.map(({ conceptId, label }) => ({
      value: conceptId,
      text: label,
      chosen: asked.has(conceptId),
    })),
    groups: GROUPS.map(({ name, legend, choices }) => {
      const values = new Set(valuesOf(name));
      return { name, legend, choices: choices.map((one) => ({ ...one, chosen: values.has(one.value) })) };
    }),
    gates,
    lawful: choicesOf('lawful', ['true', 'false']).map((one) => ({
      ...one,
      chosen: filters['lawful'] === one.value,
    })),
    rest: [
      ...pairs.filter((pair) => !shown.has(pair)).map((value) => ({ name: 'gates', value })),
      ...unoffered.map((value) => ({ name: 'criterion', value })),
    ],
    set: Object.keys(filters).length,
  };
}
