import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPostmasterAlive, readPostmaster } from '../../src/database/postmaster.js';
import { claimHolder } from '../../src/exclusive-claim.js';
import { isAlive, killStarted, startProcess, until } from '../fixtures/processes.js';
import { postmasterPid, query, startOwner, type ServerOwner } from '../fixtures/server-owner.js';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-'));
});

afterEach(async () => {
  killStarted();
  await until(() => !isServerAlive());
  rmSync(dataDir, { recursive: true, force: true });
});

const home = (): string => join(dataDir, 'postgres');
const guardianPid = (): number => claimHolder(home(), 'guardian')?.pid ?? -1;
const isServerAlive = (): boolean => {
  const postmaster = readPostmaster(join(home(), 'cluster'));
  return postmaster !== null && isPostmasterAlive(postmaster, join(home(), 'cluster'));
};

async function letGo(owner: ServerOwner): Promise<void> {
  owner.child.kill('SIGTERM');
  expect(await owner.ended).toBe(0);
}

async function answers(owner: ServerOwner): Promise<boolean> {
  return query(owner, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

describe('an embedded server', () => {
  it('keeps its data between runs and is gone after a stop', async () => {
    const first = await startOwner(dataDir);
    expect(first.adopted).toBe(false);
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS number');
    const pids = [postmasterPid(dataDir), guardianPid()];
    await letGo(first);
    await until(() => !pids.some(isAlive));

    const second = await startOwner(dataDir);
    expect(await query(second, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(second);
    expect(isServerAlive()).toBe(false);
  });

  it('asks for a password that only its own user can read, on this machine alone', async () => {
    const owner = await startOwner(dataDir);
    const wrong = new URL(owner.url);
    wrong.password = 'guess';
    await expect(query({ ...owner, url: wrong.href }, 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(await query(owner, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(owner, 'SHOW password_encryption')).toEqual(['scram-sha-256']);
    for (const name of readdirSync(home())) expect(statSync(join(home(), name)).mode & 0o077).toBe(0);
    await letGo(owner);
  });

  it('writes no value of a row into its log', async () => {
    const owner = await startOwner(dataDir);
    await query(owner, 'CREATE TABLE person (email text PRIMARY KEY)');
    const insert = `INSERT INTO person VALUES ('zoe@example.org')`;
    await query(owner, insert);
    await expect(query(owner, insert)).rejects.toThrow('duplicate key');
    const log = readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('zoe@example.org');
    await letGo(owner);
  });

  it('is shared by its owners until the last one lets go', async () => {
    const first = await startOwner(dataDir);
    const second = await startOwner(dataDir);
    expect([second.adopted, second.port]).toEqual([true, first.port]);
    await letGo(first);
    expect(await answers(second)).toBe(true);
    await letGo(second);
    expect(isServerAlive()).toBe(false);
  });

  it('is one server when several start it at once on a fresh folder', async () => {
    const owners = await Promise.all([1, 2, 3].map(() => startOwner(dataDir)));
    expect(new Set(owners.map(({ port }) => port)).size).toBe(1);
    expect(await Promise.all(owners.map(answers))).toEqual([true, true, true]);
    for (const owner of owners) await letGo(owner);
    expect(isServerAlive()).toBe(false);
  });
});

describe('when its owner is killed', () => {
  it('the server stops by itself, with everything written', async () => {
    const owner = await startOwner(dataDir);
    await query(owner, 'CREATE TABLE kept AS SELECT 7 AS number');
    owner.child.kill('SIGKILL');
    await until(() => !isServerAlive() && guardianPid() === -1);
    const next = await startOwner(dataDir);
    expect(await query(next, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(next);
  });

  it('those who are connected may finish first', async () => {
    const owner = await startOwner(dataDir);
    const client = new pg.Client({ connectionString: owner.url });
    client.on('error', () => undefined);
    await client.connect();
    owner.child.kill('SIGKILL');
    await sleep(1_500);
    expect((await client.query('SELECT 1 AS number')).rows).toEqual([{ number: 1 }]);
    await client.end();
    await until(() => !isServerAlive());
  });

  it.each([0, 150, 300, 450, 600])('the next one can start %i ms later and rely on it', async (pause) => {
    const owner = await startOwner(dataDir);
    owner.child.kill('SIGKILL');
    await sleep(pause);
    const next = await startOwner(dataDir);
    for (let round = 0; round < 10; round += 1) {
      expect(await query(next, 'SELECT 1')).toEqual([1]);
      await sleep(100);
    }
    await letGo(next);
    expect(isServerAlive()).toBe(false);
  });

  it('the server stays for an owner who is still there', async () => {
    const [first, second] = [await startOwner(dataDir), await startOwner(dataDir)];
    first.child.kill('SIGKILL');
    await sleep(1_000);
    expect(await answers(second)).toBe(true);
    await letGo(second);
  });

  it('together with the guardian, the next one adopts the server and can stop it', async () => {
    const owner = await startOwner(dataDir);
    const server = postmasterPid(dataDir);
    process.kill(guardianPid(), 'SIGKILL');
    owner.child.kill('SIGKILL');
    await owner.ended;
    expect(isAlive(server)).toBe(true);
    const next = await startOwner(dataDir);
    expect([next.adopted, next.port, postmasterPid(dataDir)]).toEqual([true, owner.port, server]);
    await letGo(next);
    expect(isAlive(server)).toBe(false);
  });

  it('together with everything else, what the dead server left behind does not stop the next one', async () => {
    const owner = await startOwner(dataDir);
    await query(owner, 'CREATE TABLE kept AS SELECT 7 AS number');
    const server = postmasterPid(dataDir);
    for (const pid of [guardianPid(), owner.pid, server]) process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(server));
    const next = await startOwner(dataDir);
    expect(next.adopted).toBe(false);
    expect(await query(next, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(next);
  });

  it('a process id that has since been given to somebody else does not stop the next one', async () => {
    const owner = await startOwner(dataDir);
    await letGo(owner);
    const stranger = startProcess('sleep', ['600']);
    const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    writeFileSync(file, [stranger.pid, join(dataDir, 'postgres', 'cluster'), 0, owner.port, ''].join('\n'));
    const next = await startOwner(dataDir);
    expect(await answers(next)).toBe(true);
    expect(isAlive(stranger.pid)).toBe(true);
    await letGo(next);
  });
});

describe('when the server itself is killed', () => {
  it('it comes back on the same port with its data', async () => {
    const owner = await startOwner(dataDir);
    await query(owner, 'CREATE TABLE kept AS SELECT 7 AS number');
    const before = postmasterPid(dataDir);
    process.kill(before, 'SIGKILL');
    await until(() => answers(owner));
    expect(postmasterPid(dataDir)).not.toBe(before);
    expect(await query(owner, 'SELECT number FROM kept')).toEqual([7]);
    await letGo(owner);
    expect(isServerAlive()).toBe(false);
  });

  it('again and again, it comes back again and again', async () => {
    const owner = await startOwner(dataDir);
    for (let round = 0; round < 3; round += 1) {
      const before = postmasterPid(dataDir);
      process.kill(before, 'SIGKILL');
      await until(async () => (await answers(owner)) && postmasterPid(dataDir) !== before);
    }
    await letGo(owner);
    expect(isServerAlive()).toBe(false);
  });

  it('after its guardian, the owner finds another guardian', async () => {
    const owner = await startOwner(dataDir);
    const guardian = guardianPid();
    process.kill(guardian, 'SIGKILL');
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    await until(() => answers(owner));
    await until(() => guardianPid() !== -1);
    owner.child.kill('SIGKILL');
    await until(() => !isServerAlive());
  });
});

describe('Ctrl-C', () => {
  it('reaches the program, not its server', async () => {
    const owner = await startOwner(dataDir, { detached: true });
    process.kill(-owner.pid, 'SIGINT');
    await owner.ended;
    expect(isAlive(postmasterPid(dataDir))).toBe(true);
  });
});
