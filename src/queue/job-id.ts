import { randomUUID } from 'node:crypto';
import type { EnqueueOptions, JobName, JobPayload } from './contracts.js';

/**
 * One id for the same work on the same state of a row, e.g. `extract-cv_0198…_3`. The queue ignores a job whose id it
 * already holds. It refuses ids that hold a colon or are a whole number.
 */
export function jobIdOf<N extends JobName>(
  name: N,
  payload: JobPayload<N>,
  revision: EnqueueOptions['revision'] = randomUUID(),
): string {
  const [id] = Object.values<string>(payload);
  return `${name}_${id ?? ''}_${String(revision).replaceAll(':', '.')}`;
}
