import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { actorName, type Actor } from './actor.js';
import type { StaffActor } from './named-person.js';

const FROM_PROXY = /^[\w-]{8,64}$/;

/** Names the request, for the answer and the log. A name from outside counts only where a proxy of ours sets it. */
export function assignRequestId(trustedProxies: number): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const trusted = trustedProxies > 0 && typeof given === 'string' && FROM_PROXY.test(given);
    const requestId = trusted ? given : randomUUID();
    response.locals['requestId'] = requestId;
    response.set('x-request-id', requestId);
    next();
  };
}

/** Lets the log line of this request say on whose behalf it was, and the page of a problem whose menu to show. */
export function noteActor(response: Response, actor: Actor): void {
  response.locals['actor'] = actorName(actor);
  response.locals['staff'] = actor.kind === 'staff' ? actor : null;
}

/** The member of staff whom `noteActor` has noted; null: it was somebody else, or nobody was asked who they are. */
export function notedStaff(response: Response): StaffActor | null {
  const staff: unknown = response.locals['staff'];
  return (staff as StaffActor | null | undefined) ?? null;
}

/** Name of the actor whom `noteActor` has noted; null: nobody was asked who they are. */
export function notedActor(response: Response): string | null {
  const actor: unknown = response.locals['actor'];
  return typeof actor === 'string' ? actor : null;
}
