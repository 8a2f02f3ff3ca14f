import type pg from 'pg';
import { MAX_ATTEMPTS } from './registry.js';
import type { WorkContext } from './work-context.js';

/** Rows that workers claim. Both tables have the columns epoch, lease_until, worker and attempts. */
export type LeasedTable = 'cv' | 'vacancy';

/** A row that is ours for as long as its epoch is this one. */
export interface Claim {
  readonly id: string;
  readonly epoch: number;
  /** Including this one. */
  readonly attempts: number;
}

/**
 * SQL for "nobody works on it". A lease without a worker is a pause: the queue's own next attempt may end it, the
 * reconciler waits.
 */
export const IS_FREE = '(lease_until IS NULL OR lease_until < now() OR worker IS NULL)';

/** SQL of the SET list of a claim. $1 is the worker, $2 the seconds of the lease. */
export const TAKE_LEASE = `epoch = epoch + 1, attempts = attempts + 1, worker = $1,
  lease_until = now() + make_interval(secs => $2)`;

/** SQL of the SET list of whatever ends a claim well. */
export const END_LEASE = 'lease_until = NULL, worker = NULL, attempts = 0';

/** Seconds after which the reconciler enqueues what failed: longer than the queue's own pauses between attempts. */
const PAUSE_SECONDS = 30;
/** The same for rows that stay owed however often it fails, such as a vacancy's ranking, or a CV whose key is missing. */
const LONG_PAUSE_SECONDS = 600;

/**
 * Renews leases while long work goes on. Whether one was lost shows when the result is written: the epoch differs.
 *
 * A row that is locked is left out: as a rule its own worker is writing the result in a transaction, for which a renewal
 * would wait with a connection that this very transaction may need to come to its end.
 */
export function keepLeases(
  { database, leaseSeconds, log }: Pick<WorkContext, 'database' | 'leaseSeconds' | 'log'>,
  table: LeasedTable,
  claims: readonly Claim[],
): { stop(): void } {
  const renew = async (): Promise<void> => {
    await database.pool.query(
      `WITH free AS (
         SELECT id FROM ${table} JOIN unnest($1::uuid[], $2::int[]) AS claim (id, epoch) USING (id, epoch)
            FOR NO KEY UPDATE OF ${table} SKIP LOCKED)
       UPDATE ${table} SET lease_until = now() + make_interval(secs => $3) FROM free WHERE ${table}.id = free.id`,
      [claims.map(({ id }) => id), claims.map(({ epoch }) => epoch), leaseSeconds],
    );
  };
  const timer = setInterval(
    () => {
      renew().catch((error: unknown) => {
        log.warn({ table, ids: claims.map(({ id }) => id), err: error }, 'leases could not be renewed');
      });
    },
    (leaseSeconds * 1_000) / 3,
  );
  return { stop: () => clearInterval(timer) };
}

/** Ends a claim whose work threw: it stays owed, and is tried again after a pause. */
export async function endFailedAttempt(pool: pg.Pool, table: LeasedTable, claim: Claim): Promise<void> {
  const pause = claim.attempts < MAX_ATTEMPTS ? PAUSE_SECONDS : LONG_PAUSE_SECONDS;
  await pool.query(
    `UPDATE ${table} SET worker = NULL, lease_until = now() + make_interval(secs => $3)
      WHERE id = $1 AND epoch = $2`,
    [claim.id, claim.epoch, pause],
  );
}

/**
 * Ends a claim whose work cannot be done now for a reason that is not its own: it stays owed, and the reconciler comes
 * back to it; the attempt does not count.
 *
 * @param options.long for what somebody has to see to, so that the rows that wait keep no others waiting.
 */
export async function pauseClaim(
  pool: pg.Pool,
  table: LeasedTable,
  claim: Claim,
  { long = false } = {},
): Promise<void> {
  await pool.query(
    `UPDATE ${table} SET worker = NULL, attempts = greatest(attempts - 1, 0),
                         lease_until = now() + make_interval(secs => $3)
      WHERE id = $1 AND epoch = $2`,
    [claim.id, claim.epoch, long ? LONG_PAUSE_SECONDS : PAUSE_SECONDS],
  );
}

/**
 * Gives back everything that a worker has claimed, when it ends before its work: others may go on at once, and whatever
 * it still tries to write meets another epoch. Resolves to the number of rows.
 */
export async function releaseLeases(pool: pg.Pool, worker: string): Promise<number> {
  let released = 0;
  for (const table of ['cv', 'vacancy'] satisfies LeasedTable[]) {
    const { rowCount } = await pool.query(
      `UPDATE ${table} SET epoch = epoch + 1, attempts = greatest(attempts - 1, 0), worker = NULL, lease_until = NULL
        WHERE worker = $1`,
      [worker],
    );
    released += rowCount ?? 0;
  }
  return released;
}
