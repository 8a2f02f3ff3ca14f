import type { Backend, BullProcessor, BullWorker } from './backend.js';
import type { JobName, JobPayload } from './contracts.js';
import { isJobName, jobContracts } from './contracts.js';
import type { QueuePlace } from './open-backend.js';
import { openBackend } from './open-backend.js';
import type { QueueLog } from './queue-log.js';
import { createFaultReport, safeReason } from './queue-log.js';
import type { QueueName } from './registry.js';
import { QUEUES, queueOf } from './registry.js';
import { within } from './within.js';

/** What is done for each kind of job. Throwing makes the queue try again later. */
export type Handlers = { readonly [N in JobName]: (payload: JobPayload<N>) => Promise<void> };

export interface Consumers {
  /** Resolves once every queue is being consumed. */
  readonly started: Promise<void>;
  /** Jobs under way in this process. */
  active(): number;
  /** Since the start of this process. */
  readonly done: Readonly<Record<JobName, { completed: number; failed: number }>>;
  /**
   * Fetches no more jobs and waits for those under way, but no longer than `limitMs`; resolves to whether they ended.
   * What is left goes on elsewhere once its lock has run out.
   */
  close(limitMs: number): Promise<boolean>;
}

export interface WorkersOptions extends QueuePlace {
  readonly handlers: Handlers;
  readonly log: QueueLog;
  /** Jobs at a time, per queue; a queue that is missing is not consumed. */
  readonly concurrency: Readonly<Partial<Record<QueueName, number>>>;
}

/** What the queue keeps of a failure. */
class JobError extends Error {}

/** Consumes the queues. Starts as soon as the back end is there, and survives its going away. */
export function runWorkers(options: WorkersOptions): Consumers {
  const { handlers, log, concurrency } = options;
  const wanted = QUEUES.filter((name) => (concurrency[name] ?? 0) > 0);
  const jobs = wanted.reduce((sum, name) => sum + (concurrency[name] ?? 0), 0);
  const backend = openBackend(options, 'consumer', wanted.length * 2 + jobs);
  const report = createFaultReport(log);
  const workers: BullWorker[] = [];
  const done = countsOfNothing();
  let active = 0;
  let closing: Promise<boolean> | null = null;

  const processor: BullProcessor = async (job) => {
    const handle = handlerFor(handlers, job.name, job.data);
    if (!handle) {
      log.error({ queue: job.queueName }, 'dropped a job that this program did not make');
      return;
    }
    active += 1;
    try {
      await handle.run();
      done[handle.name].completed += 1;
    } catch (error) {
      done[handle.name].failed += 1;
      log.error({ jobId: job.id, attempt: job.attemptsMade + 1, err: error }, 'a job failed');
      throw new JobError(safeReason(error));
    } finally {
      active -= 1;
    }
  };

  const start = async (name: QueueName): Promise<void> => {
    while (!closing) {
      const worker = await startWorker(backend, name, processor, concurrency[name] ?? 1).catch(
        (error: unknown) => {
          report(error, `start of the ${name} worker`);
        },
      );
      if (worker) {
        worker.on('error', (error) => report(error, `worker ${name}`));
        worker.on('stalled', (jobId) => log.warn({ jobId }, 'a job lost its worker and starts again'));
        worker.run().catch((error: unknown) => report(error, `worker ${name}`));
        workers.push(worker);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };

  const closeAll = async (limitMs: number): Promise<boolean> => {
    const closed = await within(limitMs, Promise.all(workers.map((worker) => worker.close())))
      .then(() => true)
      .catch((error: unknown) => {
        report(error, 'close of the workers');
        return false;
      });
    await within(1_000, backend.close()).catch(() => undefined);
    return closed;
  };

  return {
    started: Promise.all(wanted.map(start)).then(() => undefined),
    active: () => active,
    done,
    close: (limitMs) => (closing ??= closeAll(limitMs)),
  };
}

/** @throws when the back end is away: a worker whose first connection failed would never connect again. */
async function startWorker(
  backend: Backend,
  name: QueueName,
  processor: BullProcessor,
  concurrency: number,
): Promise<BullWorker> {
  await backend.probe();
  const worker = backend.createWorker(name, processor, concurrency);
  // Without a listener an error event ends the process.
  worker.on('error', () => undefined);
  try {
    await worker.waitUntilReady();
    return worker;
  } catch (error) {
    worker.close(true).catch(() => undefined);
    throw error;
  }
}

function handlerFor(
  handlers: Handlers,
  name: string,
  data: unknown,
): { name: JobName; run: () => Promise<void> } | null {
  if (!isJobName(name)) return null;
  const parsed = jobContracts[name].safeParse(data);
  if (!parsed.success) return null;
  const handler = handlers[name] as (payload: unknown) => Promise<void>;
  return { name, run: () => handler(parsed.data) };
}

function countsOfNothing(): Record<JobName, { completed: number; failed: number }> {
  const names = Object.keys(queueOf) as JobName[];
  return Object.fromEntries(names.map((name) => [name, { completed: 0, failed: 0 }])) as Record<
    JobName,
    { completed: number; failed: number }
  >;
}
