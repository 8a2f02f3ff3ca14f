import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/project-root.js';
import { killStarted, startProcess, until } from '../fixtures/processes.js';
import { ownerArguments, ownerOf, query, startOwner, type ServerOwner } from '../fixtures/server-owner.js';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
/** Whether other users get at this clone at all. */
const isCloneOpen =
  spawnSync('test', ['-r', join(projectRoot, 'dist')], { ...nobody, stdio: 'ignore' }).status === 0;
const hasNamespaces = spawnSync('unshare', ['--user', '--mount', 'true']).status === 0;

let folder: string;
let dataDir: string;

beforeEach(() => {
  // Mode 0700, as mkdtemp makes it: like root's home.
  folder = mkdtempSync(join(tmpdir(), 'users-'));
  dataDir = join(folder, 'data');
});
afterEach(() => {
  killStarted();
  rmSync(folder, { recursive: true, force: true });
});

async function letGo(owner: ServerOwner): Promise<void> {
  owner.child.kill('SIGTERM');
  expect(await owner.ended).toBe(0);
}

describe.skipIf(!isRoot)('an embedded server of root', () => {
  it('keeps its data in a folder that no other user can enter', async () => {
    const owner = await startOwner(dataDir);
    await query(owner, 'CREATE TABLE kept AS SELECT 7 AS number');
    await letGo(owner);
    const cluster = statSync(join(dataDir, 'postgres', 'cluster'));
    expect([cluster.uid, cluster.mode & 0o077]).toEqual([0, 0]);
    const again = await startOwner(dataDir);
    expect(await query(again, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(again);
  });

  it.skipIf(!isCloneOpen)('leaves the data of an ordinary user that user’s', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(dataDir, { mode: 0o700 });
    chownSync(dataDir, nobody.uid, nobody.gid);
    const theirs = await startOwner(dataDir, nobody);
    await query(theirs, 'CREATE TABLE kept AS SELECT 7 AS number');
    await letGo(theirs);
    const roots = await startOwner(dataDir);
    expect(await query(roots, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(roots);
    const again = await startOwner(dataDir, nobody);
    expect(await query(again, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(again);
  });
});

/**
 * Root in a world where so many user namespaces can be made, nought being a machine that has them off, and where
 * /var/lib is a folder of the test.
 */
async function startInWorld(namespaces: number): Promise<ServerOwner> {
  const varLib = join(folder, 'var-lib');
  mkdirSync(varLib, { recursive: true });
  const script = `
    read -r go
    exec sh -ec 'echo ${namespaces} >/proc/sys/user/max_user_namespaces
      mount --bind "$0" /var/lib
      exec "$@"' "$0" "$@"`;
  const command = [process.execPath, ...ownerArguments(dataDir)];
  const one = startProcess('unshare', ['--user', '--mount', 'sh', '-c', script, varLib, ...command]);
  const namespaceOf = (pid: number | 'self'): string => readlinkSync(`/proc/${pid}/ns/user`);
  await until(() => namespaceOf(one.pid) !== namespaceOf('self'));
  for (const map of ['uid_map', 'gid_map']) writeFileSync(`/proc/${one.pid}/${map}`, '0 0 65536\n');
  one.child.stdin?.write('go\n');
  return ownerOf(one);
}

describe.skipIf(!isRoot || !hasNamespaces)('an embedded server of root where user namespaces are off', () => {
  it('moves to where another user can reach it, with the data it had, and stays there', async () => {
    chmodSync(folder, 0o711);
    const before = await startOwner(dataDir);
    await query(before, 'CREATE TABLE kept AS SELECT 7 AS number');
    await letGo(before);

    for (const namespaces of [0, 0, 100]) {
      const server = await startInWorld(namespaces);
      expect(await query(server, 'SELECT number FROM kept')).toEqual([7]);
      await letGo(server);
      const note = readFileSync(join(dataDir, 'postgres', 'cluster-is-at'), 'utf8').trim();
      expect(note).toMatch(/^\/var\/lib\/ot-match\/data-/);
      expect(statSync(note.replace('/var/lib', join(folder, 'var-lib'))).uid).not.toBe(0);
      expect(existsSync(join(dataDir, 'postgres', 'cluster'))).toBe(false);
    }
  });

  it('starts there on a fresh folder', async () => {
    chmodSync(folder, 0o711);
    const server = await startInWorld(0);
    expect(await query(server, 'SELECT 1')).toEqual([1]);
    await letGo(server);
  });
});
