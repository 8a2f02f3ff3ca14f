import { MAX_DOCUMENT_BYTES } from './limits.js';
import type { Outcome, Reading } from './reading.js';
import { OUT_OF_MEMORY, OUT_OF_TIME, refusedReading } from './refusal.js';
import type { CauseOfDeath } from './sandbox/cause-of-death.js';
import { createProcessPool, type PoolResult, type ProcessPool } from './sandbox/process-pool.js';
import { sniffFormat } from './sniff.js';

export interface DocumentReader {
  /**
   * Reads a document in a sandboxed process. Whatever the document does, the result is a reading; rejects only for
   * faults of ours: the reader is closed, or its processes do not start.
   */
  read(bytes: Uint8Array): Promise<Reading>;
  /** Starts its processes, which otherwise start when they are first needed. */
  warmUp(): void;
  /** Ends the processes; readings under way reject. */
  close(): Promise<void>;
}

export interface DocumentReaderOptions {
  /** Documents read at the same time. */
  readonly processes: number;
  /** Wall clock for one document in one process. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** False: pages that are pictures are not recognised. Default: they are. */
  readonly recognition?: boolean;
}

/**
 * Share of a document's time in which pages may be begun to be recognised; the last one and the text take the rest. The
 * second is for another try, where the first was too little.
 */
const RECOGNITION_SHARES = [0.5, 0.8] as const;

/** What a process that died over a document says about the document. */
const OUTCOME_OF_DEATH: Readonly<
  Record<CauseOfDeath, { outcome: Exclude<Outcome, 'read'>; detail: string }>
> = {
  timeout: { outcome: 'timed_out', detail: 'reading it takes longer than is allowed' },
  starved: { outcome: 'timed_out', detail: 'the machine was too busy to read it in time' },
  cpu: { outcome: 'timed_out', detail: 'reading it takes more processor time than is allowed' },
  memory: { outcome: 'too_large', detail: OUT_OF_MEMORY },
  killed: {
    outcome: 'too_large',
    detail: 'the system ended its reader twice, as it does when memory runs short',
  },
  crash: { outcome: 'corrupt', detail: 'its reader crashed twice' },
};

/**
 * Reads documents in a pool of sandboxed processes, started when first needed. A document whose process falls over gets
 * one more try in a fresh process, unless it ran out of time, or out of memory in a process that was fresh already; so
 * does one whose pages could not all be recognised in time, with a larger share of it, and one that waited most of its
 * time for a processor. One file costs at most one place in the pool for twice the time limit.
 */
export function createDocumentReader(options: DocumentReaderOptions): DocumentReader {
  const { processes: size, timeoutMs, memoryMb, recognition = true } = options;
  const [recognitionMs, moreRecognitionMs] = RECOGNITION_SHARES.map((part) =>
    recognition ? Math.floor(timeoutMs * part) : 0,
  ) as [number, number];
  const pool = createProcessPool({ size, timeoutMs, memoryMb, recognitionMs, moreRecognitionMs });

  return {
    async read(bytes) {
      if (bytes.byteLength > MAX_DOCUMENT_BYTES)
        return refusedReading(null, 'too_large', 'a file beyond the cap');
      return readInPool(pool, bytes);
    },
    warmUp: () => pool.warmUp(),
    close: () => pool.close(),
  };
}

/** Reads a document, and once more where that is worth it. */
export async function readInPool(pool: Pick<ProcessPool, 'run'>, bytes: Uint8Array): Promise<Reading> {
  let last = await pool.run(bytes, 'any');
  if (isOutOfTime(last)) {
    const again = await pool.run(bytes, 'patient');
    if (isNoWorse(again, last)) last = again;
  } else if (deservesAnotherTry(last)) last = await pool.run(bytes, 'fresh');
  if (last.result.kind === 'answer') return last.result.answer.reading;
  const { outcome, detail } = OUTCOME_OF_DEATH[last.result.cause];
  return refusedReading(await sniffFormat(bytes.subarray(0, 4_100)), outcome, detail);
}

function isOutOfTime({ result }: PoolResult): boolean {
  if (result.kind === 'death') return result.cause === 'starved';
  return result.answer.reading.detail === OUT_OF_TIME;
}

/** With more pages, or at least not fewer: a process that died over the last one has none, nor has a refusal. */
function isNoWorse({ result: again }: PoolResult, { result: first }: PoolResult): boolean {
  if (again.kind !== 'answer') return first.kind !== 'answer';
  return (
    again.answer.reading.outcome === 'read' ||
    first.kind !== 'answer' ||
    first.answer.reading.outcome !== 'read'
  );
}

/** A process that read other documents before may have had little memory left, or been broken by one of them. */
function deservesAnotherTry({ result, wasFresh }: PoolResult): boolean {
  if (result.kind === 'answer') return !wasFresh && result.answer.reading.detail === OUT_OF_MEMORY;
  return result.cause === 'crash' || result.cause === 'killed' || (result.cause === 'memory' && !wasFresh);
}
