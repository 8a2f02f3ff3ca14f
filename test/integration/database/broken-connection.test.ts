import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('a connection that breaks while somebody holds it', () => {
  it('ends neither the process nor the pool', async () => {
    const { pool } = test.database;
    const faults: unknown[] = [];
    const note = (fault: unknown): void => void faults.push(fault);
    process.on('uncaughtException', note);
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await sleep(200);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    process.off('uncaughtException', note);
    expect(faults).toEqual([]);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
