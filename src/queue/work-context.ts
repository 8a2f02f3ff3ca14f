import type { Database } from '../database/client.js';
import type { Enqueue } from './contracts.js';
import type { QueueLog } from './queue-log.js';

/** What every handler of jobs works with. */
export interface WorkContext {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly log: QueueLog;
  /** Name of this process, unique among all that ever ran: what it has leased bears it. */
  readonly worker: string;
  /** How long a claim stands unless it is renewed. */
  readonly leaseSeconds: number;
}
