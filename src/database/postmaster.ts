import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerPlace } from './embedded-place.js';

/** What postmaster.pid says: the server writes it at start and removes it when it has stopped. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Variables like PGDATA or LC_ALL of whoever starts us are not the server's business. */
const cleanEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};
const environment = process.platform === 'win32' ? {} : { env: cleanEnvironment };

export function readPostmaster(cluster: string): Postmaster | null {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]) } : null;
}

/**
 * Whether that process is a living server of this data directory. Process ids are used again after a restart of the
 * machine or container, and a dead server stays a zombie where nobody waits for it.
 */
export function isPostmasterAlive({ pid }: Postmaster, cluster: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const command = commandOf(pid);
  return command === null || command.includes(cluster);
}

/** Command line of a process, empty for a zombie, null where it cannot be told. */
function commandOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const path = `/proc/${pid}/cmdline`;
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }
  if (process.platform === 'win32') return null;
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout : '';
}

/**
 * Makes the data directory when there is none yet. It appears in one step, so a start that is cut short leaves nothing
 * half-made behind.
 */
export function createCluster(place: ServerPlace, password: string): void {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return;
  const fresh = `${place.cluster}.new-${process.pid}`;
  const passwordFile = `${fresh}.password`;
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  place.own(fresh);
  place.own(passwordFile);
  try {
    const { file, args, user } = place.command(join(place.bin, 'initdb'), [
      ...['--pgdata', fresh, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...[
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
      ],
      ...['--no-sync', '--no-instructions'],
    ]);
    const run = spawnSync(file, args, { ...user, ...environment, cwd: dirname(fresh), encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr || String(run.error)}`);
    // Another process may have been quicker: its data directory stands.
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) renameSync(fresh, place.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Starts the server, listening on 127.0.0.1 alone. Resolves with its process at once: it may take a while until it
 * accepts connections, or it may exit.
 *
 * @param settings postgresql.conf settings for this run.
 * @param log file descriptor for its messages.
 */
export function spawnPostmaster(
  place: ServerPlace,
  { port, settings, log }: { port: number; settings: Readonly<Record<string, string>>; log: number },
): ChildProcess {
  // pid files lie when the machine went down; the caller has made sure that no server is alive.
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
  place.own(place.cluster);
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Rows of candidates are nobody's business in a log: neither statements nor the keys that errors name.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // After a crash: one call to the file system instead of one for each of a thousand files, which takes seconds.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, user } = place.command(join(place.bin, 'postgres'), [
    '-D',
    place.cluster,
    '-p',
    String(port),
    ...flags,
  ]);
  return spawn(file, args, { ...user, ...environment, cwd: place.cluster, stdio: ['ignore', log, log] });
}

/**
 * Stops a server whose connections may be cut (fast shutdown), or immediately when it takes longer than 15 s. Resolves
 * when it is gone.
 */
export async function stopPostmaster(postmaster: Postmaster, cluster: string): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(postmaster.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  signal('SIGINT');
  for (const last of [false, true]) {
    const deadline = Date.now() + (last ? 5_000 : 15_000);
    while (Date.now() < deadline) {
      if (!isPostmasterAlive(postmaster, cluster)) return;
      await sleep(25);
    }
    if (!last) signal('SIGQUIT');
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
