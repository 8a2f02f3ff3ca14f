import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import type { DeadLetter } from '../queue/dead-letters.js';
import type { QueueControl } from '../queue/queue-control.js';
import type { Requeued } from '../queue/requeue-dead-letters.js';

export interface JobDependencies {
  readonly database: Database;
  /** Null: there is no queue to ask. */
  readonly queue: Pick<QueueControl, 'deadLetters' | 'requeue'> | null;
}

/** Jobs that failed for the last time, the newest 100. @throws Problem `queue_unavailable` */
export function deadLettersOf({ queue }: JobDependencies): Promise<readonly DeadLetter[]> {
  return asking(queue, ({ deadLetters }) => deadLetters());
}

/**
 * Gives jobs all their attempts again; with `all` also every CV that was given up on.
 *
 * @throws Problem `queue_unavailable`, or `invalid_request` for a job that is no dead letter.
 */
export async function tryAgain(
  { database, queue }: JobDependencies,
  actor: Actor,
  jobIds: readonly string[] | 'all',
): Promise<Pick<Requeued, 'jobs' | 'cvs'>> {
  const { jobs, cvs, unknown } = await asking(queue, ({ requeue }) => requeue(jobIds));
  if (unknown.length > 0) {
    const errors = unknown.map((id) => ({
      field: `jobIds.${jobIds.indexOf(id)}`,
      message: 'There is no dead letter of this id.',
    }));
    throw new Problem('invalid_request', { errors });
  }
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, { actor, action: 'jobs.requeued', subject: 'queue', facts: { jobs, cvs } }),
  );
  return { jobs, cvs };
}

async function asking<T>(
  queue: JobDependencies['queue'],
  ask: (queue: NonNullable<JobDependencies['queue']>) => Promise<T>,
): Promise<T> {
  if (queue === null) throw new Problem('queue_unavailable');
  try {
    return await ask(queue);
  } catch (error) {
    throw new Problem('queue_unavailable', { cause: error });
  }
}
