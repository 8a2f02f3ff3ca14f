import { startReaderProcess, type ReaderProcess, type ReadResult } from './reader-process.js';

/** A process is replaced after about this many documents, so that leaks of a parser stay small. */
const MOST_SERVED = 200;
/** Processor time after which a process is replaced. The limit that the kernel enforces lies above it. */
const CPU_SECONDS = 60;

export class PoolClosedError extends Error {
  override readonly name = 'PoolClosedError';
}

export interface PoolOptions {
  readonly size: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** See `launchSandboxed`. */
  readonly recognitionMs: number;
  /** The same for a patient process. */
  readonly moreRecognitionMs: number;
}

/**
 * Which process reads: any; one that has read nothing yet; or such a one that takes longer for recognising pictures, and
 * reads nothing else.
 */
export type WantedProcess = 'any' | 'fresh' | 'patient';

export interface PoolResult {
  readonly result: ReadResult;
  /** True when the process had read nothing before, so that nobody else's document can have had a part in it. */
  readonly wasFresh: boolean;
}

export interface ProcessPool {
  /**
   * Reads in the next free process, in the order of the calls.
   *
   * @throws PoolClosedError, or Error when a process does not start.
   */
  run(bytes: Uint8Array, wanted: WantedProcess): Promise<PoolResult>;
  /** Starts all processes, so that no document waits for one. */
  warmUp(): void;
  close(): Promise<void>;
}

/** Keeps up to `size` processes between documents: starting one costs thirty times what reading a CV does. */
export function createProcessPool(options: PoolOptions): ProcessPool {
  const { size, timeoutMs, memoryMb, recognitionMs, moreRecognitionMs } = options;
  // An orphan that hangs ends by this limit even where nothing else ends it.
  const launch = { memoryMb, recognitionMs, cpuSeconds: CPU_SECONDS + Math.ceil((4 * timeoutMs) / 1000) };
  const idle: Promise<ReaderProcess>[] = [];
  const alive = new Set<Promise<ReaderProcess>>();
  /** Of processes that have served long enough, and go on until these are ready. */
  const successors = new Map<Promise<ReaderProcess>, Promise<ReaderProcess>>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;
  const isClosed = (): boolean => closed;

  function start(patient = false): Promise<ReaderProcess> {
    const starting = startReaderProcess(patient ? { ...launch, recognitionMs: moreRecognitionMs } : launch);
    alive.add(starting);
    starting.catch(() => alive.delete(starting));
    return starting;
  }

  async function end(process: ReaderProcess, started: Promise<ReaderProcess>): Promise<void> {
    alive.delete(started);
    await process.kill();
  }

  async function takeTurn(): Promise<void> {
    if (busy < size) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function passTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }

  async function readInProcess(bytes: Uint8Array, wanted: WantedProcess): Promise<PoolResult> {
    if (isClosed()) throw new PoolClosedError('The document reader is closed.');
    const isPatient = wanted === 'patient';
    const kept = idle.pop();
    let started = kept ?? start(isPatient);
    let process = await started;
    if ((isPatient && kept !== undefined) || (wanted === 'fresh' && process.served > 0)) {
      await end(process, started);
      started = start(isPatient);
      process = await started;
    }
    const wasFresh = process.served === 0;
    const result = await process.read(bytes, timeoutMs);
    if (result.kind === 'answer' && !isPatient && !isSpent(result.answer) && !isClosed()) {
      idle.push(started);
      if (process.served >= MOST_SERVED) relieve(process, started).catch(() => successors.delete(started));
    } else {
      await end(process, started);
      // The next one starts now, so that the next document does not wait for it.
      if (!isClosed()) idle.unshift(successors.get(started) ?? start());
      successors.delete(started);
    }
    if (isClosed() && result.kind === 'death') throw new PoolClosedError('The document reader was closed.');
    return { result, wasFresh };
  }

  /** Changes a process for its successor once that is ready and nobody is being served: no document waits for it. */
  async function relieve(process: ReaderProcess, started: Promise<ReaderProcess>): Promise<void> {
    const successor = successors.get(started) ?? start();
    successors.set(started, successor);
    await successor;
    const place = idle.indexOf(started);
    if (place === -1 || isClosed()) return;
    idle[place] = successor;
    successors.delete(started);
    await end(process, started);
  }

  /** Swollen, or near the end of the processor time that the kernel allows it. */
  function isSpent(used: { residentBytes: number; cpuSeconds: number }): boolean {
    return used.residentBytes > (memoryMb / 2) * 1024 * 1024 || used.cpuSeconds > CPU_SECONDS;
  }

  return {
    async run(bytes, wanted) {
      await takeTurn();
      try {
        return await readInProcess(bytes, wanted);
      } finally {
        passTurn();
      }
    },
    warmUp() {
      while (alive.size < size && !isClosed()) idle.push(start());
    },
    async close() {
      closed = true;
      const processes = await Promise.allSettled(alive);
      await Promise.all(processes.filter((one) => one.status === 'fulfilled').map((one) => one.value.kill()));
      alive.clear();
      idle.length = 0;
    },
  };
}
