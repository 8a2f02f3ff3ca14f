import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Names a process for good, since process ids are used again: its id and when it started. Null when it is not alive,
 * which a zombie is not.
 */
export function processName(pid: number): string | null {
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/stat`;
    if (!existsSync(file)) return null;
    // The command stands in brackets and may hold any character; state and start time are fields 3 and 22 of proc(5).
    const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid}@${fields[19] ?? ''}`;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  if (process.platform === 'win32') return `${pid}@`;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() === '' ? null : `${pid}@${stdout.trim()}`;
}

/** Id of the process with that name, null when it is not alive any more. */
export function livingProcess(name: string): number | null {
  const pid = Number(name.split('@')[0]);
  return pid > 0 && processName(pid) === name ? pid : null;
}
