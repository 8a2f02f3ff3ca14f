import type { JobsOptions } from 'bullmq';
import type { JobName } from './contracts.js';

/** One queue per kind of work, each with its own consumers, so that a backlog of documents never keeps ranking waiting. */
export const QUEUES = ['extract', 'profile', 'rank'] as const;
export type QueueName = (typeof QUEUES)[number];

export const queueOf: Readonly<Record<JobName, QueueName>> = {
  'extract-cv': 'extract',
  'profile-cv': 'profile',
  'rank-candidate': 'rank',
  'rank-vacancy': 'rank',
  'rank-chunk': 'rank',
  'finish-run': 'rank',
};

/** How often a job is tried, and a row claimed, before somebody has to look at it. */
export const MAX_ATTEMPTS = 5;

/** Work that can wait for everything else, such as understanding old CVs again after a change of the taxonomy. */
export const LOW_PRIORITY = 10;

/**
 * A finished job goes at once: kept, it would swallow the next job of the same id, and every other form of
 * `removeOnComplete` deadlocks on PostgreSQL when two workers finish jobs at a time. A failed job stays as a dead letter.
 */
export const jobOptions: JobsOptions = {
  attempts: MAX_ATTEMPTS,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: false,
  stackTraceLimit: 1,
};

/**
 * A job whose worker died starts again after the rest of its lock and one or two checks. The work that could block the
 * event loop for longer than the lock, reading documents, is done in child processes.
 */
export const workerOptions = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 3,
  runRetryDelay: 500,
} as const;

export function isQueueName(name: string): name is QueueName {
  return (QUEUES as readonly string[]).includes(name);
}
