import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/project-root.js';
import { killStarted, startProcess, type StartedProcess } from '../fixtures/processes.js';

afterEach(killStarted);

/** A process that keeps to the contract: it drains for `drainMs` and says each step. */
async function startContracted(drainMs: number, then = ''): Promise<StartedProcess> {
  const contract = join(projectRoot, 'dist', 'src', 'process-contract.js');
  const program = `
    import { announceReady, onShutdown } from ${JSON.stringify(contract)};
    onShutdown(
      async (reason) => {
        console.log('DRAINS', reason);
        await new Promise((resolve) => setTimeout(resolve, ${drainMs}));
        console.log('DRAINED');
      },
      { onFault: (error) => console.log('FAULT', error.message), capMs: 2_000, faultCapMs: 500 },
    );
    setInterval(() => undefined, 1_000_000);
    announceReady({ port: 7 });
    console.log('READY');
    ${then}
  `;
  const args = ['--input-type=module', '--eval', program];
  const one = startProcess(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  await one.says(/READY/);
  return one;
}

describe('a process under the contract', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('drains at %s and ends with 0', async (signal) => {
    const one = await startContracted(100);
    one.child.kill(signal);
    expect(await one.ended).toBe(0);
    expect(one.output()).toMatch(new RegExp(`DRAINS ${signal}\\nDRAINED`));
  });

  it('drains when its parent is gone', async () => {
    const one = await startContracted(100);
    one.child.disconnect();
    expect(await one.ended).toBe(0);
    expect(one.output()).toContain('DRAINED');
  });

  it('drains when its parent asks', async () => {
    const one = await startContracted(100);
    one.child.send({ stop: true });
    expect(await one.ended).toBe(0);
    expect(one.output()).toContain('DRAINED');
  });

  it('ends at once at the second signal', async () => {
    const one = await startContracted(60_000);
    one.child.kill('SIGTERM');
    await one.says(/DRAINS/);
    one.child.kill('SIGTERM');
    expect(await one.ended).toBe(143);
  });

  it('ends with 1 when the drain takes longer than its cap', async () => {
    const one = await startContracted(60_000);
    one.child.kill('SIGTERM');
    expect(await one.ended).toBe(1);
    expect(one.output()).not.toContain('DRAINED');
  });

  it.each([
    ['thrown', `setTimeout(() => { throw new Error('oops'); });`],
    ['rejected', `void Promise.reject(new Error('oops'));`],
  ])('tells of a fault that was %s, drains and ends with 1', async (_how, fault) => {
    const one = await startContracted(50, fault);
    expect(await one.ended).toBe(1);
    expect(one.output()).toMatch(/FAULT oops\nDRAINS \w+\nDRAINED/);
  });

  it('tells its parent when it is ready', async () => {
    const contract = join(projectRoot, 'dist', 'src', 'process-contract.js');
    const program = `import { announceReady } from ${JSON.stringify(contract)}; process.once('message', () => announceReady({ port: 7 }));`;
    const one = startProcess(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    });
    const message = new Promise((resolve) => one.child.once('message', resolve));
    one.child.send('go');
    expect(await message).toEqual({ ready: true, port: 7 });
  });
});
