import type { Request } from 'express';
import type { Database } from '../database/client.js';
import { ANONYMOUS, type Actor, type StaffRole } from './actor.js';
import { API_KEY_START, hashApiKey } from './api-key.js';
import { readCandidateLink } from './candidate-link.js';
import { Problem } from './problem.js';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="ot-match"' };

/**
 * Finds out who is asking. Staff send an API key as bearer token; candidates their link's token, as bearer token or as
 * `?token=`. A key in the address is refused: addresses end up in logs and histories.
 *
 * @returns the anonymous actor when nothing was presented.
 * @throws Problem `credentials_refused`, the same for unknown, expired, revoked and malformed ones.
 */
export async function authenticate(request: Request, database: Database, linkSecret: string): Promise<Actor> {
  const { authorization } = request.headers;
  const inAddress = request.query['token'];
  if (authorization !== undefined) {
    const token = /^bearer +([\w.~+/-]{1,200})$/i.exec(authorization)?.[1];
    if (token?.startsWith(API_KEY_START)) return staffOf(token, database);
    return candidateOf(token, database, linkSecret);
  }
  if (inAddress === undefined) return ANONYMOUS;
  return candidateOf(typeof inAddress === 'string' ? inAddress : undefined, database, linkSecret);
}

async function staffOf(key: string, { pool }: Database): Promise<Actor> {
  const { rows } = await pool.query<{ id: string; staff_id: string; role: StaffRole; unnoted: boolean }>({
    name: 'staff-of-key',
    text: `SELECT k.id, k.staff_id, s.role,
                  coalesce(k.last_used_at < now() - interval '1 minute', true) AS unnoted
             FROM api_key k JOIN staff s ON s.id = k.staff_id
            WHERE k.hash = $1 AND k.revoked_at IS NULL AND s.disabled_at IS NULL
              AND (k.expires_at IS NULL OR k.expires_at > now())`,
    values: [hashApiKey(key)],
  });
  const found = rows[0];
  if (!found) throw refused();
  // Once a minute is enough to see which keys are in use, and spares a write for each read.
  if (found.unnoted) await pool.query('UPDATE api_key SET last_used_at = now() WHERE id = $1', [found.id]);
  return { kind: 'staff', staffId: found.staff_id, role: found.role, keyId: found.id };
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
