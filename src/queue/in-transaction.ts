import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { withClient } from './with-client.js';

/** Deadlock and serialisation failure: the same transaction may well succeed a moment later. */
const PASSING = new Set(['40P01', '40001']);
const TRIES = 3;

/**
 * Runs `work` in one transaction (READ COMMITTED: every statement sees what was committed before it) and commits, or
 * rolls back and throws. Tried again where PostgreSQL gave it up to solve a deadlock.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await withClient(pool, (client) => once(client, work));
    } catch (error) {
      const { code } = error as { code?: string };
      if (tries === TRIES || code === undefined || !PASSING.has(code)) throw error;
      await sleep(Math.random() * 50 * tries);
    }
  }
}

async function once<T>(client: pg.PoolClient, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Where this fails too, the connection has broken, and its transaction with it.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
