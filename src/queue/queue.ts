import type { FlowJob } from 'bullmq';
import type { Backend, BullFlow, BullQueue } from './backend.js';
import type { Enqueue, EnqueueOptions, JobName, JobPayload } from './contracts.js';
import { jobContracts } from './contracts.js';
import { jobIdOf } from './job-id.js';
import type { QueuePlace } from './open-backend.js';
import { openBackend } from './open-backend.js';
import type { QueueLog } from './queue-log.js';
import { createFaultReport } from './queue-log.js';
import type { QueueName } from './registry.js';
import type { StartedRun } from './ranking-run.js';
import { jobOptions, QUEUES, queueOf } from './registry.js';
import { within } from './within.js';

/** Milliseconds that anybody waits for the back end. */
const ENQUEUE_LIMIT = 2_000;
const CLOSE_LIMIT = 5_000;
const BULK = 500;

/** A job that a row says is owed. */
export type OwedJob = {
  [N in JobName]: { readonly name: N; readonly payload: JobPayload<N>; readonly options: EnqueueOptions };
}[JobName];

/** The producing side of the queue. Opening it needs no back end, and one that comes back is used again. */
export interface Queue {
  readonly backend: Backend['kind'];
  readonly enqueue: Enqueue;
  /** Enqueues many jobs, 500 at a time. @throws when the back end is unreachable. */
  enqueueMany(jobs: readonly OwedJob[]): Promise<void>;
  /**
   * Enqueues the chunks of a run and what comes after them all, as one flow. @throws when the back end is unreachable.
   */
  enqueueRun(run: StartedRun): Promise<void>;
  /** BullMQ's own view of one queue. @throws when the back end is unreachable. */
  open(name: QueueName): Promise<BullQueue>;
  /** Resolves when the back end answers. @throws when it does not within two seconds. */
  probe(): Promise<void>;
  /** Never takes longer than five seconds. */
  close(): Promise<void>;
}

export function openQueue(place: QueuePlace & { readonly log: QueueLog }): Promise<Queue> {
  const { log } = place;
  const report = createFaultReport(log);
  const backend = openBackend(place, 'producer', 4);
  const queues = new Map<QueueName, Promise<BullQueue>>();
  let flows: BullFlow | null = null;

  const open = (name: QueueName): Promise<BullQueue> => {
    const known = queues.get(name);
    if (known) return known;
    const opening = openBullQueue(backend, name, report);
    queues.set(name, opening);
    // BullMQ remembers a first connection that failed for ever: start afresh next time.
    opening.catch(() => queues.delete(name));
    return opening;
  };

  const enqueue: Enqueue = async (name, payload, options = {}) => {
    try {
      const data = jobContracts[name].parse(payload);
      if (!backend.isUp()) return false;
      const add = async () =>
        (await open(queueOf[name])).add(name, data, {
          jobId: jobIdOf(name, payload, options.revision),
          ...(options.priority !== undefined && { priority: options.priority }),
        });
      await within(ENQUEUE_LIMIT, add());
      return true;
    } catch (error) {
      report(error, 'enqueue');
      return false;
    }
  };

  return Promise.resolve({
    backend: backend.kind,
    enqueue,
    async enqueueMany(jobs) {
      for (const name of QUEUES) {
        const mine = jobs.filter((job) => queueOf[job.name] === name);
        for (let start = 0; start < mine.length; start += BULK) {
          const queue = await within(ENQUEUE_LIMIT, open(name));
          await within(10_000, queue.addBulk(mine.slice(start, start + BULK).map(toBulkJob)));
        }
      }
    },
    async enqueueRun(run) {
      // A queue that is open: the back end answers, and its tables or scripts are there.
      await within(ENQUEUE_LIMIT, open(queueOf['rank-chunk']));
      const flow = (flows ??= backend.createFlow());
      await within(10_000, flow.add(flowOf(run)));
    },
    open: (name) => within(ENQUEUE_LIMIT, open(name)),
    probe: () => within(ENQUEUE_LIMIT, backend.probe()),
    async close() {
      const opened = await Promise.allSettled([...queues.values()].map((queue) => within(100, queue)));
      const closing = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : []));
      if (flows) closing.push(flows.close());
      await within(CLOSE_LIMIT, Promise.allSettled(closing)).catch((error: unknown) =>
        report(error, 'close'),
      );
      await within(CLOSE_LIMIT, backend.close()).catch((error: unknown) => report(error, 'close'));
    },
  });
}

async function openBullQueue(
  backend: Backend,
  name: QueueName,
  report: (error: unknown, where: string) => void,
): Promise<BullQueue> {
  const queue = backend.createQueue(name);
  queue.on('error', (error) => report(error, `queue ${name}`));
  try {
    await queue.waitUntilReady();
    return queue;
  } catch (error) {
    queue.close().catch(() => undefined);
    throw error;
  }
}

function toBulkJob(job: OwedJob): {
  name: string;
  data: unknown;
  opts: { jobId: string; priority?: number };
} {
  const { name, payload, options } = job;
  return {
    name,
    data: jobContracts[name].parse(payload),
    opts: {
      jobId: jobIdOf(name, payload, options.revision),
      ...(options.priority !== undefined && { priority: options.priority }),
    },
  };
}

/** A chunk that fails for good does not keep the run from its end: the rows say what is left, and the reconciler sees to it. */
function flowOf({ runId, chunks }: StartedRun): FlowJob {
  const finish = { runId };
  return {
    name: 'finish-run',
    queueName: queueOf['finish-run'],
    data: finish,
    opts: { ...jobOptions, jobId: jobIdOf('finish-run', finish, 0) },
    children: Array.from({ length: chunks }, (_, n) => {
      const data = { runId, chunk: String(n) };
      return {
        name: 'rank-chunk',
        queueName: queueOf['rank-chunk'],
        data,
        opts: { ...jobOptions, jobId: jobIdOf('rank-chunk', data, n), ignoreDependencyOnFailure: true },
      };
    }),
  };
}
