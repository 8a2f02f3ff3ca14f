import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { MasterKeys } from '../storage/encryption/master-keys.js';
import { PrismaClient } from './generated/client.js';

/** The door to PostgreSQL. Prisma and hand-written SQL share one pool, so one number bounds the connections. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Of what is sealed in its rows; null: what comes is stored as it is. */
  readonly keys: MasterKeys | null;
  /** For each member of staff; null: none, as for commands. */
  readonly hourlyLimits: HourlyLimits | null;
  close(): Promise<void>;
}

/** The most that one member of staff takes out of it within an hour, by themselves and by their keys. */
export interface HourlyLimits {
  /** People shown by name in lists and quotes. */
  readonly names: number;
  /** People, CVs and compliance files opened. */
  readonly documents: number;
  /** Spreadsheets, audit packs and all that is held of somebody. */
  readonly exports: number;
}

export interface DatabaseConfig {
  readonly url: string;
  /** Most connections that this process opens. */
  readonly pool: number;
  /** Limit for one statement; default 15,000 ms. */
  readonly statementTimeoutMs?: number;
  /** Act with the rights of this process and no more, where the server has the role; default: as the owner. */
  readonly actAs?: 'api' | 'worker';
  /** STORAGE_KEYS; null: texts of CVs are written as they are, and sealed ones cannot be opened. */
  readonly keys: MasterKeys | null;
}

/** Does nothing where the role could not be made (see the migration `restricted_roles`). */
const BECOME = `
  SELECT set_config('role', rolname, false) FROM pg_roles
   WHERE rolname = $1 AND pg_has_role(current_user, oid, 'MEMBER')`;

/**
 * Connects lazily: opening needs no server, and a server that comes back is used again. Whoever waits longer than 5 s
 * for a connection gets an error, so that a hung database never hangs a request.
 */
export function createDatabase({
  url,
  pool: max,
  statementTimeoutMs = 15_000,
  actAs,
  keys,
}: DatabaseConfig): Database {
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
    // Before anything else on a new connection; one on which it fails is not used.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- pg-pool waits for it, its types do not say so
    ...(actAs && { onConnect: (client) => client.query(BECOME, [`ot_match_${actAs}`]) }),
  });
  // An idle connection broke, e.g. PostgreSQL restarted: the pool has dropped it already and opens another when asked.
  pool.on('error', () => undefined);
  // One that breaks while it is in use tells its user by the failing query; unheard, it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    keys,
    hourlyLimits: null,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
