import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWith, type Config } from '../config.js';
import { createDatabase } from '../database/client.js';
import { startEmbeddedServer } from '../database/embedded-server.js';
import { freePort } from '../database/postmaster.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { projectRoot } from '../project-root.js';
import { createFirstAdmin, type FirstAdmin } from '../staff/create-first-admin.js';
import { passwordLink } from '../staff/one-time-links.js';
import { claimInstallation } from './claim-installation.js';
import { endLeftover, superviseProcess, type SupervisedProcess } from './supervise-process.js';

export interface StartOptions {
  /** Told, in sentences, what happens. */
  readonly log: (message: string) => void;
  /** Aborting it ends a start that is under way. */
  readonly signal?: AbortSignal;
  /** Files of the two processes; default: those of the program. */
  readonly files?: { readonly api: string; readonly worker: string };
}

export interface RunningInstallation {
  /** Where the API listens, e.g. `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly databaseUrl: string;
  /** Key of the administrator who was made because there was no staff yet; shown once, kept nowhere. */
  readonly firstAdminKey: string | null;
  /** Where that administrator sets a password; null when the key is. */
  readonly firstAdminLink: string | null;
  readonly processes: { readonly api: SupervisedProcess; readonly worker: SupervisedProcess };
  /** API, worker, PostgreSQL, in that order; everything is gone when it resolves, at most 25 s later. */
  stop(): Promise<void>;
}

/** Together below the 25 s that the process contract allows. */
const graceMs = { api: 12_000, worker: 9_000 } as const;

const programFiles = {
  api: join(projectRoot, 'dist', 'src', 'server.js'),
  worker: join(projectRoot, 'dist', 'workers', 'main.js'),
};

const everyInterface = new Set(['0.0.0.0', '::']);

/**
 * Starts a whole installation on this machine: embedded PostgreSQL unless the configuration names a server, migrations,
 * the first administrator, API and worker. When it cannot be started, what was started already is stopped again.
 *
 * @throws AlreadyRunningError, or an Error with a sentence for whoever started it.
 */
export async function startEverything(config: Config, options: StartOptions): Promise<RunningInstallation> {
  const { log, signal } = options;
  const undo: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= undoAll(undo));
  try {
    const claim = claimInstallation(config.dataDir);
    undo.push(() => {
      claim.release();
      return Promise.resolve();
    });
    const pidFiles = {
      api: join(config.dataDir, 'api.process'),
      worker: join(config.dataDir, 'worker.process'),
    };
    await Promise.all([endLeftover(pidFiles.api, graceMs.api), endLeftover(pidFiles.worker, graceMs.worker)]);
    const port = config.port === 0 ? await freePort() : config.port;
    await ensurePortIsFree(config.host, port);

    signal?.throwIfAborted();
    const databaseUrl = config.databaseUrl ?? (await startDatabase(config, log, undo));
    signal?.throwIfAborted();
    const applied = await prepareDatabase(databaseUrl);
    if (applied.length > 0) log(`The database is up to date: ${applied.length} migration(s) applied.`);

    signal?.throwIfAborted();
    const environment = { DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir, PORT: String(port) };
    const common = {
      env: environmentWith(environment),
      log,
      logFolder: config.production ? null : join(config.dataDir, 'log'),
    };
    const files = options.files ?? programFiles;
    const worker = superviseProcess({
      name: 'worker',
      file: files.worker,
      pidFile: pidFiles.worker,
      ...common,
    });
    undo.push(() => worker.stop(graceMs.worker));
    const api = superviseProcess({ name: 'api', file: files.api, pidFile: pidFiles.api, ...common });
    undo.push(() => api.stop(graceMs.api));
    await unlessAborted(Promise.all([api.ready, worker.ready]), signal);

    const address = `http://${everyInterface.has(config.host) ? '127.0.0.1' : config.host}:${port}`;
    claim.describe(address);
    // Last, so that no failure comes between making the key and showing it.
    const admin = await makeFirstAdmin(databaseUrl);
    return {
      address,
      databaseUrl,
      firstAdminKey: admin?.key ?? null,
      firstAdminLink: admin && passwordLink(address, admin.linkToken),
      processes: { api, worker },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Goes on over a step that fails, so that nothing is left running, and tells of the first failure. */
async function undoAll(steps: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.reverse()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function startDatabase(
  { dataDir }: Config,
  log: StartOptions['log'],
  undo: (() => Promise<void>)[],
): Promise<string> {
  const server = await startEmbeddedServer({ dataDir, log });
  undo.push(() => server.stop());
  return server.url;
}

async function makeFirstAdmin(url: string): Promise<FirstAdmin | null> {
  const database = createDatabase({ url, pool: 2, keys: null });
  try {
    return await createFirstAdmin(database);
  } finally {
    await database.close();
  }
}

/** The last process that had the port may take a moment to be gone altogether. */
async function ensurePortIsFree(host: string, port: number): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!(await isPortFree(host, port))) {
    if (Date.now() > deadline) {
      throw new Error(
        `Another program listens on port ${port} of ${host}: stop it, or set PORT to a free one, e.g. PORT=${port + 1}.`,
      );
    }
    await sleep(100);
  }
}

async function isPortFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
