import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../project-root.js';

const PROGRAM = join(projectRoot, 'dist', 'src', 'staff', 'estimate-worker.js');
const TIMEOUT_MS = 60_000;

export interface EstimateRequest {
  readonly password: string;
  /** Words that others know of the person. */
  readonly known: readonly string[];
}

/**
 * How many guesses somebody needs who knows how people make passwords (zxcvbn-ts with its dictionaries of 49,233 common
 * and breached passwords, names and words of English), as a power of ten. In a thread of its own, which is gone
 * afterwards: the dictionaries take some 50 MB and most of a second to load, and requests must not wait for that.
 *
 * @throws Error when the thread fails or takes longer than a minute.
 */
export async function estimateGuesses(request: EstimateRequest): Promise<number> {
  const worker = new Worker(PROGRAM, { workerData: request, stdin: false });
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT_MS);
  try {
    return await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the estimate of a password did not come')));
    });
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}
