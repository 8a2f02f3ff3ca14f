import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { isClaim, takeClaim } from '../exclusive-claim.js';
import { guardianClaim, type GuardianMessage } from './embedded-guard.js';
import { findServerPlace, type ServerPlace } from './embedded-place.js';
import { isAbandoned, watchOwners } from './embedded-owners.js';
import { connectToServer, ownersLock, serverPassword } from './embedded-session.js';
import {
  createCluster,
  freePort,
  isPostmasterAlive,
  readPostmaster,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.js';

/**
 * The process between an embedded server and those who use it, at most one per server. It starts the server, starts it
 * again when it died, and stops it when its last owner is gone, by whatever signal. It stands apart from its owners'
 * process group, so that Ctrl-C reaches the program alone, which then drains while its database is still there.
 *
 * Run as `node embedded-guardian.js HOME PORT SETTINGS`, where port 0 is any; sends one GuardianMessage over IPC.
 */
const [home = '', wantedPort = '0', settings = '{}'] = process.argv.slice(2);

const pollMs = 300;
/** Starts in a row that end before the server answers, until somebody has to look. */
const mostStarts = 6;

/** Once the server has answered on a port it comes back on that one. */
let port = Number(wantedPort);
let server: ChildProcess | null = null;
let asked = false;
let giveBack = (): void => undefined;
process.on('SIGTERM', () => (asked = true));
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

const claim = takeClaim(home, guardianClaim);
if (!isClaim(claim)) {
  report({ state: 'busy' });
} else {
  try {
    const place = findServerPlace(home);
    giveBack = () => giveHome(place);
    giveBack();
    const password = serverPassword(home);
    createCluster(place, password);
    const session = await serverSession(place, password);
    report({ state: 'ready' });
    await guard(session, place, password);
  } catch (error) {
    report({ state: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  claim.release();
  giveBack();
}

/** Root may run the server of an ordinary user, who must find these files usable again. */
function giveHome(place: ServerPlace): void {
  if (dirname(place.cluster) === home) place.own(home);
}

/** Connects to the server, after starting it where it is not alive. */
async function serverSession(place: ServerPlace, password: string): Promise<pg.Client> {
  let starts = 0;
  for (;;) {
    if (!isServerAlive(place.cluster)) {
      if (starts === mostStarts)
        throw new Error(`PostgreSQL does not start; it says why in ${join(home, 'server.log')}`);
      if (starts > 0) await sleep(250 * 2 ** starts);
      server = await startServer(place);
      starts += 1;
    }
    const session = await connectToServer(place.cluster, password);
    if (session) {
      port = session.port;
      return session;
    }
    await sleep(50);
  }
}

/** One that this process has started may not have written its file yet. */
function isServerAlive(cluster: string): boolean {
  if (server?.exitCode === null && server.signalCode === null) return true;
  const postmaster = readPostmaster(cluster);
  return postmaster !== null && isPostmasterAlive(postmaster, cluster);
}

async function startServer(place: ServerPlace): Promise<ChildProcess> {
  const path = join(home, 'server.log');
  if (existsSync(path) && statSync(path).size > 5_000_000) truncateSync(path);
  const log = openSync(path, 'a', 0o600);
  const child = spawnPostmaster(place, {
    port: port || (await freePort()),
    settings: JSON.parse(settings) as Record<string, string>,
    log,
  });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return child;
}

/** Resolves when the server has been stopped. */
async function guard(first: pg.Client, place: ServerPlace, password: string): Promise<void> {
  let watch = await watchOwners(first);
  for (;;) {
    await sleep(pollMs);
    try {
      // Once it has taken over, nobody can begin to rely on a server that is about to go.
      if (asked || ((await isAbandoned(watch)) && (await takesOver(watch.session)))) break;
    } catch {
      void watch.session.end().catch(() => undefined);
      watch = await watchOwners(await serverSession(place, password));
    }
  }
  const postmaster = readPostmaster(place.cluster);
  if (postmaster) await stopPostmaster(postmaster, place.cluster);
}

async function takesOver(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    ownersLock,
  ]);
  return rows[0]?.taken ?? false;
}

function report(message: GuardianMessage): void {
  if (process.connected) process.send?.(message, () => process.disconnect());
}
