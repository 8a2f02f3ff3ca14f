import { Redis } from 'ioredis';
import { createRedisBackend } from 'bullmq';
import type { Backend, BackendRole, SharedConnection } from './backend.js';
import { createBullFlow, createBullQueue, createBullWorker } from './backend.js';

/** Redis is asked for again soon, for ever: it may be away for a moment or for a day. */
const retryStrategy = (times: number): number => Math.min(100 * 2 ** Math.min(times, 6), 2_000);

const options = {
  producer: {
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy,
  },
  // What BullMQ demands of a connection that blocks until there is a job.
  consumer: { connectTimeout: 10_000, maxRetriesPerRequest: null, retryStrategy },
} as const satisfies Record<BackendRole, object>;

/** BullMQ on Redis. */
export function openRedisBackend(url: string, role: BackendRole): Backend {
  const redis = new Redis(url, { ...options[role], connectionName: `ot-match ${role}` });
  // The queues and workers on top report the same faults.
  redis.on('error', () => undefined);
  const opened = Date.now();
  let wasReady = false;
  redis.once('ready', () => {
    wasReady = true;
  });
  const shared: SharedConnection = {
    connection: redis,
    factory: createRedisBackend,
  };
  return {
    kind: 'redis',
    // The first connection is worth a wait.
    isUp: () => redis.status === 'ready' || (!wasReady && Date.now() - opened < 2_000),
    async probe() {
      if (redis.status !== 'ready') await whenReady(redis);
      await redis.ping();
    },
    createQueue: (name) => createBullQueue(shared, name),
    createFlow: () => createBullFlow(shared),
    createWorker: (name, processor, concurrency) => createBullWorker(shared, name, processor, concurrency),
    close() {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

function whenReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    redis.once('ready', resolve);
    redis.once('end', () => reject(new Error('the connection to Redis was closed')));
  });
}
