import type { Actor } from '../../http/actor.js';
import { Problem } from '../../http/problem.js';

export type CandidateActor = Extract<Actor, { kind: 'candidate' }>;

/** The person themselves, whom alone the access rule has let through. @throws Problem `not_allowed` */
export function candidateOnly(actor: Actor): CandidateActor {
  if (actor.kind !== 'candidate') throw new Problem('not_allowed');
  return actor;
}
