import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitedMs } from '../../../../src/documents/sandbox/fences.js';

describe('time that a process waited for a processor', () => {
  it('grows where two want the same one, and is 0 for a process that is gone', async () => {
    const busy = () =>
      spawn('taskset', ['--cpu-list', '0', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' });
    const children = [busy(), busy()];
    const [one, other] = children.map(({ pid }) => pid ?? 0) as [number, number];
    try {
      while ((await waitedMs(one)) < 100 || (await waitedMs(other)) < 100) await sleep(20);
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
    await expect.poll(() => waitedMs(one)).toBe(0);
  });
});
