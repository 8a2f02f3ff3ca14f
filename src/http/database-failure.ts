import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../database/client.js';
import type { Logger } from '../observability/logger.js';
import { Problem } from './problem.js';

/** How long a request may be without news before the database is asked whether it is alive. */
const PATIENCE_MS = 1_000;
const PROBE_MS = 800;
const STEP_MS = 100;

/** Node's words for a connection that could not be made or broke. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Prisma's: not reached, timed out, connection closed, no connection from the pool, no transaction in time. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/** PostgreSQL's: connection exceptions, too many connections, shutdown and start-up, out of disk, read only, cancelled. */
const POSTGRES = /^(08...|53...|57P0[1-5]|57014|25006)$/;
const MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|not queryable|Can't reach database server|Unable to start a transaction/;

/** Whether an error means that the database is away, as against a fault in what we asked of it. */
export function isDatabaseDown(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  if (error instanceof AggregateError && error.errors.some((one) => isDatabaseDown(one, depth + 1)))
    return true;
  const { code, message, syscall, cause, meta } = error as Error &
    Partial<Record<'code' | 'syscall', unknown>> &
    PrismaError;
  if (typeof code === 'string') {
    if (PRISMA.has(code) || POSTGRES.test(code)) return true;
    // ENOENT is a missing Unix socket only when it comes from connecting.
    if (NETWORK.has(code) && (code !== 'ENOENT' || syscall === 'connect')) return true;
  }
  return MESSAGES.test(message) || isDatabaseDown(cause ?? meta?.driverAdapterError, depth + 1);
}

/** Where Prisma keeps the driver's own error. */
interface PrismaError {
  readonly meta?: { readonly driverAdapterError?: unknown };
}

export interface DatabaseWatch {
  /** Whether the database answers within `withinMs`. Never throws. */
  readonly answers: (withinMs?: number) => Promise<boolean>;
  /**
   * Waits for work, but not for a database that hangs: a frozen server refuses nothing and would keep the caller waiting
   * for the statement's time limit. While the work gives no news, the database is asked for a sign of life.
   *
   * @param isAnswering once true, the work is left alone: an answer that has begun is better finished.
   * @throws Problem `database_unavailable` within two seconds of silence; whatever the work throws.
   */
  orSilence<T>(work: Promise<T>, isAnswering?: () => boolean): Promise<T>;
}

export function watchDatabase({ pool }: Database): DatabaseWatch {
  // A connection of its own: whether the database answers is another question than whether the pool is busy.
  const line = new pg.Pool({ ...pool.options, max: 1, allowExitOnIdle: true });
  line.on('error', () => undefined);
  let asking: Promise<boolean> | null = null;

  const answers = async (withinMs = PROBE_MS): Promise<boolean> => {
    asking ??= line
      .query('SELECT 1')
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asking = null;
      });
    const asked = asking;
    // In short steps: when this process itself was held up, the answer may lie there unread.
    for (let waited = 0; waited < withinMs; waited += STEP_MS) {
      const heard = await Promise.race([
        asked,
        sleep(Math.min(STEP_MS, withinMs - waited), null, { ref: false }),
      ]);
      if (heard !== null) return heard;
    }
    return false;
  };

  return {
    answers,
    async orSilence(work, isAnswering = () => false) {
      const over = new AbortController();
      const listen = async (): Promise<never> => {
        for (;;) {
          await sleep(PATIENCE_MS, null, { signal: over.signal, ref: false });
          if (!isAnswering() && !(await answers())) throw new Problem('database_unavailable');
        }
      };
      try {
        return await Promise.race([work, listen()]);
      } finally {
        over.abort();
      }
    },
  };
}

/** Makes sure of something of a database at the start of a process. One that is away may come back; a wrong one will not. */
export async function unlessAway(log: Pick<Logger, 'warn'>, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!isDatabaseDown(error)) throw error;
    log.warn({ err: error }, 'the database is away');
  }
}
