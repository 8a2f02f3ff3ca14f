import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../../src/config.js';
import {
  endLeftover,
  superviseProcess,
  type SupervisedProcess,
} from '../../../src/supervisor/supervise-process.js';
import { isAlive, killStarted, startProcess, until } from '../../fixtures/processes.js';

let folder: string;
let messages: string[];
let running: SupervisedProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervise-'));
  [messages, running] = [[], []];
});
afterEach(async () => {
  for (const one of running) await one.stop(0);
  rmSync(folder, { recursive: true });
});

/** A stand-in process that does what `code` says and is ready then. */
function supervise(code: string, announce = 'process.send({ ready: true });'): SupervisedProcess {
  const file = join(folder, 'stand-in.mjs');
  writeFileSync(file, `setInterval(() => undefined, 1_000_000);\n${code}\n${announce}`);
  const one = superviseProcess({
    ...{ name: 'stand-in', file, logFolder: folder, pidFile: join(folder, 'stand-in.process') },
    env: environmentWith({}),
    log: (message) => messages.push(message),
  });
  running.push(one);
  return one;
}

describe('a supervised process', () => {
  it('is started again when it ends by itself, at first soon and then later and later', async () => {
    const one = supervise('setTimeout(() => process.exit(7), 50);');
    await one.ready;
    await until(() => messages.length >= 3);
    expect(messages.slice(0, 3).map((text) => /exit code 7.*again in ([\d.]+) s/.exec(text)?.[1])).toEqual([
      '0.5',
      '1',
      '2',
    ]);
  });

  it('is started again when it is killed', async () => {
    const one = supervise('');
    await one.ready;
    const before = one.pid ?? 0;
    process.kill(before, 'SIGKILL');
    await until(() => one.pid !== before && isAlive(one.pid ?? 0));
    expect(messages.join()).toContain('ended (SIGKILL)');
  });

  it('that ends before it is ready is a failed start, and says where it told why', async () => {
    const one = supervise('console.error("no such database"); process.exit(3);', '');
    await expect(one.ready).rejects.toThrow(/stand-in does not start \(exit code 3\).*stand-in\.log/);
    expect(readFileSync(join(folder, 'stand-in.log'), 'utf8')).toContain('no such database');
  });

  it('may drain before it goes', async () => {
    const one = supervise(
      `process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0); }, 200));`,
    );
    await one.ready;
    await one.stop(10_000);
    expect(readFileSync(join(folder, 'stand-in.log'), 'utf8')).toContain('drained');
    expect(isAlive(one.pid ?? 0)).toBe(false);
    expect(messages).toEqual([]);
  });

  it('is killed when it does not drain in time', async () => {
    const one = supervise(`process.on('SIGTERM', () => undefined);`);
    await one.ready;
    await one.stop(200);
    expect(isAlive(one.pid ?? 0)).toBe(false);
    expect(messages.join()).toContain('does not stop');
  });

  it('can be stopped while it waits to be started again', async () => {
    const one = supervise('', 'process.send({ ready: true }, () => process.exit(1));');
    await one.ready;
    await until(() => messages.length === 1);
    await one.stop(1_000);
    expect(isAlive(one.pid ?? 0)).toBe(false);
  });
});

describe('what a killed supervisor leaves behind', () => {
  it('is given time to drain and then ended', async () => {
    const one = supervise(`process.on('SIGTERM', () => undefined);`);
    await one.ready;
    await endLeftover(join(folder, 'stand-in.process'), 100);
    expect(isAlive(one.pid ?? 0)).toBe(false);
  });

  it('is not confused with a process that has its number now', async () => {
    const stranger = startProcess('sleep', ['600']);
    const file = join(folder, 'old.process');
    writeFileSync(file, `${stranger.pid}@1`);
    await endLeftover(file, 0);
    expect(isAlive(stranger.pid)).toBe(true);
    killStarted();
  });
});
