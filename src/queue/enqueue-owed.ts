import type { Enqueue } from './contracts.js';
import type { OwedJob } from './queue.js';

/** Hands jobs to the queue after the commit. Hints that may get lost: the rows say what is owed. */
export function enqueueOwed(enqueue: Enqueue, jobs: readonly OwedJob[]): void {
  for (const { name, payload, options } of jobs) void enqueue(name, payload, options);
}
