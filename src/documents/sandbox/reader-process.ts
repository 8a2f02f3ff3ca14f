import type { Answer } from './answer.js';
import type { CauseOfDeath } from './cause-of-death.js';
import { checkAnswer } from './check-answer.js';
import type { LaunchOptions } from './launch.js';
import { startSandboxedWorker } from './sandboxed-process.js';

export type ReadResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'death'; readonly cause: CauseOfDeath };

/** One running process; reads one document at a time. */
export interface ReaderProcess {
  /** Documents that it has answered. */
  readonly served: number;
  /** Never rejects. After a death the process is gone and must not be used again. */
  read(bytes: Uint8Array, timeoutMs: number): Promise<ReadResult>;
  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a process that reads documents.
 *
 * @throws Error when it does not start: a fault of the installation, never of a document.
 */
export async function startReaderProcess(options: LaunchOptions): Promise<ReaderProcess> {
  const worker = await startSandboxedWorker(options);
  let served = 0;

  async function read(bytes: Uint8Array, timeoutMs: number): Promise<ReadResult> {
    const answered = await worker.ask(bytes, timeoutMs);
    if (answered.kind === 'death') return answered;
    try {
      served += 1;
      return { kind: 'answer', answer: checkAnswer(answered.payload) };
    } catch {
      await worker.kill();
      return { kind: 'death', cause: 'crash' };
    }
  }

  return {
    get served() {
      return served;
    },
    read,
    kill: () => worker.kill(),
  };
}
