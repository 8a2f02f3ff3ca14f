import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** The door to PostgreSQL. Prisma and hand-written SQL share one pool, so one number bounds the connections. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseConfig {
  readonly url: string;
  /** Most connections that this process opens. */
  readonly pool: number;
  /** Limit for one statement; default 15,000 ms. */
  readonly statementTimeoutMs?: number;
}

/**
 * Connects lazily: opening needs no server, and a server that comes back is used again. Whoever waits longer than 5 s
 * for a connection gets an error, so that a hung database never hangs a request.
 */
export function createDatabase({ url, pool: max, statementTimeoutMs = 15_000 }: DatabaseConfig): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'ot-match',
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // The server may be frozen or cut off and then cannot time anything out itself.
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // An idle connection broke, e.g. PostgreSQL restarted: the pool has dropped it already and opens another when asked.
  pool.on('error', () => undefined);
  // One that breaks while it is in use tells its user by the failing query; unheard, it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
