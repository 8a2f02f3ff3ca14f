import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config.js';
import { isPostmasterAlive, readPostmaster } from '../../src/database/postmaster.js';
import { claimHolder } from '../../src/exclusive-claim.js';
import { livingProcess } from '../../src/process-name.js';
import { projectRoot } from '../../src/project-root.js';
import { createBareDatabase } from '../fixtures/database.js';
import { killStarted, startProcess, until, type StartedProcess } from '../fixtures/processes.js';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'installation-'));
});
afterEach(async () => {
  killStarted();
  await until(() => leftRunning().length === 0);
  rmSync(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}): StartedProcess {
  return startProcess(process.execPath, [join(projectRoot, 'dist', 'src', 'start.js')], {
    cwd: projectRoot,
    // As a shell starts it: in a process group of its own, to which Ctrl-C goes.
    detached: true,
    env: environmentWith({
      NODE_ENV: 'development',
      DATA_DIR: dataDir,
      PORT: '0',
      DATABASE_URL: '',
      REDIS_URL: '',
      ...env,
    }),
  });
}

async function startAndWait(env: Record<string, string> = {}): Promise<StartedProcess & { address: string }> {
  const one = start(env);
  const [, address = ''] = await one.says(/runs at (http:\S+)\n/);
  await one.says(/Ctrl-C stops/);
  return { ...one, address };
}

const ctrlC = (one: StartedProcess): boolean => process.kill(-one.pid, 'SIGINT');

function processOf(name: 'api' | 'worker'): number {
  try {
    return livingProcess(readFileSync(join(dataDir, `${name}.process`), 'utf8')) ?? -1;
  } catch {
    return -1;
  }
}

/** What of this installation is alive. */
function leftRunning(): string[] {
  const home = join(dataDir, 'postgres');
  const postmaster = readPostmaster(join(home, 'cluster'));
  return [
    ...(['api', 'worker'] as const).filter((name) => processOf(name) !== -1),
    ...(claimHolder(dataDir, 'running') ? ['supervisor'] : []),
    ...(claimHolder(home, 'guardian') ? ['guardian'] : []),
    ...(postmaster && isPostmasterAlive(postmaster, join(home, 'cluster')) ? ['postgres'] : []),
  ];
}

async function isUp(address: string): Promise<boolean> {
  return fetch(`${address}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}

describe('starting everything', () => {
  it('serves, signs the first administrator in, and leaves nothing running after Ctrl-C', async () => {
    const one = await startAndWait();
    const [, key = ''] = await one.says(/shown this once: (\S+)/);
    expect(leftRunning().sort()).toEqual(['api', 'guardian', 'postgres', 'supervisor', 'worker']);
    const answer = await fetch(`${one.address}/v1/vacancies`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(200);
    expect((await fetch(`${one.address}/docs`)).status).toBe(200);
    ctrlC(one);
    expect(await one.ended).toBe(0);
    expect(leftRunning()).toEqual([]);

    const again = await startAndWait();
    expect(again.output()).not.toContain('shown this once');
    const known = await fetch(`${again.address}/v1/vacancies`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(known.status).toBe(200);
    ctrlC(again);
    expect(await again.ended).toBe(0);
  });

  it('a second time on the same data says where it runs already', async () => {
    const one = await startAndWait();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`already runs at ${one.address}`);
    expect(await isUp(one.address)).toBe(true);
    ctrlC(one);
    expect(await one.ended).toBe(0);
  });

  it('on a port that is taken says so and starts nothing', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const one = start({ PORT: String(port) });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain(`listens on port ${port}`);
    expect(leftRunning()).toEqual([]);
    expect(readdirSync(dataDir)).not.toContain('postgres');
    taken.close();
  });

  it('in production refuses the embedded server unless it is told to', async () => {
    const one = start({ NODE_ENV: 'production', PUBLIC_URL: 'https://ot.example.org' });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('ALLOW_EMBEDDED_DATABASE');
    expect(leftRunning()).toEqual([]);
  });

  it('with a database of one’s own starts no server', async () => {
    const { url, drop } = await createBareDatabase();
    const one = await startAndWait({ DATABASE_URL: url });
    expect(readdirSync(dataDir)).not.toContain('postgres');
    ctrlC(one);
    expect(await one.ended).toBe(0);
    await drop();
  });

  it('can be stopped while it starts', async () => {
    const one = start();
    await until(() => readdirSync(dataDir).includes('postgres'));
    ctrlC(one);
    await one.ended;
    expect(leftRunning()).toEqual([]);
  });
});

describe('what is killed', () => {
  it('API and worker: each comes back', async () => {
    const one = await startAndWait();
    const before = [processOf('api'), processOf('worker')];
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await until(() => processOf('worker') !== -1 && isUp(one.address));
    expect([processOf('api'), processOf('worker')]).not.toEqual(before);
    ctrlC(one);
    expect(await one.ended).toBe(0);
    expect(leftRunning()).toEqual([]);
  });

  it('the database: the API serves again without a restart of its own', async () => {
    const one = await startAndWait();
    const api = processOf('api');
    const ready = async (): Promise<boolean> => (await fetch(`${one.address}/health/ready`)).status === 200;
    process.kill(readPostmaster(join(dataDir, 'postgres', 'cluster'))?.pid ?? -1, 'SIGKILL');
    await until(async () => !(await ready()));
    await until(ready);
    expect(processOf('api')).toBe(api);
    ctrlC(one);
    expect(await one.ended).toBe(0);
  });

  it('the supervisor: everything ends by itself', async () => {
    const one = await startAndWait();
    process.kill(one.pid, 'SIGKILL');
    await until(() => leftRunning().length === 0);
  });

  it('the supervisor: the next start works at once, on the same port', async () => {
    const one = await startAndWait();
    const port = new URL(one.address).port;
    process.kill(one.pid, 'SIGKILL');
    const next = await startAndWait({ PORT: port });
    expect(await isUp(next.address)).toBe(true);
    ctrlC(next);
    expect(await next.ended).toBe(0);
    expect(leftRunning()).toEqual([]);
  });

  it('all at once: the next start works', async () => {
    const one = await startAndWait();
    const home = join(dataDir, 'postgres');
    const pids = [one.pid, processOf('api'), processOf('worker'), claimHolder(home, 'guardian')?.pid ?? -1];
    for (const pid of [...pids, readPostmaster(join(home, 'cluster'))?.pid ?? -1])
      process.kill(pid, 'SIGKILL');
    const next = await startAndWait();
    ctrlC(next);
    expect(await next.ended).toBe(0);
    expect(leftRunning()).toEqual([]);
  });
});

describe('a process that hangs', () => {
  it('does not outlive a second Ctrl-C', async () => {
    const one = await startAndWait();
    process.kill(processOf('api'), 'SIGSTOP');
    ctrlC(one);
    await one.says(/Stopping/);
    ctrlC(one);
    expect(await one.ended).toBe(130);
    await until(() => leftRunning().length === 0);
  });

  it('and was left behind by a killed supervisor does not stop the next start', async () => {
    const one = await startAndWait();
    const hung = processOf('api');
    process.kill(hung, 'SIGSTOP');
    process.kill(one.pid, 'SIGKILL');
    const next = await startAndWait({ PORT: new URL(one.address).port });
    expect(processOf('api')).not.toBe(hung);
    ctrlC(next);
    expect(await next.ended).toBe(0);
    expect(leftRunning()).toEqual([]);
  });
});
