import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { Numbering } from './numbering.js';
import { commonStems } from './wording.js';

/** The numbers that concepts and stems go by in packed features. */
export interface FeatureNumbers {
  readonly concepts: Numbering;
  readonly stems: Numbering;
  /** Stems that no requirement gives any weight, so that nobody's need be kept. */
  readonly common: ReadonlySet<string>;
}

/**
 * Concepts in order of id, stems the rarest first: those weigh most and people have few of them, so that scoring soon knows
 * who cannot reach the rest; behind them, in the same order, those that only a list of skills holds. The same for the same
 * version of the taxonomy.
 */
export function featureNumbers(taxonomy: Taxonomy): FeatureNumbers {
  const stems = rarestFirst(taxonomy.background.frequency);
  return {
    concepts: new Numbering([...taxonomy.concepts.keys()].sort()),
    stems: new Numbering([...stems, ...stems.map(listedStem)]),
    common: commonStems(taxonomy.background),
  };
}

/** The name under which a stem is numbered where only a list of skills holds it; no stem has such a sign. */
export function listedStem(stem: string): string {
  return `~${stem}`;
}

function rarestFirst(frequency: ReadonlyMap<string, number>): string[] {
  return [...frequency]
    .sort(([stem, documents], [other, others]) => documents - others || (stem < other ? -1 : 1))
    .map(([stem]) => stem);
}
