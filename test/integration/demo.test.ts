import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSamples } from '../../prisma/demo/samples.js';
import { projectRoot } from '../../src/project-root.js';
import { killStarted, startProcess, type StartedProcess } from '../fixtures/processes.js';

const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-demo-'));
const { uploads, vacancies } = loadSamples();

/** The address of a queue that nobody serves stands for the settings of a real installation: the demo keeps off them. */
function runDemo(...args: string[]): StartedProcess {
  return startProcess(process.execPath, [join(projectRoot, 'dist', 'prisma', 'demo.js'), ...args], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', REDIS_URL: 'redis://127.0.0.1:1' },
  });
}

afterAll(() => {
  killStarted();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('npm run demo', { timeout: 300_000 }, () => {
  it('comes back after it was killed in the middle, does everything once, and says that all is as it should be', async () => {
    const killed = runDemo();
    await killed.says(/ready: /);
    killed.child.kill('SIGKILL');
    await killed.ended;

    const demo = runDemo('--exit');
    const code = await demo.ended;
    expect(demo.output()).toContain('Every sample ended as it should.');
    expect(code).toBe(0);
    for (const { title } of vacancies) expect(demo.output()).toContain(title);
    expect(demo.output()).toContain('cannot be read: encrypted');
    expect(demo.output()).toContain('cannot be read: corrupt');
    expect(demo.output()).toMatch(/ready: .*, as before/);
  });

  it('keeps serving without --exit, finds its samples again, and stops on Ctrl-C with exit code 0', async () => {
    const demo = runDemo();
    await demo.says(/Ctrl-C stops everything/);
    const again = uploads.map(({ file }) => new RegExp(`${file} +(ready|cannot be read): .*, as before`));
    for (const line of again) expect(demo.output()).toMatch(line);
    const address = /The API: (\S+)/.exec(demo.output())?.[1] ?? '';
    const key = /key of this demo: (\S+)/.exec(demo.output())?.[1] ?? '';
    const ask = (path: string): Promise<Response> =>
      fetch(address + path, { headers: { authorization: `Bearer ${key}` } });
    const list = (await (await ask('/v1/vacancies?limit=100')).json()) as { items: { title: string }[] };
    expect(list.items.map(({ title }) => title).toSorted()).toEqual(
      vacancies.map(({ title }) => title).toSorted(),
    );
    expect((await ask('/docs')).status).toBe(200);

    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  });
});
