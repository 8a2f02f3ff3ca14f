import type { Stage } from '../taxonomy/concept.js';
import type { CategoryName } from './requirement.js';

/**
 * Suggested weights of the categories by the stage of the post: a support worker is taken for setting and attitude
 * more than for certificates; from the seniors on the field decides; a consultant post asks for what was led.
 */
const WEIGHTS: Readonly<Record<Stage, Readonly<Record<CategoryName, number>>>> = {
  support_worker: { stage: 46, duties: 10, qualifications: 8, specialism: 16, sector: 6, wording: 14 },
  occupational_therapist: {
    stage: 44,
    duties: 11,
    qualifications: 4,
    specialism: 20,
    sector: 6,
    wording: 15,
  },
  senior_specialist: { stage: 42, duties: 12, qualifications: 4, specialism: 22, sector: 6, wording: 14 },
  advanced: { stage: 42, duties: 14, qualifications: 4, specialism: 20, sector: 6, wording: 14 },
  consultant: { stage: 44, duties: 16, qualifications: 6, specialism: 14, sector: 6, wording: 14 },
};

/** Weights that add up to 100; a post whose stage nobody has said is weighted as a senior's. */
export function categoryWeightsFor(stage: Stage | null): Readonly<Record<CategoryName, number>> {
  return WEIGHTS[stage ?? 'senior_specialist'];
}
