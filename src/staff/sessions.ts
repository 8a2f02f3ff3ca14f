import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Transaction } from '../http/idempotency.js';
import { newSecretToken } from '../http/secret-token.js';
import type { SessionRules } from '../http/session-cookie.js';

export interface SessionFacts {
  readonly staffId: string;
  readonly method: 'password' | 'oidc';
  /** `provider`: theirs to ask for. */
  readonly secondFactor: 'none' | 'provider' | 'totp' | 'recovery_code';
  readonly userAgent: string;
}

/** Signs a browser in, always with a new token, and writes that down. @returns the token for its cookie. */
export async function openSession(
  tx: Transaction,
  { hours }: SessionRules,
  { staffId, method, secondFactor, userAgent }: SessionFacts,
): Promise<string> {
  const { token, hash } = newSecretToken();
  await tx.$executeRaw`
    INSERT INTO staff_session (id, staff_id, hash, method, second_factor, user_agent, expires_at)
    VALUES (${uuidv7()}::uuid, ${staffId}::uuid, ${hash}, ${method}, ${secondFactor !== 'none'}, ${userAgent},
            now() + make_interval(hours => ${hours}::int))`;
  await appendAudit(tx, {
    actor: { kind: 'staff', staffId },
    action: 'staff.signed_in',
    subject: `staff:${staffId}`,
    facts: { method, secondFactor },
  });
  return token;
}

/** Gives a session a new token when what it may do changes. @returns the token for its cookie. */
export async function renewToken(
  tx: Transaction,
  id: string,
  changes: { readonly secondFactor?: true } = {},
): Promise<string> {
  const { token, hash } = newSecretToken();
  await tx.staffSession.update({ where: { id }, data: { hash: new Uint8Array(hash), ...changes } });
  return token;
}

/** Signs a person out everywhere, but for one session if named. @returns how many sessions ended. */
export async function endSessions(tx: Transaction, staffId: string, exceptId?: string): Promise<number> {
  const { count } = await tx.staffSession.deleteMany({
    where: { staffId, ...(exceptId !== undefined && { NOT: { id: exceptId } }) },
  });
  return count;
}

/** A person's live sessions, the most recently used first. */
export async function liveSessions(
  { pool }: Database,
  staffId: string,
  { idleMinutes }: SessionRules,
): Promise<SessionRow[]> {
  const { rows } = await pool.query<SessionRow>(
    `SELECT id, method, user_agent AS "userAgent", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
            expires_at AS "expiresAt"
       FROM staff_session
      WHERE staff_id = $1 AND expires_at > now() AND last_seen_at > now() - make_interval(mins => $2)
      ORDER BY last_seen_at DESC, id`,
    [staffId, idleMinutes],
  );
  return rows;
}

export interface SessionRow {
  readonly id: string;
  readonly method: 'password' | 'oidc';
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Removes sessions and tokens that are over. */
export async function forgetOldSessions(
  { pool }: Database,
  { idleMinutes }: Pick<SessionRules, 'idleMinutes'>,
): Promise<void> {
  await pool.query(
    'DELETE FROM staff_session WHERE expires_at < now() OR last_seen_at < now() - make_interval(mins => $1)',
    [idleMinutes],
  );
  await pool.query('DELETE FROM one_time_link WHERE expires_at < now()');
}
