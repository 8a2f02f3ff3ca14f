import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../src/queue/in-transaction.js';
import { keepLeases, type Claim } from '../../../src/queue/lease.js';
import { COUNCIL_VACANCY, STROKE_VACANCY } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import { waitUntil } from '../../fixtures/wait-until.js';

const leaseSeconds = 0.3;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('leases that are kept', () => {
  let pipeline: Pipeline;
  let claims: Claim[];
  beforeAll(async () => {
    const created = await createPipeline();
    if (!created) throw new Error('no pipeline');
    pipeline = created;
    const { pool } = pipeline.database;
    for (const text of [STROKE_VACANCY, COUNCIL_VACANCY]) await pipeline.addVacancy('Post', text);
    const { rows } = await pool.query<Claim>(
      `UPDATE vacancy SET worker = 'me', epoch = 3, lease_until = now() RETURNING id, epoch, attempts`,
    );
    claims = rows;
  });
  afterAll(() => pipeline.close());

  const renewed = async (): Promise<number> => {
    const { rowCount } = await pipeline.database.pool.query(
      'SELECT FROM vacancy WHERE lease_until > clock_timestamp()',
    );
    return rowCount ?? 0;
  };

  it('are renewed together, those that were lost excepted', async () => {
    const [mine, lost] = claims as [Claim, Claim];
    const kept = keepLeases({ database: pipeline.database, leaseSeconds, log }, 'vacancy', [
      mine,
      { ...lost, epoch: lost.epoch - 1 },
    ]);
    try {
      await waitUntil('one lease is renewed', async () => (await renewed()) === 1);
    } finally {
      kept.stop();
    }
  });

  it('wait for no row that their own worker has locked, so that they take no connection from it', async () => {
    const { database } = pipeline;
    const { waitingCount } = database.pool;
    const kept = keepLeases({ database, leaseSeconds, log }, 'vacancy', claims);
    try {
      await inTransaction(database.pool, async (client) => {
        await client.query('SELECT FROM vacancy FOR UPDATE');
        await new Promise((resolve) => setTimeout(resolve, leaseSeconds * 1_000));
        const { rows } = await client.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows).toEqual([{ n: 0 }]);
        expect(database.pool.waitingCount).toBe(waitingCount);
      });
      await waitUntil('both are renewed after it', async () => (await renewed()) === 2);
    } finally {
      kept.stop();
    }
  });
});
