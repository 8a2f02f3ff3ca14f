import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { embeddedBinaries } from './embedded-binaries.js';
import { clusterOf, moveToCommonGround } from './embedded-common-ground.js';

/** Where an embedded server keeps its data and as whom its programs run. */
export interface ServerPlace {
  /** The data directory. */
  readonly cluster: string;
  /** Folder of PostgreSQL's programs. */
  readonly bin: string;
  /** How to run a program as the server's user. */
  command(file: string, args: readonly string[]): Command;
  /** Makes a file, or a folder with all in it, the server's own: it insists on owning its data. */
  own(path: string): void;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly user: User | Record<string, never>;
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

const root: User = { uid: 0, gid: 0 };

/**
 * PostgreSQL refuses to run as root, so where this process is root it runs
 *
 * 1. as the owner of its data, where an ordinary user has used it before;
 * 2. in a user namespace: there it sees itself as nobody while its files stay root's, also below a home of mode 0700;
 * 3. where there are no user namespaces, as `postgres` or `nobody`, with programs and data where they can reach them.
 *
 * @throws Error when none of these works.
 */
export function findServerPlace(home: string): ServerPlace {
  const cluster = clusterOf(home);
  const bin = join(embeddedBinaries(), 'bin');
  if (process.getuid?.() !== 0) return placeOf({ cluster, bin }, null);

  const { uid, gid } = existsSync(cluster) ? statSync(cluster) : root;
  const inNamespace: ServerPlace = {
    ...placeOf({ cluster, bin }, root),
    command: (file, args) => ({ file: 'unshare', args: ['--user', '--', file, ...args], user: {} }),
  };
  for (const place of [uid === 0 ? null : placeOf({ cluster, bin }, { uid, gid }), inNamespace]) {
    if (place && works(place)) return place;
  }
  const user = ordinaryUser();
  const elsewhere = user && placeOf(moveToCommonGround(home, dirname(bin)), user);
  if (elsewhere && works(elsewhere)) return elsewhere;
  throw new Error(
    'PostgreSQL does not run as root, and no way around it works here: start this program as an ordinary user, ' +
      'or set DATABASE_URL to a PostgreSQL server.',
  );
}

function placeOf(where: { cluster: string; bin: string }, user: User | null): ServerPlace {
  return {
    ...where,
    command: (file, args) => ({ file, args, user: user ?? {} }),
    own: (path) => user && ownAll(path, user),
  };
}

/** Whether that user gets at the data and the programs. */
function works(place: ServerPlace): boolean {
  const probe = mkdtempSync(join(dirname(place.cluster), '.probe-'));
  place.own(probe);
  const script = 'test -w "$0" && "$1" --version';
  const { file, args, user } = place.command('/bin/sh', ['-c', script, probe, join(place.bin, 'postgres')]);
  const { status } = spawnSync(file, args, { ...user, stdio: 'ignore' });
  rmSync(probe, { recursive: true });
  return status === 0;
}

function ordinaryUser(): User | null {
  const accounts = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

function ownAll(path: string, user: User): void {
  const entry = lstatSync(path);
  if (entry.uid !== user.uid || entry.gid !== user.gid) lchownSync(path, user.uid, user.gid);
  if (entry.isDirectory()) for (const entry of readdirSync(path)) ownAll(join(path, entry), user);
}
