import type { BackendFactory, ConnectionOptions, IQueueBackend, Processor } from 'bullmq';
import { FlowProducer, Queue, Worker } from 'bullmq';
import type { QueueName } from './registry.js';
import { jobOptions, workerOptions } from './registry.js';

/** What BullMQ stores of a job that this program made, or of one that somebody else wrote. */
export type BullQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;
export type BullWorker = Worker<unknown, unknown, string, IQueueBackend>;
export type BullFlow = Pick<FlowProducer<IQueueBackend>, 'add' | 'close'>;
export type BullProcessor = Processor<unknown, unknown>;

/**
 * Where jobs are kept: PostgreSQL or Redis, as seen from one process in one role. A producer fails fast, since a person
 * waits for its answer; a consumer waits for as long as the back end is away.
 */
export interface Backend {
  readonly kind: 'postgres' | 'redis';
  /** False when it is known that the next command would go unanswered. */
  isUp(): boolean;
  /** Resolves once the back end answers and is fit for use. @throws when it does not. */
  probe(): Promise<void>;
  createQueue(name: QueueName): BullQueue;
  /** Makes jobs that wait for others. */
  createFlow(): BullFlow;
  /** Not running yet. */
  createWorker(name: QueueName, processor: BullProcessor, concurrency: number): BullWorker;
  /** Drops the connections; queues and workers have to be closed before. */
  close(): Promise<void>;
}

export type BackendRole = 'producer' | 'consumer';

/** The connection that all queues and workers of a back end share, with the factory that understands it. */
export interface SharedConnection {
  readonly connection: ConnectionOptions;
  readonly factory: BackendFactory;
}

/** Keys in Redis start with it; PostgreSQL has a schema of its own instead. */
const prefix = 'ot-match';

export function createBullQueue({ connection, factory }: SharedConnection, name: QueueName): BullQueue {
  return new Queue(
    name,
    // Nobody reads the stream of events; BullMQ would keep 10,000 of them.
    { connection, prefix, defaultJobOptions: jobOptions, streams: { events: { maxLen: 100 } } },
    factory,
  );
}

export function createBullFlow({ connection, factory }: SharedConnection): BullFlow {
  return new FlowProducer({ connection, prefix }, factory);
}

export function createBullWorker(
  { connection, factory }: SharedConnection,
  name: QueueName,
  processor: BullProcessor,
  concurrency: number,
): BullWorker {
  return new Worker(
    name,
    processor,
    { ...workerOptions, connection, prefix, concurrency, autorun: false },
    factory,
  );
}
