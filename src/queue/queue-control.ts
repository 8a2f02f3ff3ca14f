import type pg from 'pg';
import { countJobs, listDeadLetters, type DeadLetter, type QueueCounts } from './dead-letters.js';
import type { BullQueue } from './backend.js';
import type { Queue } from './queue.js';
import { QUEUES } from './registry.js';
import { requeueDeadLetters, type Requeued } from './requeue-dead-letters.js';

/** What those who run the service ask of the queue. Each throws when the back end is unreachable. */
export interface QueueControl {
  readonly probe: () => Promise<void>;
  readonly count: () => Promise<QueueCounts>;
  readonly deadLetters: () => Promise<readonly DeadLetter[]>;
  /** All queues, to be looked at. */
  readonly openAll: () => Promise<readonly BullQueue[]>;
  readonly requeue: (jobIds: readonly string[] | 'all') => Promise<Requeued>;
}

export function controlOf(queue: Queue, pool: pg.Pool): QueueControl {
  return {
    probe: () => queue.probe(),
    count: () => countJobs(queue),
    deadLetters: () => listDeadLetters(queue),
    openAll: () => Promise.all(QUEUES.map((name) => queue.open(name))),
    requeue: (jobIds) => requeueDeadLetters(pool, queue, jobIds),
  };
}
