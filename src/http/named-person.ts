import type { Actor } from './actor.js';
import { Problem } from './problem.js';

export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/**
 * The member of staff who answers for what is done: nothing is decided about a person by anybody else.
 *
 * @throws Problem `not_allowed`
 */
export function namedPerson(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') throw new Problem('not_allowed');
  return actor;
}
