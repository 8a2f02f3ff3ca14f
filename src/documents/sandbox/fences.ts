import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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

/** Size of a page of memory on every platform that has /proc and prlimit and runs Node. */
const PAGE_BYTES = 4096;

const run = promisify(execFile);
let probed: Promise<Fences> | null = null;

/** Tries each fence once per process. */
export function probeFences(): Promise<Fences> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<Fences> {
  const none: Fences = { limits: false, network: false, parentDeath: false, permission: null };
  const [limits, network, parentDeath] = await Promise.all([
    works(fenceCommand({ ...none, limits: true })),
    works(fenceCommand({ ...none, network: true })),
    works(fenceCommand({ ...none, parentDeath: true })),
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
 *
 * @param cpuSeconds Processor time that the process may use in its whole life.
 */
export function fenceCommand(fences: Fences, cpuSeconds = 60): string[] {
  const command: string[] = [];
  if (fences.limits) {
    // Soft and hard limit apart: SIGXCPU tells why, SIGKILL would not.
    const cpu = `--cpu=${cpuSeconds}:${cpuSeconds + 5}`;
    command.push(...found('prlimit', cpu, '--fsize=0', '--nofile=64', '--core=0'));
  }
  if (fences.network) command.push(...found('unshare', '--map-root-user', '--net'));
  if (fences.parentDeath) command.push(...found('setpriv', '--pdeathsig', 'KILL'));
  return command;
}

/**
 * Caps the memory that a started process may still allocate, so that a failed allocation ends it and not the machine.
 * Comes after the start: V8 reserves address space that the kernel counts (48 MB on Node 20, 570 MB on Node 24) and
 * hardly uses.
 *
 * @throws Error when the process is gone or not ours.
 */
export async function capMemory(pid: number, memoryBytes: number): Promise<void> {
  const { limits } = await probeFences();
  if (!limits) return;
  const { residentBytes, dataBytes } = await memoryOf(pid);
  const reserved = Math.max(0, dataBytes - residentBytes);
  const [file = '', ...args] = found('prlimit', '--pid', String(pid), `--data=${reserved + memoryBytes}`);
  await run(file, args, { timeout: 10_000, env: {} });
}

/** Memory of a process, in bytes; zeros where the platform does not tell (no /proc) or the process is gone. */
export async function memoryOf(pid: number): Promise<{ residentBytes: number; dataBytes: number }> {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ').map(Number);
    return { residentBytes: (pages[1] ?? 0) * PAGE_BYTES, dataBytes: (pages[5] ?? 0) * PAGE_BYTES };
  } catch {
    return { residentBytes: 0, dataBytes: 0 };
  }
}

/** The environment of the processes is empty, so programs of util-linux are looked for where they live. */
function found(name: string, ...args: string[]): string[] {
  const path = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync);
  return path === undefined ? [] : [path, ...args];
}
