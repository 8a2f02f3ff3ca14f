import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Database } from '../database/client.js';
import type { QueueCounts } from '../queue/dead-letters.js';
import type { Storage } from '../storage/storage.js';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'method' | 'route' | 'status_class'>;
  readonly requestSeconds: Histogram<'method' | 'route'>;
  readonly requestsInFlight: Gauge;
  readonly uploadBytes: Counter;
  readonly uploadSeconds: Histogram;
  readonly uploadsRejected: Counter<'reason'>;
  readonly uploadsInFlight: Gauge;
  readonly authentications: Counter<'outcome'>;
  readonly breachedLookupFailures: Counter;
  readonly denials: Counter<'route'>;
  readonly rateLimited: Counter<'limiter'>;
  readonly databaseErrors: Counter;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One registry per app, so that several in one process do not count together. Labels never hold ids or names. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests answered.',
      labelNames: ['method', 'route', 'status_class'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first header to the end of the answer.',
      labelNames: ['method', 'route'],
      buckets: SECONDS,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests not yet answered.',
      registers,
    }),
    uploadBytes: new Counter({ name: 'upload_bytes_total', help: 'Bytes of stored documents.', registers }),
    uploadSeconds: new Histogram({
      name: 'upload_duration_seconds',
      help: 'Time of an accepted upload.',
      buckets: [...SECONDS, 30, 60],
      registers,
    }),
    uploadsRejected: new Counter({
      name: 'upload_rejected_total',
      help: 'Uploads refused, by problem code.',
      labelNames: ['reason'],
      registers,
    }),
    uploadsInFlight: new Gauge({ name: 'upload_in_flight', help: 'Uploads being received.', registers }),
    authentications: new Counter({
      name: 'auth_attempts_total',
      help: 'Credentials presented.',
      labelNames: ['outcome'],
      registers,
    }),
    breachedLookupFailures: new Counter({
      name: 'breached_password_lookup_failures_total',
      help: 'New passwords that were taken without being looked up among breached ones.',
      registers,
    }),
    denials: new Counter({
      name: 'authz_denied_total',
      help: 'Requests refused for want of a right.',
      labelNames: ['route'],
      registers,
    }),
    rateLimited: new Counter({
      name: 'rate_limited_total',
      help: 'Requests refused for their number.',
      labelNames: ['limiter'],
      registers,
    }),
    databaseErrors: new Counter({
      name: 'db_errors_total',
      help: 'Requests that failed because the database was away.',
      registers,
    }),
  };
}

/** Gauges that are read when somebody asks: rows, pool, disk, queue. A source that is down leaves its gauges out. */
export function registerStateGauges(
  { registry }: Metrics,
  sources: {
    readonly database: Database;
    readonly storage: Storage;
    readonly countJobs: (() => Promise<QueueCounts>) | null;
    readonly build: { readonly version: string };
  },
): void {
  const { database, storage, countJobs, build } = sources;
  const registers = [registry];
  // First: the others wait for connections themselves.
  new Gauge({
    name: 'db_pool_connections',
    help: 'Connections of this process to PostgreSQL, and requests waiting for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = database.pool;
      this.set({ state: 'busy' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
  new Gauge({
    name: 'cv_documents',
    help: 'CVs by status.',
    labelNames: ['status'],
    registers,
    collect: whenReachable(async (gauge) => {
      const { rows } = await database.pool.query<{ status: string; n: number }>(
        'SELECT status::text, count(*)::int AS n FROM cv GROUP BY status',
      );
      for (const { status, n } of rows) gauge.set({ status }, n);
    }),
  });
  new Gauge({
    name: 'cv_oldest_unfinished_age_seconds',
    help: 'Age of the oldest CV that is neither ready nor given up.',
    registers,
    collect: whenReachable(async (gauge) => {
      const { rows } = await database.pool.query<{ age: number }>(
        `SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS age
           FROM cv WHERE status IN ('received', 'read')`,
      );
      gauge.set(rows[0]?.age ?? 0);
    }),
  });
  new Gauge({
    name: 'storage_free_bytes',
    help: 'Room left for documents.',
    registers,
    collect: whenReachable(async (gauge) => {
      const free = await storage.freeBytes();
      if (free !== null) gauge.set(free);
    }),
  });
  if (countJobs) {
    new Gauge({
      name: 'queue_jobs',
      help: 'Jobs by queue and state.',
      labelNames: ['queue', 'state'],
      registers,
      collect: whenReachable(async (gauge) => {
        for (const [queue, states] of Object.entries(await countJobs())) {
          for (const [state, n] of Object.entries({ ...states })) gauge.set({ queue, state }, n);
        }
      }),
    });
  }
  new Gauge({
    name: 'build_info',
    help: 'Always 1; the labels say what is running.',
    labelNames: ['version', 'node'],
    registers,
    collect() {
      this.set({ version: build.version, node: process.version }, 1);
    },
  });
}

const COLLECT_MS = 2_000;

function whenReachable(fill: (gauge: Gauge) => Promise<void>): (this: Gauge) => Promise<void> {
  return async function collect(this: Gauge) {
    this.reset();
    const given = fill(this).catch(() => undefined);
    await Promise.race([given, new Promise((resolve) => setTimeout(resolve, COLLECT_MS).unref())]);
  };
}
