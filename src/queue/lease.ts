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
/** The same after the last attempt, for rows that stay owed for ever, such as a vacancy's ranking. */
const LONG_PAUSE_SECONDS = 600;

/** Renews a lease while long work goes on. Whether it was lost shows when the result is written: the epoch differs. */
export function keepLease(
  { database, leaseSeconds, log }: Pick<WorkContext, 'database' | 'leaseSeconds' | 'log'>,
  table: LeasedTable,
  { id, epoch }: Claim,
): { stop(): void } {
  const renew = async (): Promise<void> => {
    await database.pool.query(
      `UPDATE ${table} SET lease_until = now() + make_interval(secs => $3) WHERE id = $1 AND epoch = $2`,
      [id, epoch, leaseSeconds],
    );
  };
  const timer = setInterval(
    () => {
      renew().catch((error: unknown) => log.warn({ table, id, err: error }, 'a lease could not be renewed'));
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
