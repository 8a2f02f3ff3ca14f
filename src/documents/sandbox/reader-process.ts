import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { MAX_ANSWER_BYTES, type Answer } from './answer.js';
import { causeOfDeath, type CauseOfDeath } from './cause-of-death.js';
import { checkAnswer } from './check-answer.js';
import { createFrameSplitter, encodeFrame } from './frames.js';
import { launchSandboxed, type LaunchOptions } from './launch.js';

/** How often the memory of a process at work is looked at. */
const WATCH_MS = 100;
/** Loading the parser takes half a second on an idle machine. */
const START_MS = 60_000;
/** Share of its memory at which a process is ended, before a failed allocation makes it fall in some random way. */
const FULL = 0.85;
const PAGE_BYTES = 4096;

export type ReadResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'death'; readonly cause: CauseOfDeath; readonly detail: string };

/** One running process; reads one document at a time. */
export interface ReaderProcess {
  readonly pid: number;
  /** Documents that it has answered. */
  readonly served: number;
  /** Never rejects. After a death the process is gone and must not be used again. */
  read(bytes: Uint8Array, timeoutMs: number): Promise<ReadResult>;
  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a process and waits until it is ready for documents.
 *
 * @throws Error when it does not get there: a fault of the installation, never of a document.
 */
export async function startReaderProcess(options: LaunchOptions): Promise<ReaderProcess> {
  const child = await launchSandboxed(options);
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  const splitter = createFrameSplitter(MAX_ANSWER_BYTES);
  let stderr = '';
  let settle: ((frame: Buffer | null) => void) | null = null;
  let gone = false;
  let served = 0;

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      for (const frame of splitter.push(chunk)) settle?.(frame);
    } catch {
      child.kill('SIGKILL');
    }
  });
  // Writing to a process that has just died fails; its end is told by `close`.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => {
    stderr += error.message;
    end();
  });
  child.on('close', end);

  function end(): void {
    gone = true;
    settle?.(null);
  }

  /** The next frame; null when the process ends before it. */
  function nextFrame(): Promise<Buffer | null> {
    return new Promise((resolve) => {
      settle = (frame) => {
        settle = null;
        resolve(frame);
      };
      if (gone) end();
    });
  }

  async function read(bytes: Uint8Array, timeoutMs: number): Promise<ReadResult> {
    const seen: { killedFor: CauseOfDeath | null; memoryShare: number } = { killedFor: null, memoryShare: 0 };
    const kill = (cause: CauseOfDeath): void => {
      seen.killedFor ??= cause;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => kill('timeout'), timeoutMs);
    const watch = setInterval(() => {
      void residentBytes(child.pid).then((resident) => {
        seen.memoryShare = Math.max(seen.memoryShare, resident / (options.memoryMb * 1024 * 1024));
        if (seen.memoryShare > FULL) kill('memory');
      });
    }, WATCH_MS);
    const frame = nextFrame();
    for (const piece of encodeFrame(bytes)) child.stdin.write(piece);
    const payload = await frame;
    clearTimeout(timer);
    clearInterval(watch);
    if (payload) {
      try {
        served += 1;
        return { kind: 'answer', answer: checkAnswer(payload) };
      } catch {
        await killAndWait();
        return { kind: 'death', cause: 'crash', detail: 'not an answer' };
      }
    }
    const { exitCode: code, signalCode: signal } = child;
    const cause = seen.killedFor ?? causeOfDeath({ signal, code, stderr, memoryShare: seen.memoryShare });
    return { kind: 'death', cause, detail: signal ?? `exit code ${code ?? 'unknown'}` };
  }

  async function killAndWait(): Promise<void> {
    child.kill('SIGKILL');
    if (!gone) await exited.catch(() => undefined);
  }

  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const ready = await nextFrame();
  clearTimeout(timer);
  if (!ready) throw new Error(`The document reader does not start: ${stderr.trim() || 'no reason given'}`);
  return {
    pid: child.pid ?? 0,
    get served() {
      return served;
    },
    read,
    kill: killAndWait,
  };
}

/** Resident memory of a process, 0 where the platform does not tell (no /proc). */
async function residentBytes(pid: number | undefined): Promise<number> {
  try {
    const fields = await readFile(`/proc/${pid ?? 0}/statm`, 'utf8');
    return Number(fields.split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
