import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { Backend, BackendRole } from './backend.js';
import { openPostgresBackend } from './postgres-backend.js';
import { openRedisBackend } from './redis-backend.js';

export interface QueuePlace {
  readonly config: Pick<Config, 'redisUrl'>;
  readonly database: Pick<Database, 'pool'>;
}

/** Redis where there is one, the database otherwise. Connects lazily. */
export function openBackend(
  { config, database }: QueuePlace,
  role: BackendRole,
  connections: number,
): Backend {
  return config.redisUrl === null
    ? openPostgresBackend(urlOf(database), role, connections)
    : openRedisBackend(config.redisUrl, role);
}

function urlOf(database: Pick<Database, 'pool'>): string {
  const url = database.pool.options.connectionString;
  if (url === undefined) throw new Error('the pool of the database has no connection string');
  return url;
}
