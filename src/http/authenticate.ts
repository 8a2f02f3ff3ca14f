import type { Request } from 'express';
import type { Database } from '../database/client.js';
import { ANONYMOUS, type Actor, type StaffRole } from './actor.js';
import { API_KEY_START } from './api-key.js';
import { readCandidateLink } from './candidate-link.js';
import type { StaffActor } from './named-person.js';
import { Problem } from './problem.js';
import { hashToken } from './secret-token.js';
import { readCookie, type SessionRules } from './session-cookie.js';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="ot-match"' };

export interface AuthenticationDependencies {
  readonly database: Database;
  readonly linkSecret: string;
  readonly sessions: SessionRules;
}

/**
 * Finds out who is asking. Staff send an API key as bearer token, or are signed in by a cookie; candidates send their
 * link's token, as bearer token or as `?token=`. A key in the address is refused: addresses end up in logs and histories.
 * What was sent on purpose counts before the cookie, which browsers send by themselves; for the same reason a cookie
 * that is over is no error but nothing.
 *
 * @returns the anonymous actor when nothing was presented.
 * @throws Problem `credentials_refused`, the same for unknown, expired, revoked and malformed ones.
 */
export async function authenticate(
  request: Request,
  { database, linkSecret, sessions }: AuthenticationDependencies,
): Promise<Actor> {
  const { authorization } = request.headers;
  const inAddress = request.query['token'];
  if (authorization !== undefined) {
    const token = /^bearer +([\w.~+/-]{1,200})$/i.exec(authorization)?.[1];
    if (token?.startsWith(API_KEY_START)) return staffOfKey(token, database);
    return candidateOf(token, database, linkSecret);
  }
  if (inAddress !== undefined)
    return candidateOf(typeof inAddress === 'string' ? inAddress : undefined, database, linkSecret);
  return (await staffSignedIn(request, { database, sessions })) ?? ANONYMOUS;
}

/** The member of staff whom the browser's cookie vouches for, whatever else was sent; null: nobody. */
export async function staffSignedIn(
  request: Request,
  { database, sessions }: Pick<AuthenticationDependencies, 'database' | 'sessions'>,
): Promise<StaffActor | null> {
  const cookie = readCookie(request, 'session', sessions);
  return cookie === null ? null : staffOfSession(cookie, database, sessions);
}

async function staffOfKey(key: string, { pool }: Database): Promise<Actor> {
  const { rows } = await pool.query<{
    id: string;
    staff_id: string;
    role: StaffRole;
    scopes: string[] | null;
    unnoted: boolean;
  }>({
    name: 'staff-of-key',
    text: `SELECT k.id, k.staff_id, s.role, k.scopes,
                  coalesce(k.last_used_at < now() - interval '1 minute', true) AS unnoted
             FROM api_key k JOIN staff s ON s.id = k.staff_id
            WHERE k.hash = $1 AND k.revoked_at IS NULL AND s.disabled_at IS NULL
              AND (k.expires_at IS NULL OR k.expires_at > now())`,
    values: [hashToken(key)],
  });
  const found = rows[0];
  if (!found) throw refused();
  // Once a minute is enough to see which keys are in use, and spares a write for each read.
  if (found.unnoted) await pool.query('UPDATE api_key SET last_used_at = now() WHERE id = $1', [found.id]);
  const credential = { kind: 'api_key', id: found.id, scopes: found.scopes ?? [] } as const;
  return { kind: 'staff', staffId: found.staff_id, role: found.role, credential };
}

async function staffOfSession(
  token: string,
  { pool }: Database,
  { idleMinutes, secondFactorRequired }: SessionRules,
): Promise<StaffActor | null> {
  const { rows } = await pool.query<{
    id: string;
    staff_id: string;
    role: StaffRole;
    second_factor: boolean;
    unnoted: boolean;
  }>({
    name: 'staff-of-session',
    text: `SELECT b.id, b.staff_id, s.role, b.second_factor,
                  b.last_seen_at < now() - least(interval '1 minute', make_interval(secs => $2::int * 30)) AS unnoted
             FROM staff_session b JOIN staff s ON s.id = b.staff_id
            WHERE b.hash = $1 AND s.disabled_at IS NULL AND b.expires_at > now()
              AND b.last_seen_at > now() - make_interval(mins => $2::int)`,
    values: [hashToken(token), idleMinutes],
  });
  const found = rows[0];
  if (!found) return null;
  // Half of the time that a session may lie idle, if that is less than a minute: who is active must not be signed out.
  if (found.unnoted)
    await pool.query('UPDATE staff_session SET last_seen_at = now() WHERE id = $1', [found.id]);
  const secondFactorOwed = secondFactorRequired && !found.second_factor;
  const credential = { kind: 'session', id: found.id, secondFactorOwed } as const;
  return { kind: 'staff', staffId: found.staff_id, role: found.role, credential };
}

async function candidateOf(
  token: string | undefined,
  { pool }: Database,
  linkSecret: string,
): Promise<Actor> {
  const link = token === undefined ? null : readCandidateLink(token, linkSecret);
  if (!link) throw refused();
  const { rowCount } = await pool.query({
    name: 'candidate-of-link',
    text: 'SELECT 1 FROM candidate WHERE id = $1 AND link_version = $2 AND to_timestamp($3) > now()',
    values: [link.candidateId, link.linkVersion, link.expires],
  });
  if (rowCount !== 1) throw refused();
  return { kind: 'candidate', candidateId: link.candidateId };
}

function refused(): Problem {
  return new Problem('credentials_refused', {
    headers: { 'www-authenticate': `${CHALLENGE['www-authenticate']}, error="invalid_token"` },
  });
}

export function authenticationRequired(): Problem {
  return new Problem('authentication_required', { headers: CHALLENGE });
}
