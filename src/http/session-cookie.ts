import type { IncomingMessage } from 'node:http';

/** How long a browser stays signed in, and what its cookies are called. */
export interface SessionRules {
  /** Whether browsers reach us by https: then cookies are `Secure` and bound to this host by the prefix `__Host-`. */
  readonly secure: boolean;
  readonly idleMinutes: number;
  readonly hours: number;
  /** Whether a password alone opens no more than setting a second factor up. */
  readonly secondFactorRequired: boolean;
}

export type CookieName = 'session' | 'device' | 'oidc';

/** The value of one of our cookies; null: there is none, or it is not of the kind that we give out. */
export function readCookie(
  { headers }: IncomingMessage,
  name: CookieName,
  rules: Pick<SessionRules, 'secure'>,
): string | null {
  const start = `${fullName(name, rules)}=`;
  const found = (headers.cookie ?? '').split(';').find((part) => part.trimStart().startsWith(start));
  const value = found?.trim().slice(start.length) ?? '';
  return /^[\w.-]{1,3000}$/.test(value) ? value : null;
}

/**
 * The `Set-Cookie` header that gives a browser one of our cookies. Lax, not Strict: whoever follows a link from a mail, or
 * comes back from signing in elsewhere, is still signed in; that no other site can act is checked for every request.
 *
 * @param maxAge seconds; 0 takes the cookie away.
 */
export function cookieHeader(
  name: CookieName,
  value: string,
  rules: Pick<SessionRules, 'secure'>,
  maxAge: number,
): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${maxAge}`];
  return [`${fullName(name, rules)}=${value}`, ...attributes, ...(rules.secure ? ['Secure'] : [])].join('; ');
}

function fullName(name: CookieName, { secure }: Pick<SessionRules, 'secure'>): string {
  return `${secure ? '__Host-' : ''}otm_${name}`;
}
