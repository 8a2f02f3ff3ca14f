import { STAGES, type Stage } from '../taxonomy/concept.js';

/**
 * Percent of the stage category that a person at a stage is worth for a post, by steps above (+) or below (−) it. One
 * step too high costs less than one too low: a senior can do a Band 5's work, a Band 5 has still to learn a senior's.
 */
const FIT_BY_STEPS: Readonly<Record<number, number>> = { 0: 100, 1: 58, 2: 12, [-1]: 42, [-2]: 5 };

/** Between support worker and therapist stands a profession: the step across counts for less on either side. */
const ACROSS_REGISTRATION: Readonly<Record<number, number>> = { 1: 25, 2: 5, [-1]: 15 };

export function stageFit(person: Stage, post: Stage): number {
  const steps = STAGES.indexOf(person) - STAGES.indexOf(post);
  const across = (person === 'support_worker') !== (post === 'support_worker');
  return (across ? ACROSS_REGISTRATION : FIT_BY_STEPS)[steps] ?? 0;
}
