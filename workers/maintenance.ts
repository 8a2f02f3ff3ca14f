import type pg from 'pg';
import { watchAudit } from '../src/audit/watch-audit.js';
import type { Database } from '../src/database/client.js';
import { writeEndingNotices } from '../src/consents/write-ending-notices.js';
import { writeReminders } from '../src/compliance/write-reminders.js';
import type { StoredScans } from '../src/cvs/scan-stored-cvs.js';
import { applyRetention } from '../src/privacy/apply-retention.js';
import { keptDocuments } from '../src/privacy/kept-documents.js';
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
  readonly ledgerPath: string;
  /** Days before its last day on which something in a compliance file is about to expire. */
  readonly complianceWarnDays: number;
  /** Null: no scanner is set. */
  readonly scanStored: ((stopping?: AbortSignal) => Promise<StoredScans>) | null;
}

export interface Maintenance {
  /** No more rounds; resolves once the step of one that is under way is done. The pool is to be open until then. */
  stop(): Promise<void>;
}

/**
 * Every hour, in one process at a time: applies the rules of retention, reminds people of consents and checks that end, and removes what
 * crashes left in storage.
 */
export function startMaintenance(options: MaintenanceOptions): Maintenance {
  const stopping = new AbortController();
  let current: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    current = sweep(options, stopping.signal).catch((error: unknown) =>
      options.log.warn({ err: error }, 'storage could not be swept'),
    );
  };
  // Not at once: many processes may start together, and none of this is urgent.
  const first = setTimeout(run, 60_000 + Math.random() * 60_000);
  const timer = setInterval(run, HOUR_MS);
  return {
    async stop() {
      stopping.abort();
      clearTimeout(first);
      clearInterval(timer);
      await current;
    },
  };
}

/**
 * Removes uploads that were never finished, documents that no CV and no check refers to, and notes of erasures that all have
 * seen; then scans what is not yet scanned.
 *
 * @param stopping the step that is under way is the last one then: the next process takes up the rest.
 * @returns false: another process is at it.
 */
export async function sweep(options: MaintenanceOptions, stopping?: AbortSignal): Promise<boolean> {
  // The lock ends with the connection.
  return withClient(options.database.pool, (client) => sweepIfAlone(client, options, stopping), {
    keep: false,
  });
}

async function sweepIfAlone(
  client: pg.PoolClient,
  { database, storage, log, ledgerPath, complianceWarnDays, scanStored }: MaintenanceOptions,
  stopping: AbortSignal | undefined,
): Promise<boolean> {
  const { pool } = database;
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
    SWEEP_LOCK,
  ]);
  if (!rows[0]?.mine) return false;
  const steps: readonly (() => Promise<unknown>)[] = [
    async () => {
      const { unfinished, ...retention } = await applyRetention({ database, storage, ledgerPath });
      if (retention.removed.person + retention.setApart > 0)
        log.info(retention, 'applied the rules of retention');
      for (const { id, error } of unfinished)
        log.warn({ err: error, erasureId: id }, 'an erasure is not finished yet');
    },
    // Every process has heard of them by then, or begins anew.
    () => pool.query(`DELETE FROM erased_profile WHERE at < now() - interval '2 days'`),
    async () => {
      const notices = await writeEndingNotices(database);
      if (notices > 0) log.info({ notices }, 'wrote to people whose consent ends, or has ended');
    },
    async () => {
      const reminders = await writeReminders(database, complianceWarnDays);
      if (reminders > 0) log.info({ reminders }, 'wrote reminders of checks that end');
    },
    async () => {
      const report = await storage.sweep({
        partsOlderThanMs: HOUR_MS,
        objectsOlderThanMs: 24 * HOUR_MS,
        isKept: (keys) => keptDocuments(database, keys),
      });
      if (report.parts + report.objects > 0) log.info(report, 'swept storage');
    },
    () => watchAudit(database, log),
    async () => {
      const scans = await scanStored?.(stopping);
      if (scans && scans.clean + scans.infected + scans.unsaid > 0) log.info(scans, 'scanned stored CVs');
    },
  ];
  for (const step of steps) {
    if (stopping?.aborted) break;
    // One that fails keeps none of the others from being done.
    await step().catch((error: unknown) => log.warn({ err: error }, 'a step of the hourly round failed'));
  }
  return true;
}
