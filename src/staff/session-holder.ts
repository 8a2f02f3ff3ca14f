import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import type { SessionHolder } from './set-password.js';

/** Who is signed in, in a route for people who are. @throws Problem `session_required` for anybody else. */
export function sessionHolder(actor: Actor): SessionHolder {
  if (actor.kind !== 'staff' || actor.credential.kind !== 'session') throw new Problem('session_required');
  return { staffId: actor.staffId, sessionId: actor.credential.id };
}
