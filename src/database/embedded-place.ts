import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedBinaries } from './embedded-binaries.js';

/** Where an embedded server lives and as whom its programs run. */
export interface ServerPlace {
  /** The data directory. */
  readonly cluster: string;
  /** File, arguments and user that run one of PostgreSQL's programs. */
  command(program: 'initdb' | 'postgres', args: readonly string[]): Command;
  /** Makes a file or a whole folder the server's own: it insists on owning its data. */
  own(path: string): void;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly as: { readonly uid?: number; readonly gid?: number };
}

/** As root: in a user namespace the server sees itself as nobody, while its files stay root's. */
export function findServerPlace(home: string): ServerPlace {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const bin = join(embeddedBinaries(), 'bin');
  const cluster = join(home, 'cluster');
  if (process.getuid?.() !== 0) {
    return {
      cluster,
      command: (program, args) => ({ file: join(bin, program), args, as: {} }),
      own: () => undefined,
    };
  }
  return {
    cluster,
    command: (program, args) => ({
      file: 'unshare',
      args: ['--user', '--', join(bin, program), ...args],
      as: {},
    }),
    own: (path) => chownAll(path, 0, 0),
  };
}

export function runs(place: ServerPlace): boolean {
  const { file, args, as } = place.command('postgres', ['--version']);
  return spawnSync(file, args, { ...as, stdio: 'ignore' }).status === 0;
}

function chownAll(path: string, uid: number, gid: number): void {
  chownSync(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) chownAll(join(path, entry), uid, gid);
}
