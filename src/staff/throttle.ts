import { createHmac } from 'node:crypto';
import type { Database } from '../database/client.js';
import { deriveKey } from '../http/derive-key.js';
import { Problem } from '../http/problem.js';

/** Failures that cost nothing, then the wait, doubled with each further one up to a most; forgotten after a quiet time. */
interface Allowance {
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly mostWaitSeconds: number;
  readonly forgetSeconds: number;
}

/** One account from one address or known device: five mistypings are human. */
const PAIR: Allowance = { free: 5, firstWaitSeconds: 15, mostWaitSeconds: 900, forgetSeconds: 3_600 };
/** One address against any accounts: a whole office may sit behind it. */
const ADDRESS: Allowance = { free: 50, firstWaitSeconds: 60, mostWaitSeconds: 900, forgetSeconds: 3_600 };
/** Codes for one account from anywhere: whoever gets here knows the password. */
const CODES: Allowance = { free: 10, firstWaitSeconds: 30, mostWaitSeconds: 900, forgetSeconds: 86_400 };

/** Where a sign-in comes from. */
export interface Origin {
  /** IPv6 by network. */
  readonly address: string;
  /** Id of the device, if it has signed in to this account before. */
  readonly device: string | null;
}

/**
 * Counts an attempt to sign in as failed before it is tried, so that parallel ones do not slip through; `forgiveAttempts`
 * takes it back. What is counted is the account together with where it comes from, so that nobody can
 * lock somebody else out: guessing from one address never makes the account wait elsewhere, and a device that has signed
 * in to the account before has an allowance of its own, whatever its neighbours do.
 *
 * @param email as normalised; it need not be anybody's.
 * @throws Problem `too_many_attempts` with Retry-After.
 */
export async function countAttempt(
  { pool }: Database,
  secret: string,
  email: string,
  origin: Origin,
): Promise<void> {
  await countOne(pool, pairId(secret, email, origin), PAIR);
  if (origin.device === null) await countOne(pool, idOf(secret, 'anyone', origin.address), ADDRESS);
}

/** It went well. An address's count goes down by one only: an account of one's own buys no guesses at others. */
export async function forgiveAttempts(
  { pool }: Database,
  secret: string,
  email: string,
  origin: Origin,
): Promise<void> {
  await pool.query('DELETE FROM sign_in_throttle WHERE id = $1', [pairId(secret, email, origin)]);
  if (origin.device === null)
    await pool.query('UPDATE sign_in_throttle SET failures = greatest(failures - 1, 0) WHERE id = $1', [
      idOf(secret, 'anyone', origin.address),
    ]);
}

/** Counts an attempt to give the second factor. @throws Problem `too_many_attempts` */
export async function countCode(
  { pool }: Database,
  secret: string,
  staffId: string,
  device: string | null,
): Promise<void> {
  await countOne(pool, idOf(secret, 'code', staffId, device ?? ''), CODES);
}

export async function forgiveCodes(
  { pool }: Database,
  secret: string,
  staffId: string,
  device: string | null,
): Promise<void> {
  await pool.query('DELETE FROM sign_in_throttle WHERE id = $1', [
    idOf(secret, 'code', staffId, device ?? ''),
  ]);
}

/** Removes what counts no more. */
export async function forgetOldAttempts({ pool }: Database): Promise<void> {
  await pool.query(`DELETE FROM sign_in_throttle WHERE last_failed_at < now() - interval '1 day'`);
}

function pairId(secret: string, email: string, { address, device }: Origin): Buffer {
  return device === null ? idOf(secret, 'address', email, address) : idOf(secret, 'device', email, device);
}

/**
 * One statement: attempts at the same moment, in however many processes, are counted one after the other. While nobody has
 * to wait, the wait ended long ago and not just now: `now()` of an attempt that had to queue is earlier than that of the
 * one before it.
 */
async function countOne(pool: Database['pool'], id: Buffer, allowance: Allowance): Promise<void> {
  const { free, firstWaitSeconds, mostWaitSeconds, forgetSeconds } = allowance;
  const { rows } = await pool.query<{ id: Buffer }>(
    `INSERT INTO sign_in_throttle AS t (id, failures, last_failed_at, wait_until)
     VALUES ($1, 1, now(), to_timestamp(0))
     ON CONFLICT (id) DO UPDATE SET
       failures = CASE WHEN t.last_failed_at < now() - make_interval(secs => $5) THEN 1 ELSE t.failures + 1 END,
       last_failed_at = now(),
       wait_until = CASE WHEN t.failures + 1 < $2 OR t.last_failed_at < now() - make_interval(secs => $5) THEN to_timestamp(0)
         ELSE now() + make_interval(secs => least($4::float8, $3::float8 * 2 ^ least(t.failures + 1 - $2, 20))) END
     WHERE t.wait_until <= now()
     RETURNING id`,
    [id, free, firstWaitSeconds, mostWaitSeconds, forgetSeconds],
  );
  if (rows.length > 0) return;
  const { rows: left } = await pool.query<{ seconds: number }>(
    'SELECT ceil(extract(epoch FROM wait_until - now()))::int AS seconds FROM sign_in_throttle WHERE id = $1',
    [id],
  );
  throw new Problem('too_many_attempts', {
    headers: { 'retry-after': String(Math.max(left[0]?.seconds ?? 1, 1)) },
  });
}

/** Keyed, so that the table tells nobody who tried to sign in from where. */
function idOf(secret: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', deriveKey(secret, 'sign-in-throttle')).update(JSON.stringify(parts)).digest();
}
