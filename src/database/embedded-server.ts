import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from '../project-root.js';
import { findServerPlace, type ServerPlace } from './embedded-place.js';
import { connectToServer, locks, ownerLeft, serverPassword, serverUrl } from './embedded-session.js';
import { isPostmasterAlive, readPostmaster, stopPostmaster } from './postmaster.js';

export interface EmbeddedServerOptions {
  /** The server keeps everything in the folder `postgres` under this one. */
  readonly dataDir: string;
  /** Name of the database that `url` leads to; made when it is not there. Default `ot_match`. */
  readonly database?: string;
  /** postgresql.conf settings for this run, when the server is not running already. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told, in a sentence, when something happened to the server. */
  readonly log?: (message: string) => void;
}

export interface EmbeddedServer {
  readonly url: string;
  readonly port: number;
  /** It was running already, started by another owner or left behind by one that was killed. */
  readonly adopted: boolean;
  /** Lets go of the server. Resolves when it has stopped, or at once when others still use it. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL server from the binaries that come as a package, or joins the one that already runs on this
 * data directory. Any number of processes may own it together; it stops when the last one lets go or dies by any
 * signal. When it dies itself it comes back on the same port within seconds.
 *
 * @throws Error with the server's own reason when it does not start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { database = 'ot_match', settings = {}, log = () => undefined } = options;
  const home = join(resolve(options.dataDir), 'postgres');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const place = findServerPlace(home);
  const password = serverPassword(home);
  const stopping = new AbortController();
  const own = () => ownServer({ place, password, home, settings, signal: stopping.signal });

  const first = await own();
  let session = first.session;
  const port = readPostmaster(place.cluster)?.port;
  if (!port) throw new Error('The embedded PostgreSQL went away while it started');
  await createDatabaseIfMissing(session, database);

  const rejoin = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    log('The embedded PostgreSQL went away; waiting until it is back.');
    await session.end().catch(() => undefined);
    try {
      ({ session } = await own());
      log('The embedded PostgreSQL is back.');
    } catch (error) {
      log(`The embedded PostgreSQL is not back: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const check = async (): Promise<void> => {
    try {
      if (!(await isGuarded(session))) await startGuardian(home, settings);
    } catch {
      await rejoin();
    }
  };
  const watching = repeat(check, stopping.signal);

  return {
    url: serverUrl(port, password, database),
    port,
    adopted: first.adopted,
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      await watching;
      await letGo(session, place);
    },
  };
}

/** Runs `check` every second, without keeping the process alive, until the signal. */
async function repeat(check: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await sleep(1_000, undefined, { ref: false, signal });
    } catch {
      return;
    }
    await check();
  }
}

interface Ownership {
  readonly place: ServerPlace;
  readonly password: string;
  readonly home: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Takes a share in the server: a session that holds the owners' lock. Starts the server where there is none. */
async function ownServer(o: Ownership): Promise<{ session: pg.Client; adopted: boolean }> {
  const deadline = Date.now() + 90_000;
  for (let adopted = true; Date.now() < deadline && !o.signal.aborted; adopted = false) {
    const session = await connectToServer(o.place.cluster, o.password);
    if (session) {
      try {
        // Waits while the guardian is about to stop the server, until that closes this session.
        await session.query('SELECT pg_advisory_lock_shared($1)', [locks.owners]);
        if (!(await isGuarded(session))) await startGuardian(o.home, o.settings);
        return { session, adopted };
      } catch {
        await session.end().catch(() => undefined);
      }
    }
    await startGuardian(o.home, o.settings);
  }
  throw new Error(`The embedded PostgreSQL of ${o.place.cluster} cannot be used`);
}

async function isGuarded(session: pg.Client): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted`,
    [locks.guardian],
  );
  return rowCount === 1;
}

/** Resolves when a guardian reports a running server. */
async function startGuardian(home: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const log = openSync(join(home, 'guardian.log'), 'a', 0o600);
  const guardian = spawn(
    process.execPath,
    [join(projectRoot, 'dist', 'src', 'database', 'embedded-guardian.js'), home, JSON.stringify(settings)],
    { cwd: home, detached: true, stdio: ['ignore', log, log, 'ipc'] },
  );
  closeSync(log);
  guardian.unref();
  await new Promise<void>((resolve, reject) => {
    guardian.once('message', (message: { ready?: true; failed?: string }) => {
      if (message.failed === undefined) resolve();
      else reject(new Error(message.failed));
    });
    guardian.once('error', reject);
    guardian.once('exit', (code) =>
      reject(new Error(`the guardian of PostgreSQL exited (${code ?? 'killed'})`)),
    );
  });
}

async function createDatabaseIfMissing(session: pg.Client, name: string): Promise<void> {
  const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 1) return;
  try {
    await session.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const duplicates = ['42P04', '23505'];
    if (!duplicates.includes((error as { code?: string }).code ?? '')) throw error;
  }
}

async function letGo(session: pg.Client, place: ServerPlace): Promise<void> {
  const postmaster = readPostmaster(place.cluster);
  let shared = false;
  let guarded = false;
  try {
    const { rowCount } = await session.query(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted AND pid <> pg_backend_pid()`,
      [locks.owners],
    );
    shared = (rowCount ?? 0) > 0;
    guarded = await isGuarded(session);
    await session.query(`NOTIFY ${ownerLeft}`);
  } catch {
    // The server is gone already, or about to come back under its guardian, which will find no owner.
  }
  await session.end().catch(() => undefined);
  if (shared || !postmaster) return;
  const deadline = Date.now() + (guarded ? 25_000 : 0);
  while (isPostmasterAlive(postmaster, place.cluster)) {
    if (Date.now() > deadline) return stopPostmaster(postmaster, place.cluster);
    await sleep(25);
  }
}
