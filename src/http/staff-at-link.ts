import type { Request } from 'express';
import type { Actor } from './actor.js';
import { staffSignedIn, type AuthenticationDependencies } from './authenticate.js';
import type { StaffActor } from './named-person.js';
import { Problem } from './problem.js';
import type { Route } from './route.js';

/** Writes down that staff looked at what a candidate's link shows. */
export type RecordLook = (
  staff: StaffActor,
  candidate: Extract<Actor, { kind: 'candidate' }>,
) => Promise<void>;

/**
 * Who of the staff opens a candidate's link in the browser that they are signed in with: what they did there would be
 * on record as the candidate's own act. They look as themselves, at what staff may see, which is recorded as their look; they
 * may change nothing, and see nothing that is for the candidate alone, such as answers for equality monitoring.
 *
 * @returns null: the browser is signed in to nothing.
 * @throws Problem `staff_at_candidate_link`
 */
export async function staffAtLink(
  route: Pick<Route, 'method' | 'access'>,
  request: Request,
  dependencies: AuthenticationDependencies,
): Promise<StaffActor | null> {
  const staff = await staffSignedIn(request, dependencies);
  if (staff === null) return null;
  if (route.method !== 'get' || route.access.kind === 'candidate')
    throw new Problem('staff_at_candidate_link');
  return staff;
}
