import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { projectRoot } from '../../src/project-root.js';

/** Bytes that typed arrays and buffers hold, after letting go of whatever nobody refers to any more. */
export async function bytesInArrays(): Promise<number> {
  await collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** The same with everything else on the heap. */
export async function bytesInUse(): Promise<number> {
  await collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What is let go of is counted as free by another thread, a moment later.
  for (let n = 0; n < 3; n += 1) {
    collect();
    await sleep(100);
  }
}

export interface Machine {
  readonly commit: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly load: number;
}

/** Without this beside them, figures mean nothing. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    commit: commit(),
    node: process.versions.node,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: oneMinuteLoad(),
  };
}

export function oneMinuteLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

/** Short hash, with `+` where the work tree differs from it; `unknown` outside a git clone. */
function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, {
        cwd: projectRoot,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
