import type { Database } from '../database/client.js';
import { pendingMigrations } from '../database/migrate.js';
import type { Storage } from '../storage/storage.js';

export type CheckName = 'database' | 'migrations' | 'storage' | 'queue';

export interface Check {
  readonly ok: boolean;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** `degraded`: serves, but something that can wait does; `unavailable`: send the traffic elsewhere. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'unavailable';
  readonly checks: Readonly<Partial<Record<CheckName, Check>>>;
}

export interface HealthDependencies {
  readonly database: Database;
  /** Whether the database answers within so many milliseconds. */
  readonly databaseAnswers: (withinMs: number) => Promise<boolean>;
  readonly storage: Storage;
  readonly probeQueue: (() => Promise<void>) | null;
  readonly stopping: AbortSignal;
}

const DATABASE_MS = 500;
const OTHERS_MS = 1_000;
/** Answers are kept this long, so that asking often costs nothing. */
const KEEP_MS = 1_000;
const KEEP_STORAGE_MS = 30_000;

/** Says whether this process may be given requests. A queue that is away does not matter for that: the rows say what is owed. */
export function createReadiness(dependencies: HealthDependencies): () => Promise<Readiness> {
  const { database, databaseAnswers, storage, probeQueue, stopping } = dependencies;
  const askDatabase = kept(KEEP_MS, () => databaseAnswers(DATABASE_MS));
  const askMigrations = kept(KEEP_MS, async () => (await pendingMigrations(database.pool)).length === 0);
  const askStorage = kept(KEEP_STORAGE_MS, async () => {
    await storage.probe();
    return true;
  });
  const askQueue =
    probeQueue &&
    kept(KEEP_MS, async () => {
      await probeQueue();
      return true;
    });

  return async () => {
    if (stopping.aborted) return { status: 'unavailable', checks: {} };
    const [isUp, storageCheck, queueCheck] = await Promise.all([
      askDatabase(),
      askStorage(),
      askQueue ? askQueue() : null,
    ]);
    const migrations = isUp.ok ? await askMigrations() : { ok: false, ms: 0 };
    const serves = isUp.ok && migrations.ok && storageCheck.ok;
    return {
      status: !serves ? 'unavailable' : queueCheck?.ok === false ? 'degraded' : 'ready',
      checks: {
        database: isUp,
        migrations,
        storage: storageCheck,
        ...(queueCheck ? { queue: queueCheck } : {}),
      },
    };
  };
}

/** Runs a check at most once per `keepMs`; a check that fails, throws or takes too long is not ok. */
function kept(keepMs: number, check: () => Promise<boolean>): () => Promise<Check> {
  let last: { readonly at: number; readonly result: Promise<Check> } | null = null;
  return () => {
    const now = Date.now();
    if (!last || now - last.at >= keepMs) last = { at: now, result: timed(check) };
    return last.result;
  };
}

async function timed(check: () => Promise<boolean>): Promise<Check> {
  const start = performance.now();
  const tooLate = new Promise<false>((resolve) => setTimeout(resolve, OTHERS_MS, false).unref());
  const ok = await Promise.race([check().catch(() => false), tooLate]);
  return { ok, ms: Math.round(performance.now() - start) };
}
