import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clusterOf } from './embedded-common-ground.js';
import { isGuarded, startGuardian, type GuardOptions } from './embedded-guard.js';
import { connectToServer, ownerLeft, ownersLock, serverPassword, serverUrl } from './embedded-session.js';
import { isPostmasterAlive, readPostmaster, stopPostmaster } from './postmaster.js';

export interface EmbeddedServerOptions {
  /** The server keeps everything in the folder `postgres` under this one. */
  readonly dataDir: string;
  /** Name of the database that `url` leads to; made when it is not there. Default `ot_match`. */
  readonly database?: string;
  /** postgresql.conf settings for this run, unless the server is running already. */
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

/** Longest wait for a server that another process is starting, recovering or stopping. */
const patienceMs = 120_000;

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
  const password = serverPassword(home);
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;

  const first = await ownServer({ home, port: 0, settings }, password, stopping.signal);
  let { session } = first;
  const { port } = session;
  await createDatabaseIfMissing(session, database);

  const guard: GuardOptions = { home, port, settings };
  const rejoin = async (): Promise<void> => {
    void session.end().catch(() => undefined);
    if (isStopping()) return;
    log('The embedded PostgreSQL went away; waiting until it is back.');
    try {
      ({ session } = await ownServer(guard, password, stopping.signal));
      log('The embedded PostgreSQL is back.');
    } catch (error) {
      if (isStopping()) return;
      log(`The embedded PostgreSQL is not back: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const check = async (): Promise<void> => {
    try {
      await session.query('SELECT 1');
      if (!isGuarded(home)) await startGuardian(guard);
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
      if (isStopping()) return;
      stopping.abort();
      await watching;
      await letGo(session, home, password);
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

/** Takes a share in the server: a session that holds the owners' lock. Has the server started where there is none. */
async function ownServer(
  guard: GuardOptions,
  password: string,
  signal: AbortSignal,
): Promise<{ session: pg.Client; adopted: boolean }> {
  const deadline = Date.now() + patienceMs;
  for (let adopted = true; Date.now() < deadline && !signal.aborted; adopted = false) {
    const session = await connectToServer(clusterOf(guard.home), password);
    if (session) {
      try {
        // While the server is about to be stopped this waits, until the stop closes the session.
        await session.query('SELECT pg_advisory_lock_shared($1)', [ownersLock]);
        if (!isGuarded(guard.home)) await startGuardian(guard);
        return { session, adopted };
      } catch {
        void session.end().catch(() => undefined);
      }
    }
    await startGuardian(guard);
    await sleep(50);
  }
  throw new Error(
    `The PostgreSQL server of ${guard.home} does not answer; it may say why in server.log there`,
  );
}

async function createDatabaseIfMissing(session: pg.Client, name: string): Promise<void> {
  const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 1) return;
  try {
    await session.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const madeByAnother = ['42P04', '23505'];
    if (!madeByAnother.includes((error as { code?: string }).code ?? '')) throw error;
  }
}

async function letGo(session: pg.Client, home: string, password: string): Promise<void> {
  const cluster = clusterOf(home);
  const postmaster = readPostmaster(cluster);
  const shared = await sayGoodbye(session).catch(async () => {
    // The server has come back since this session broke, or it is not there.
    const fresh = await connectToServer(cluster, password);
    return fresh ? sayGoodbye(fresh).catch(() => false) : false;
  });
  if (shared || !postmaster) return;
  const deadline = Date.now() + 20_000;
  while (isPostmasterAlive(postmaster, cluster)) {
    if (!isGuarded(home) || Date.now() > deadline) return stopPostmaster(postmaster, cluster);
    await sleep(25);
  }
}

/** Ends the session, after telling the guardian. Returns whether the server has other owners. */
async function sayGoodbye(session: pg.Client): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND pid <> pg_backend_pid()`,
    [ownersLock],
  );
  await session.query(`NOTIFY ${ownerLeft}`);
  await Promise.race([session.end(), sleep(1_000)]);
  return (rowCount ?? 0) > 0;
}
