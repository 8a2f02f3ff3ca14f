import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isReadyMessage, type ReadyMessage } from '../process-contract.js';
import { livingProcess, processName } from '../process-name.js';

export interface ProcessOptions {
  /** What it is called in messages and as a log file. */
  readonly name: string;
  /** JavaScript file that keeps to the process contract. */
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder for the file with its output; null: the output goes where that of this process goes. */
  readonly logFolder: string | null;
  /** File that names the process that runs, for `endLeftover` after a supervisor was killed. */
  readonly pidFile: string;
  readonly log: (message: string) => void;
  /** Longest time from start to ready, ms. Default 60,000. */
  readonly readyMs?: number;
}

export interface SupervisedProcess {
  /** Settles with the first announcement, or rejects when the process ends or stays silent before it. */
  readonly ready: Promise<ReadyMessage>;
  readonly pid: number | undefined;
  /** Asks it to drain, kills it when it has not ended after `graceMs`, and resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A process that ran this long has recovered: the next fault starts with a short wait again. */
const steadyMs = 60_000;
const logFileBytes = 10_000_000;

/**
 * Keeps one process running: starts it again, with growing pauses, whenever it ends by itself after it was ready once.
 * The process gets its own process group, so that Ctrl-C reaches the supervisor alone, and an IPC channel, whose end
 * tells it that the supervisor is gone.
 */
export function superviseProcess(options: ProcessOptions): SupervisedProcess {
  const { name, file, env, logFolder, pidFile, log, readyMs = 60_000 } = options;
  const logFile = logFolder === null ? null : join(logFolder, `${name}.log`);
  const seeLog = logFile === null ? 'it says why above' : `it says why in ${logFile}`;
  let child: ChildProcess;
  let announced = false;
  let stopping = false;
  let waitMs = firstWaitMs;
  let retry: NodeJS.Timeout | undefined;
  let settle: { resolve: (message: ReadyMessage) => void; reject: (error: Error) => void };
  const ready = new Promise<ReadyMessage>((resolve, reject) => (settle = { resolve, reject }));
  ready.catch(() => undefined);
  const silence = setTimeout(() => {
    settle.reject(new Error(`The ${name} does not start: not ready after ${readyMs / 1000} s; ${seeLog}.`));
  }, readyMs);

  const start = (): void => {
    const startedAt = Date.now();
    child = launch(file, env, logFile);
    if (child.pid !== undefined) writeFileSync(pidFile, processName(child.pid) ?? '', { mode: 0o600 });
    child.on('message', (message) => {
      if (!isReadyMessage(message)) return;
      clearTimeout(silence);
      announced = true;
      settle.resolve(message);
    });
    child.on('error', (error) => settle.reject(error));
    child.on('exit', (code, signal) => {
      if (stopping) return;
      const how = signal ?? `exit code ${code}`;
      if (!announced) {
        clearTimeout(silence);
        settle.reject(new Error(`The ${name} does not start (${how}); ${seeLog}.`));
        return;
      }
      if (Date.now() - startedAt > steadyMs) waitMs = firstWaitMs;
      log(`The ${name} ended (${how}); starting it again in ${waitMs / 1000} s; ${seeLog}.`);
      retry = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  };
  start();

  const kill = (): void => {
    stopping = true;
    child.kill('SIGKILL');
  };
  // Whatever ends the supervisor without a drain, such as a second Ctrl-C, ends its processes too.
  process.once('exit', kill);

  return {
    ready,
    get pid() {
      return child.pid;
    },
    async stop(graceMs) {
      stopping = true;
      clearTimeout(retry);
      clearTimeout(silence);
      if (hasEnded(child)) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (process.platform === 'win32') child.send({ stop: true });
      else child.kill('SIGTERM');
      const deadline = setTimeout(() => {
        log(`The ${name} does not stop within ${graceMs / 1000} s; killing it`);
        child.kill('SIGKILL');
      }, graceMs);
      await ended;
      clearTimeout(deadline);
      process.off('exit', kill);
      rmSync(pidFile, { force: true });
    },
  };
}

/**
 * Ends what a killed supervisor has left behind. Its process noticed the end of the IPC channel and drains by itself: it
 * gets `graceMs` for that.
 */
export async function endLeftover(pidFile: string, graceMs: number): Promise<void> {
  if (!existsSync(pidFile)) return;
  const name = readFileSync(pidFile, 'utf8');
  const deadline = Date.now() + graceMs;
  for (let pid = livingProcess(name); pid !== null; pid = livingProcess(name)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
}

function launch(file: string, env: NodeJS.ProcessEnv, logFile: string | null): ChildProcess {
  const output = logFile === null ? 'inherit' : openLog(logFile);
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (output !== 'inherit') closeSync(output);
  return child;
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path) && statSync(path).size > logFileBytes) renameSync(path, `${path}.old`);
  return openSync(path, 'a', 0o600);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
