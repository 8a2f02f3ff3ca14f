import { STAGES, type Stage } from '../taxonomy/concept.js';

/**
 * Percent of the stage category that a person at a stage is worth for a post, by steps above (+) or below (−) it. One
 * step up is how careers go, and an advert for seniors draws good Band 5s; whoever stands above a post seldom takes it
 * and seldom stays. So a step too low costs less than one too high, and two steps too low nearly everything.
 */
const FIT_BY_STEPS: Readonly<Record<number, number>> = { 0: 100, 1: 36, 2: 10, [-1]: 70, [-2]: 5 };

/** Between support worker and therapist stands a profession: the step across counts for less on either side. */
const ACROSS_REGISTRATION: Readonly<Record<number, number>> = { 1: 25, 2: 5, [-1]: 15 };

/** A step down that the person asks for is a wish and no mismatch; it stays behind those who stand there already. */
const STEP_DOWN_WANTED = 85;

/**
 * A post that grows ("Band 5/6", a development post) asks for its lower stage. Whoever stands at the upper one already may
 * be appointed there, and comes behind those whom the post is made for.
 */
const GROWS_TO = 85;

/** Stage that a post asks for, and where it grows to. */
export interface PostLevel {
  readonly stage: Stage;
  readonly growsTo?: Stage | undefined;
}

/** @param wanted whether the person says that they want a post at this stage */
export function stageFit(person: Stage, { stage: post, growsTo = post }: PostLevel, wanted = false): number {
  const steps = STAGES.indexOf(person) - STAGES.indexOf(post);
  if (steps > 0 && STAGES.indexOf(person) <= STAGES.indexOf(growsTo)) return GROWS_TO;
  const across = (person === 'support_worker') !== (post === 'support_worker');
  if (wanted && steps > 0 && !across) return STEP_DOWN_WANTED;
  return (across ? ACROSS_REGISTRATION : FIT_BY_STEPS)[steps] ?? 0;
}
