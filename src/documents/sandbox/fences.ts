import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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

const PROGRAM = fileURLToPath(import.meta.url);
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

/**
 * A fence counts when Node starts behind it and still reads the program. Behind `unshare`, root is refused what it would
 * read elsewhere by privilege alone, such as a clone in another user's home.
 */
async function works(command: readonly string[]): Promise<boolean> {
  const [file, ...args] = command;
  if (!file) return false;
  const script = 'require("node:fs").readFileSync(process.argv[1])';
  try {
    await run(file, [...args, process.execPath, '-e', script, PROGRAM], { timeout: 20_000, env: {} });
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
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { residentBytes: bytes('VmRSS'), dataBytes: bytes('VmData') };
}

/** Ms for which a process has waited for a processor in its life; 0 where the platform does not tell, or it is gone. */
export async function waitedMs(pid: number): Promise<number> {
  const [, waitedNs] = (await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '')).split(' ');
  return Number(waitedNs ?? 0) / 1e6;
}

/** The environment of the processes is empty, so programs of util-linux are looked for where they live. */
function found(name: string, ...args: string[]): string[] {
  const path = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync);
  return path === undefined ? [] : [path, ...args];
}
