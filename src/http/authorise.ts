import { isIP } from 'node:net';
import type { Request } from 'express';
import type { Actor } from './actor.js';
import { authenticationRequired } from './authenticate.js';
import { Problem } from './problem.js';
import type { Access } from './route.js';

/**
 * The one place that says who may call what. Whether a candidate may see this CV, and not another person's, is a
 * condition in the query that fetches it.
 *
 * @throws Problem `authentication_required` or `not_allowed`.
 */
export function authorise(access: Access, actor: Actor, request: Request): void {
  switch (access.kind) {
    case 'public':
    case 'anyone':
      return;
    case 'operator':
      if (isFromThisMachine(request)) return;
      requireRole(actor, ['admin']);
      return;
    case 'candidate_or_staff':
      if (actor.kind === 'candidate') return;
      requireRole(actor, access.roles);
      return;
    case 'staff':
      requireRole(actor, access.roles);
  }
}

function requireRole(actor: Actor, roles: readonly string[]): void {
  if (actor.kind === 'anonymous') throw authenticationRequired();
  if (actor.kind !== 'staff' || !roles.includes(actor.role)) throw new Problem('not_allowed');
}

/** Not so when a proxy forwarded the request: then the proxy is on this machine, but whoever asks is not. */
export function isFromThisMachine(request: Request): boolean {
  const { remoteAddress } = request.socket;
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  if (!remoteAddress || isIP(remoteAddress) === 0) return false;
  return remoteAddress === '::1' || /^(::ffff:)?127\./.test(remoteAddress);
}
