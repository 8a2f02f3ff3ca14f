import type { BackendFactory } from 'bullmq';
import { assertSchemaCompatibility, createPostgresBackend, runMigrations } from 'bullmq';
import pg from 'pg';
import type { Backend, BackendRole, SharedConnection } from './backend.js';
import { createBullFlow, createBullQueue, createBullWorker } from './backend.js';

const schema = 'bullmq';

/**
 * BullMQ on PostgreSQL, in a schema of its own. One pool for all queues and workers of the process: left to itself every
 * one of them opens ten connections.
 *
 * @param connections for a consumer at least one per worker, which keeps it to listen on, and one more.
 */
export function openPostgresBackend(url: string, role: BackendRole, connections: number): Backend {
  const pool = new pg.Pool({
    connectionString: withSearchPath(url),
    application_name: `ot-match queue ${role}`,
    max: connections,
    keepAlive: true,
    ...manners[role],
  });
  // Every queue and worker adds a listener of its own to the pool.
  pool.setMaxListeners(50);
  pool.on('error', () => undefined);
  // A connection that breaks while it is in use, and silent, must not end the process: what uses it fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const shared: SharedConnection = {
    // The factory below is the only reader, and knows what it gets.
    connection: pool,
    factory: createPostgresBackend as unknown as BackendFactory,
  };
  return {
    kind: 'postgres',
    isUp: () => true,
    async probe() {
      const client = await pool.connect();
      try {
        await assertSchemaCompatibility(client, schema);
      } finally {
        client.release();
      }
    },
    createQueue: (name) => createBullQueue(shared, name),
    createFlow: () => createBullFlow(shared),
    createWorker: (name, processor, concurrency) => createBullWorker(shared, name, processor, concurrency),
    close: () => pool.end(),
  };
}

/** Creates or upgrades the tables of the queue. Any number of processes may do so at once. */
export async function preparePostgresQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}

/**
 * Takes its time to fail. BullMQ's workers ask again the moment they are refused, which would make thousands of attempts
 * a second while the server starts or shuts down.
 */
class PatientClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.Client> | undefined {
    if (!callback) return super.connect();
    const answer = callback as (error: Error | null, client?: pg.Client) => void;
    super.connect((error: Error | null) => {
      if (error) setTimeout(() => answer(error), 500);
      else answer(null, this);
    });
    return undefined;
  }
}

type ConnectCallback = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

const manners: Readonly<Record<BackendRole, pg.PoolConfig>> = {
  producer: { connectionTimeoutMillis: 2_000, query_timeout: 10_000 },
  consumer: { connectionTimeoutMillis: 10_000, query_timeout: 30_000, Client: PatientClient },
};

/** In the URL itself, since what stands there wins over every other setting. */
function withSearchPath(url: string): string {
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options');
  parsed.searchParams.set('options', [options, `-c search_path=${schema}`].filter(Boolean).join(' '));
  return parsed.href;
}
