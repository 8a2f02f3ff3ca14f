import type pg from 'pg';
import { listDeadLetters, retryDeadLetter } from './dead-letters.js';
import type { Queue } from './queue.js';
import { requeueFailedCvs } from './requeue-cv.js';

/** More dead letters than this are worked off in several calls. */
const MOST = 5_000;

export interface Requeued {
  /** Dead letters that have all their attempts again. */
  readonly jobs: number;
  /** CVs that were given up on, and are owed again. */
  readonly cvs: number;
  /** Ids of no dead letter. If there are any, nothing was done. */
  readonly unknown: readonly string[];
}

/**
 * Gives dead letters, those named or all, their attempts again, and with them the CVs that failed: a CV's row says itself
 * that it was given up on, and a job alone would find nothing to do.
 *
 * @throws when the database or the back end is unreachable.
 */
export async function requeueDeadLetters(
  pool: pg.Pool,
  queue: Queue,
  jobIds: readonly string[] | 'all',
): Promise<Requeued> {
  const all = await listDeadLetters(queue, MOST);
  const known = new Set(all.map(({ jobId }) => jobId));
  const unknown = jobIds === 'all' ? [] : jobIds.filter((id) => !known.has(id));
  if (unknown.length > 0) return { jobs: 0, cvs: 0, unknown };
  const letters = jobIds === 'all' ? all : all.filter(({ jobId }) => jobIds.includes(jobId));
  const cvIds = letters.flatMap(({ payload }) => cvIdIn(payload) ?? []);
  const cvs = await requeueFailedCvs(pool, queue.enqueue, jobIds === 'all' ? 'all' : cvIds);
  let jobs = 0;
  for (const { queue: name, jobId } of letters) jobs += (await retryDeadLetter(queue, name, jobId)) ? 1 : 0;
  return { jobs, cvs, unknown };
}

function cvIdIn(payload: unknown): string | null {
  const { cvId } = payload as { readonly cvId?: unknown };
  return typeof cvId === 'string' ? cvId : null;
}
