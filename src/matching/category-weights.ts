import type { Stage } from '../taxonomy/concept.js';
import type { CategoryName } from './requirement.js';

/**
 * Suggested weights of the categories by the stage of the post: a support worker is taken for setting and attitude
 * more than for certificates; from the seniors on the field decides; a consultant post asks for what was led.
 */
const WEIGHTS: Readonly<Record<Stage, Readonly<Record<CategoryName, number>>>> = {
  support_worker: { stage: 44, duties: 10, qualifications: 9, specialism: 15, sector: 5, wording: 17 },
  occupational_therapist: {
    stage: 42,
    duties: 11,
    qualifications: 6,
    specialism: 18,
    sector: 5,
    wording: 18,
  },
  senior_specialist: { stage: 41, duties: 11, qualifications: 6, specialism: 24, sector: 5, wording: 13 },
  advanced: { stage: 41, duties: 13, qualifications: 7, specialism: 17, sector: 5, wording: 17 },
  consultant: { stage: 42, duties: 15, qualifications: 8, specialism: 13, sector: 5, wording: 17 },
};

/** Weights that add up to 100; a post whose stage nobody has said is weighted as a senior's. */
export function categoryWeightsFor(stage: Stage | null): Readonly<Record<CategoryName, number>> {
  return WEIGHTS[stage ?? 'senior_specialist'];
}
