import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** What this machine lets us forbid the processes that parse. Differences belong into the log at start. */
export interface Fences {
  /** `prlimit`: the kernel refuses memory and processor time beyond the limit. Otherwise memory is only watched. */
  readonly limits: boolean;
  /** `unshare`: a network namespace of its own, without any interface. */
  readonly network: boolean;
  /** `setpriv`: the kernel ends the process when its parent ends, however that ends. */
  readonly parentDeath: boolean;
  /** Flag of Node's permission model: no files but the program, no processes, no threads, no native code. */
  readonly permission: '--permission' | '--experimental-permission' | null;
}

export interface FenceLimits {
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
}

const run = promisify(execFile);
let probed: Promise<Fences> | null = null;

/** Tries each fence once per process. */
export function probeFences(): Promise<Fences> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<Fences> {
  const limit = { memoryBytes: 2 ** 32, cpuSeconds: 60 };
  const none: Fences = { limits: false, network: false, parentDeath: false, permission: null };
  const [limits, network, parentDeath] = await Promise.all([
    works(fenceCommand({ ...none, limits: true }, limit)),
    works(fenceCommand({ ...none, network: true }, limit)),
    works(fenceCommand({ ...none, parentDeath: true }, limit)),
  ]);
  const flags = process.allowedNodeEnvironmentFlags;
  const permission = (['--permission', '--experimental-permission'] as const).find((flag) => flags.has(flag));
  return { limits, network, parentDeath, permission: permission ?? null };
}

async function works(command: readonly string[]): Promise<boolean> {
  const [file, ...args] = command;
  if (!file) return false;
  try {
    await run(file, [...args, process.execPath, '--version'], { timeout: 10_000, env: {} });
    return true;
  } catch {
    return false;
  }
}

/**
 * The programs to start before the real one; each puts up its fence and becomes the next by `exec`, so the process id
 * stays. `setpriv` comes last: a change of user namespace would take its effect away.
 */
export function fenceCommand(fences: Fences, limits: FenceLimits): string[] {
  const { memoryBytes, cpuSeconds } = limits;
  const command: string[] = [];
  if (fences.limits) {
    // Soft and hard limit apart: SIGXCPU tells why, SIGKILL would not.
    const cpu = `--cpu=${cpuSeconds}:${cpuSeconds + 5}`;
    command.push(...found('prlimit', `--data=${memoryBytes}`, cpu, '--fsize=0', '--nofile=64', '--core=0'));
  }
  if (fences.network) command.push(...found('unshare', '--map-root-user', '--net'));
  if (fences.parentDeath) command.push(...found('setpriv', '--pdeathsig', 'KILL'));
  return command;
}

/** The environment of the processes is empty, so programs of util-linux are looked for where they live. */
function found(name: string, ...args: string[]): string[] {
  const path = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync);
  return path === undefined ? [] : [path, ...args];
}
