import { afterEach, describe, expect, it } from 'vitest';
import { countJobs } from '../../src/queue/dead-letters.js';
import { preparePostgresQueue } from '../../src/queue/postgres-backend.js';
import { STROKE_VACANCY, cvText } from '../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../fixtures/pipeline.js';
import { isAlive, killStarted } from '../fixtures/processes.js';
import { hasRedis, type TestRedis } from '../fixtures/redis.js';
import { waitUntil } from '../fixtures/wait-until.js';

let pipeline: Pipeline;
afterEach(async () => {
  killStarted();
  await pipeline.close();
});

const open = async (): Promise<TestRedis> => {
  const created = await createPipeline('redis');
  if (!created?.redis) throw new Error('redis-server vanished');
  pipeline = created;
  return created.redis;
};
const countOf = async (status: string): Promise<number> => {
  const { rows } = await pipeline.database.pool.query<{ count: number }>(
    'SELECT count(*)::int FROM cv WHERE status = $1::cv_status',
    [status],
  );
  return rows[0]?.count ?? -1;
};
const epochs = async (): Promise<number[]> => {
  const { rows } = await pipeline.database.pool.query<{ epoch: number }>('SELECT DISTINCT epoch FROM cv');
  return rows.map(({ epoch }) => epoch);
};

describe.skipIf(!hasRedis())('a queue in Redis', () => {
  it('loses nothing when everything in it is flushed while work is under way', async () => {
    const redis = await open();
    await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    for (let number = 0; number < 80; number += 1) await pipeline.upload(cvText(number));
    const worker = await pipeline.startWorker({ RECONCILE_SECONDS: '5' });
    await waitUntil('it is in the middle', async () => (await countOf('ready')) >= 10);
    await redis.flushAll();
    const flushedAt = Date.now();
    const left = 80 - (await countOf('ready'));
    await pipeline.settled();
    console.info(
      `${left} CVs left at the flush, all done ${((Date.now() - flushedAt) / 1_000).toFixed(1)} s after it`,
    );
    expect(left).toBeGreaterThan(0);
    expect(await countOf('ready')).toBe(80);
    // One claim per stage: nothing was read or understood twice.
    expect(await epochs()).toEqual([2]);
    const { rows } = await pipeline.database.pool.query('SELECT 1 FROM match');
    expect(rows).toHaveLength(80);
    expect(isAlive(worker.pid)).toBe(true);
  });

  it('loses nothing when Redis dies in the middle and comes back', async () => {
    const redis = await open();
    for (let number = 0; number < 40; number += 1) await pipeline.upload(cvText(number));
    const worker = await pipeline.startWorker();
    await waitUntil('it is in the middle', async () => (await countOf('ready')) >= 5);
    await redis.kill();
    await pipeline.upload(cvText(100));
    await redis.restart();
    await pipeline.settled();
    expect(await countOf('ready')).toBe(41);
    expect(isAlive(worker.pid)).toBe(true);
    expect(await pipeline.queue.enqueue('extract-cv', { cvId: '00000000-0000-7000-8000-000000000000' })).toBe(
      true,
    );
  });

  it('may never come back: uploads are kept as owed, and another back end does them', async () => {
    const redis = await open();
    const worker = await pipeline.startWorker();
    await pipeline.upload(cvText(1));
    await waitUntil('the first is done', async () => (await countOf('ready')) === 1);
    await redis.kill();
    for (let number = 2; number < 8; number += 1) await pipeline.upload(cvText(number));
    await expect(countJobs(pipeline.queue)).rejects.toThrow();
    await worker.says(/the queue reports a fault/);
    expect(await countOf('received')).toBe(6);
    expect(isAlive(worker.pid)).toBe(true);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);

    await preparePostgresQueue(pipeline.url);
    await pipeline.startWorker({ REDIS_URL: '' });
    await pipeline.settled();
    expect(await countOf('ready')).toBe(7);
  });
});
