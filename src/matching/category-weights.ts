import type { Stage } from '../taxonomy/concept.js';
import type { CategoryName } from './requirement.js';

/**
 * Suggested weights of the categories by the stage of the post: a support worker is taken for setting and attitude
 * more than for certificates; from the seniors on the field decides; a consultant post asks for what was led.
 */
const WEIGHTS: Readonly<Record<Stage, Readonly<Record<CategoryName, number>>>> = {
  support_worker: { stage: 34, duties: 12, qualifications: 8, specialism: 20, sector: 8, wording: 18 },
  occupational_therapist: {
    stage: 34,
    duties: 12,
    qualifications: 4,
    specialism: 24,
    sector: 8,
    wording: 18,
  },
  senior_specialist: { stage: 32, duties: 12, qualifications: 4, specialism: 26, sector: 8, wording: 18 },
  advanced: { stage: 32, duties: 14, qualifications: 4, specialism: 24, sector: 8, wording: 18 },
  consultant: { stage: 34, duties: 16, qualifications: 6, specialism: 18, sector: 8, wording: 18 },
};

/** Weights that add up to 100; a post whose stage nobody has said is weighted as a senior's. */
export function categoryWeightsFor(stage: Stage | null): Readonly<Record<CategoryName, number>> {
  return WEIGHTS[stage ?? 'senior_specialist'];
}
