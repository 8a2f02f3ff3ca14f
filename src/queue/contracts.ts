import { z } from 'zod';

/**
 * Every kind of job, with the shape of its payload: ids only, never personal data, since payloads are stored in clear
 * text in PostgreSQL or Redis.
 */
export const jobContracts = {
  'extract-cv': z.strictObject({ cvId: z.uuid() }),
  'profile-cv': z.strictObject({ cvId: z.uuid() }),
  'rank-candidate': z.strictObject({ candidateId: z.uuid() }),
  'rank-vacancy': z.strictObject({ vacancyId: z.uuid() }),
  /** Some of the vacancies of a run; the rows say which. */
  'rank-chunk': z.strictObject({ runId: z.uuid(), chunk: z.string().regex(/^\d{1,6}$/) }),
  /** After all chunks of a run. */
  'finish-run': z.strictObject({ runId: z.uuid() }),
} as const;

export type JobName = keyof typeof jobContracts;
export type JobPayload<N extends JobName> = z.infer<(typeof jobContracts)[N]>;

export interface EnqueueOptions {
  /** Absent: at once, before everything that has a priority. 1 is the most urgent of the others. */
  readonly priority?: number;
  /**
   * What the row looked like when the job was made: its epoch or revision. The same payload with the same revision is
   * one job, however often it is enqueued; absent, every call makes a job of its own.
   */
  readonly revision?: number | string;
}

/**
 * Hands a job to the queue as a hint. Resolves to false when the queue is unreachable: the rows in PostgreSQL say what
 * is owed, and the reconciler enqueues it again. Never throws, never takes longer than two seconds.
 */
export type Enqueue = <N extends JobName>(
  name: N,
  payload: JobPayload<N>,
  options?: EnqueueOptions,
) => Promise<boolean>;

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobContracts, name);
}
