import type { Queue } from './queue.js';
import type { QueueName } from './registry.js';
import { QUEUES } from './registry.js';
import { within } from './within.js';

export type QueueCounts = Readonly<Record<QueueName, QueueCount>>;

/** A type rather than an interface, so that it can be read as plain numbers by name. */
export type QueueCount = {
  readonly waiting: number;
  /** Waiting behind everything that has no priority. */
  readonly prioritized: number;
  readonly active: number;
  /** Waiting for their next attempt. */
  readonly delayed: number;
  /** Dead letters: every attempt failed. */
  readonly failed: number;
};

/** How full the queues are. @throws when the back end is unreachable. */
export async function countJobs(queue: Queue): Promise<QueueCounts> {
  const counts = await Promise.all(
    QUEUES.map(async (name) => {
      const opened = await queue.open(name);
      const found = await within(
        5_000,
        opened.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
      );
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = found;
      return [name, { waiting, prioritized, active, delayed, failed }] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<QueueName, QueueCount>;
}

/** A job that failed for the last time. */
export interface DeadLetter {
  readonly queue: QueueName;
  readonly jobId: string;
  readonly name: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/** The newest dead letters of every queue. @throws when the back end is unreachable. */
export async function listDeadLetters(queue: Queue, limit = 100): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const name of QUEUES) {
    const opened = await queue.open(name);
    for (const job of await within(5_000, opened.getFailed(0, limit - 1))) {
      letters.push({
        queue: name,
        jobId: job.id ?? '',
        name: job.name,
        payload: job.data,
        reason: job.failedReason,
        attempts: job.attemptsMade,
        failedAt: new Date(job.finishedOn ?? job.timestamp),
      });
    }
  }
  return letters.sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(0, limit);
}

/** Gives a dead letter all its attempts again; false when there is none of that id. */
export async function retryDeadLetter(queue: Queue, name: QueueName, jobId: string): Promise<boolean> {
  const opened = await queue.open(name);
  const job = await within(5_000, opened.getJob(jobId));
  if (!job || (await job.getState()) !== 'failed') return false;
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  return true;
}

/** Forgets dead letters that are older than `ageMs`, at most 1,000 a queue. Resolves to their number. */
export async function cleanDeadLetters(queue: Queue, ageMs: number): Promise<number> {
  let removed = 0;
  for (const name of QUEUES) {
    const opened = await queue.open(name);
    removed += (await within(10_000, opened.clean(ageMs, 1_000, 'failed'))).length;
  }
  return removed;
}

/**
 * Makes way for jobs that are owed again: a dead letter of the same id would swallow them. Those that died within
 * `ageMs` are left, so that what fails at once is not tried without a pause.
 */
export async function clearDeadLetters(
  queue: Queue,
  name: QueueName,
  jobIds: ReadonlySet<string>,
  ageMs: number,
): Promise<void> {
  const opened = await queue.open(name);
  if (jobIds.size === 0 || (await within(5_000, opened.getFailedCount())) === 0) return;
  for (const job of await within(10_000, opened.getFailed(0, 4_999))) {
    const old = Date.now() - (job.finishedOn ?? 0) >= ageMs;
    if (job.id !== undefined && jobIds.has(job.id) && old) await opened.remove(job.id);
  }
}
