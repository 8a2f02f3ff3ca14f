import type pg from 'pg';
import type { Database } from '../src/database/client.js';
import type { QueueLog } from '../src/queue/queue-log.js';
import { withClient } from '../src/queue/with-client.js';
import type { Storage } from '../src/storage/storage.js';

const HOUR_MS = 3_600_000;
/** Advisory lock that one process at a time holds while it sweeps. */
const SWEEP_LOCK = 7_170_003;

export interface MaintenanceOptions {
  readonly database: Database;
  readonly storage: Storage;
  readonly log: QueueLog;
}

/** Every hour, in one process at a time: removes what crashes left in storage. */
export function startMaintenance(options: MaintenanceOptions): { stop(): void } {
  const run = (): void => {
    sweep(options).catch((error: unknown) => options.log.warn({ err: error }, 'storage could not be swept'));
  };
  // Not at once: many processes may start together, and none of this is urgent.
  const first = setTimeout(run, 60_000 + Math.random() * 60_000);
  const timer = setInterval(run, HOUR_MS);
  return {
    stop() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}

/** Removes uploads that were never finished, documents that no CV refers to, and notes of erasures that all have seen. False: another process is at it. */
export async function sweep({ database, storage, log }: MaintenanceOptions): Promise<boolean> {
  // The lock ends with the connection.
  return withClient(database.pool, (client) => sweepIfAlone(client, database, storage, log), { keep: false });
}

async function sweepIfAlone(
  client: pg.PoolClient,
  { pool }: Database,
  storage: Storage,
  log: QueueLog,
): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
    SWEEP_LOCK,
  ]);
  if (!rows[0]?.mine) return false;
  // Every process has heard of them by then, or begins anew.
  await pool.query(`DELETE FROM erased_profile WHERE at < now() - interval '2 days'`);
  const report = await storage.sweep({
    partsOlderThanMs: HOUR_MS,
    objectsOlderThanMs: 24 * HOUR_MS,
    isKept: async (keys) => {
      const kept = await pool.query<{ storage_key: string }>(
        'SELECT storage_key FROM cv WHERE storage_key = ANY ($1)',
        [keys],
      );
      return new Set(kept.rows.map((row) => row.storage_key));
    },
  });
  if (report.parts + report.objects > 0) log.info(report, 'swept storage');
  return true;
}
