import { isIP } from 'node:net';
import type { Request } from 'express';
import type { Actor } from './actor.js';
import { authenticationRequired } from './authenticate.js';
import { Problem } from './problem.js';
import type { Access, Route } from './route.js';
import { refuseOtherSites } from './same-site.js';
import { scopeOf } from './scope.js';

/** What of a route says which credentials are good for it. */
type Guarded = Pick<Route, 'method' | 'path' | 'unscoped'>;

/**
 * The one place that says who may call what. Whether a candidate may see this CV, and not another person's, is a
 * condition in the query that fetches it.
 *
 * @throws Problem `authentication_required`, `not_allowed`, `cross_site_request`, `second_factor_required`,
 *   `scope_missing` or `session_required`.
 */
export function authorise(route: Guarded & Pick<Route, 'access'>, actor: Actor, request: Request): void {
  const { access } = route;
  if (route.method !== 'get') refuseForgery(access, actor, request);
  switch (access.kind) {
    case 'public':
      return;
    case 'anyone':
      requireCredential(route, actor);
      return;
    case 'operator':
      if (isFromThisMachine(request)) return;
      requireRole(route, actor, ['admin']);
      return;
    case 'candidate_or_staff':
      if (actor.kind === 'candidate') return;
      requireRole(route, actor, access.roles);
      return;
    case 'candidate':
      if (actor.kind === 'anonymous') throw authenticationRequired();
      if (actor.kind !== 'candidate') throw new Problem('not_allowed');
      return;
    case 'session':
      if (actor.kind === 'anonymous') throw authenticationRequired();
      if (actor.kind !== 'staff' || actor.credential.kind !== 'session')
        throw new Problem('session_required');
      return;
    case 'staff':
      requireRole(route, actor, access.roles);
  }
}

/** A form that anyone may fill in elsewhere is `anyone`; what is `public` and changes something is for our own pages. */
function refuseForgery(access: Access, actor: Actor, request: Request): void {
  const byCookie = actor.kind === 'staff' && actor.credential.kind === 'session';
  if (byCookie || access.kind === 'public') refuseOtherSites(request, byCookie);
}

function requireRole(route: Guarded, actor: Actor, roles: readonly string[]): void {
  if (actor.kind === 'anonymous') throw authenticationRequired();
  if (actor.kind !== 'staff' || !roles.includes(actor.role)) throw new Problem('not_allowed');
  requireCredential(route, actor);
}

/** The role may, but may this key, or somebody who is half signed in? */
function requireCredential(route: Guarded, actor: Actor): void {
  if (actor.kind !== 'staff') return;
  const { credential } = actor;
  if (credential.kind === 'session') {
    if (credential.secondFactorOwed) throw new Problem('second_factor_required');
    return;
  }
  if (route.unscoped === true && credential.scopes.length > 0) throw new Problem('scope_missing');
  requireScope(actor, scopeOf(route));
}

/** For what a route shows beyond its own area. @throws Problem `scope_missing` */
export function requireScope(actor: Actor, scope: string): void {
  if (!hasScope(actor, scope)) throw new Problem('scope_missing');
}

/** Whether nothing about the credential stands against it; a key alone has scopes. */
export function hasScope(actor: Actor, scope: string): boolean {
  if (actor.kind !== 'staff' || actor.credential.kind !== 'api_key') return true;
  const { scopes } = actor.credential;
  return scopes.length === 0 || scopes.includes(scope);
}

/** Not so when a proxy forwarded the request: then the proxy is on this machine, but whoever asks is not. */
function isFromThisMachine(request: Request): boolean {
  const { remoteAddress } = request.socket;
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  if (!remoteAddress || isIP(remoteAddress) === 0) return false;
  return remoteAddress === '::1' || /^(::ffff:)?127\./.test(remoteAddress);
}
