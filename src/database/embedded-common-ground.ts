import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Where root puts what another user has to reach: its own folders are closed to others. */
const commonGround = '/var/lib/ot-match';

/** The data directory of the server whose other files are in `home`. */
export function clusterOf(home: string): string {
  const note = join(home, 'cluster-is-at');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(home, 'cluster');
}

/**
 * Puts PostgreSQL's programs, and the data of `home` with what it holds by now, where every user can reach them. A note
 * in `home` leads to the data from then on. The caller makes the data its user's own.
 *
 * @param programs the folder with `bin`, `lib` and `share`.
 */
export function moveToCommonGround(home: string, programs: string): { cluster: string; bin: string } {
  mkdirSync(commonGround, { recursive: true });
  chmodSync(commonGround, 0o711);
  return { cluster: movedCluster(home), bin: join(copiedPrograms(programs), 'bin') };
}

function movedCluster(home: string): string {
  const before = clusterOf(home);
  if (before.startsWith(commonGround)) return before;
  const folder = mkdtempSync(join(commonGround, 'data-'));
  chmodSync(folder, 0o711);
  const cluster = join(folder, 'cluster');
  if (existsSync(before)) cpSync(before, cluster, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(home, 'cluster-is-at'), `${cluster}\n`);
  rmSync(before, { recursive: true, force: true });
  return cluster;
}

function copiedPrograms(programs: string): string {
  const version = readFileSync(join(dirname(programs), 'package.json'));
  const copy = join(
    commonGround,
    `programs-${createHash('sha256').update(version).digest('hex').slice(0, 12)}`,
  );
  if (existsSync(copy)) return copy;
  const fresh = mkdtempSync(join(commonGround, 'new-'));
  cpSync(programs, fresh, { recursive: true, verbatimSymlinks: true });
  openToAll(fresh);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    // Another process was quicker.
    rmSync(fresh, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Whatever the umask was when the package was installed. */
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.mode | (entry.isDirectory() || entry.mode & 0o100 ? 0o555 : 0o444));
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
