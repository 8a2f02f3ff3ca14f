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

/** In order of id and of stem: the same for the same version of the taxonomy. */
export function featureNumbers(taxonomy: Taxonomy): FeatureNumbers {
  return {
    concepts: new Numbering([...taxonomy.concepts.keys()].sort()),
    stems: new Numbering([...taxonomy.background.frequency.keys()].sort()),
    common: commonStems(taxonomy.background),
  };
}
