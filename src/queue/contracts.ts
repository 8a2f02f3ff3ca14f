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
} as const;

export type JobName = keyof typeof jobContracts;
export type JobPayload<N extends JobName> = z.infer<(typeof jobContracts)[N]>;

/**
 * Hands a job to the queue as a hint. Resolves to false when the queue is unreachable: the rows in PostgreSQL say what
 * is owed, and the reconciler enqueues it again. Never throws, never takes longer than two seconds.
 */
export type Enqueue = <N extends JobName>(
  name: N,
  payload: JobPayload<N>,
  options?: { priority?: number },
) => Promise<boolean>;
