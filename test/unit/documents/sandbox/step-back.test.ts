import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { launchSandboxed, type SandboxedProcess } from '../../../../src/documents/sandbox/launch.js';
import { waitUntil } from '../../../fixtures/wait-until.js';

const started: SandboxedProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function launch(waitedFor = false): Promise<number> {
  const child = await launchSandboxed({ memoryMb: 512, cpuSeconds: 60, waitedFor });
  started.push(child);
  return child.pid ?? 0;
}

/** The priority of the session that a process belongs to, as in `/autogroup-7 nice 10`. */
function sessionPriority(pid: number | 'self'): { session: string; priority: number } {
  const [, session = '', priority] =
    /^(\S+) nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8')) ?? [];
  return { session, priority: Number(priority) };
}

describe('readers', () => {
  it('go behind every process of this machine, save those that somebody waits for', async () => {
    expect(getPriority(await launch())).toBe(Math.min(getPriority() + 10, 19));
    expect(getPriority(await launch(true))).toBe(getPriority());
  });

  it('do so across sessions too, several at once, and leave that of their owner alone', async ({ skip }) => {
    skip(!existsSync('/proc/self/autogroup'), 'processor time is not shared out by session here');
    const own = sessionPriority('self');
    const readers = await Promise.all([launch(), launch(), launch()]);
    for (const pid of readers) {
      await waitUntil('the session of a reader has stepped back', () => sessionPriority(pid).priority === 5);
    }
    expect(new Set([own.session, ...readers.map((pid) => sessionPriority(pid).session)]).size).toBe(4);
    expect(sessionPriority('self')).toEqual(own);
  });
});
