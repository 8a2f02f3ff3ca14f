import { closeSync, existsSync, openSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findServerPlace } from './embedded-place.js';
import { connectToServer, locks, ownerLeft, serverPassword } from './embedded-session.js';
import {
  createCluster,
  freePort,
  isPostmasterAlive,
  readPostmaster,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.js';

/**
 * The process between the embedded server and whoever uses it. It starts the server, starts it again when it died, and
 * stops it when its last owner is gone, by whatever signal. It stands apart from the owners' process group, so that
 * Ctrl-C reaches the program alone, which then drains while its database is still there.
 *
 * Run as `node embedded-guardian.js HOME SETTINGS`; reports `{ ready: true }` or `{ failed: string }` over IPC.
 */
const [home = '', settings = '{}'] = process.argv.slice(2);

/** How long a server waits for its first owner, after a start or a crash, ms. */
const graceMs = 10_000;
const pollMs = 300;

const place = findServerPlace(home);
const password = serverPassword(home);
const logPath = join(home, 'server.log');
let asked = false;

process.on('SIGTERM', () => (asked = true));
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

try {
  createCluster(place, password);
  const first = await runningServer(await freePort());
  const guarding = await first.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    locks.guardian,
  ]);
  report({ ready: true });
  if (guarding.rows[0]?.taken) await guard(first);
  else await first.end();
} catch (error) {
  report({ failed: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}

/** Connects to the server of this place, after starting it where none is alive. */
async function runningServer(port: number): Promise<pg.Client> {
  const deadline = Date.now() + 60_000;
  let wait = 100;
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(place.cluster);
    if (!postmaster || !isPostmasterAlive(postmaster, place.cluster)) startServer(port);
    const client = await connectToServer(place.cluster, password);
    if (client) return client;
    await sleep(wait);
    wait = Math.min(wait * 1.3, 2_000);
  }
  throw new Error(`PostgreSQL does not start; it says why in ${logPath}`);
}

function startServer(port: number): void {
  if (existsSync(logPath) && statSync(logPath).size > 5_000_000) truncateSync(logPath);
  const log = openSync(logPath, 'a', 0o600);
  const child = spawnPostmaster(place, {
    port,
    settings: JSON.parse(settings) as Record<string, string>,
    log,
  });
  closeSync(log);
  child.on('error', (error) => console.error(error.message));
}

async function guard(first: pg.Client): Promise<void> {
  let session = first;
  const port = readPostmaster(place.cluster)?.port ?? (await freePort());
  let owned = false;
  const listen = (): Promise<unknown> => {
    session.on('notification', () => (owned = true));
    return session.query(`LISTEN ${ownerLeft}`);
  };
  await listen();
  let since = Date.now();
  for (;;) {
    await sleep(pollMs);
    try {
      const mayStop = asked || owned || Date.now() - since > graceMs;
      const unowned = await holds(session, 'SELECT pg_try_advisory_lock($1) AS yes', locks.owners);
      if (asked || (unowned && mayStop)) break;
      if (unowned) await holds(session, 'SELECT pg_advisory_unlock($1) AS yes', locks.owners);
      else owned = true;
    } catch {
      await session.end().catch(() => undefined);
      session = await runningServer(port);
      await holds(session, 'SELECT pg_try_advisory_lock($1) AS yes', locks.guardian);
      await listen();
      [owned, since] = [false, Date.now()];
    }
  }
  const postmaster = readPostmaster(place.cluster);
  if (postmaster) await stopPostmaster(postmaster, place.cluster);
  process.exit(0);
}

async function holds(session: pg.Client, sql: string, lock: number): Promise<boolean> {
  const { rows } = await session.query<{ yes: boolean }>(sql, [lock]);
  return rows[0]?.yes ?? false;
}

function report(message: { ready: true } | { failed: string }): void {
  if (!process.connected) return;
  process.send?.(message, () => process.disconnect());
}
