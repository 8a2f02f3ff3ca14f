import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preparePostgresQueue } from '../../../src/queue/postgres-backend.js';
import { openQueue, type Queue } from '../../../src/queue/queue.js';
import { controlOf } from '../../../src/queue/queue-control.js';
import { runWorkers } from '../../../src/queue/run-workers.js';
import { startApi, type TestApi } from '../../fixtures/api.js';
import { waitUntil } from '../../fixtures/wait-until.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOBODY = '00000000-0000-7000-8000-000000000001';

let first: TestApi;
let api: TestApi;
let queue: Queue;
let admin: { key: string };
beforeAll(async () => {
  first = await startApi();
  const config = { redisUrl: null };
  await preparePostgresQueue(first.databaseUrl);
  queue = await openQueue({ config, database: first.database, log: silent });
  api = await startApi({ beside: first, queue: controlOf(queue, first.database.pool) });
  admin = await api.keyFor('admin');
});
afterAll(async () => {
  await queue.close();
  await api.stop();
  await first.stop();
});

const requeue = (body: object) =>
  api.call('/v1/dead-letters/requeue', { method: 'POST', key: admin.key, body });

describe('jobs that failed for the last time', () => {
  it('are listed without personal data, and are tried again once the cause is mended', async () => {
    let broken = true;
    const ran: string[] = [];
    const nothing = () => Promise.resolve();
    const consumers = runWorkers({
      config: { redisUrl: null },
      database: first.database,
      log: silent,
      concurrency: { rank: 1 },
      handlers: {
        'extract-cv': nothing,
        'profile-cv': nothing,
        'rank-candidate': ({ candidateId }) => {
          if (broken) return Promise.reject(new Error('the disk is on fire'));
          ran.push(candidateId);
          return Promise.resolve();
        },
        'rank-vacancy': nothing,
        'rank-chunk': nothing,
        'finish-run': nothing,
      },
    });
    await queue.enqueue('rank-candidate', { candidateId: NOBODY }, { revision: 1 });
    const rank = await queue.open('rank');
    await waitUntil('it failed for the last time', async () => {
      await rank.promoteJobs();
      return (await rank.getFailedCount()) === 1;
    });

    const { status, json } = await api.call('/v1/dead-letters', { key: admin.key });
    expect(status).toBe(200);
    const [letter] = json['items'] as { jobId: string }[];
    expect(letter).toMatchObject({
      queue: 'rank',
      name: 'rank-candidate',
      payload: { candidateId: NOBODY },
      reason: 'the disk is on fire',
      attempts: 5,
    });

    const jobId = letter?.jobId ?? '';
    const refused = await requeue({ jobIds: [jobId, 'no-such-job'] });
    expect(refused.status).toBe(400);
    expect(refused.json['errors']).toMatchObject([{ field: 'jobIds.1' }]);
    expect(await rank.getFailedCount()).toBe(1);

    broken = false;
    expect((await requeue({ jobIds: [jobId] })).json).toEqual({ jobs: 1, cvs: 0 });
    await waitUntil('it ran', () => ran.length === 1);
    expect(ran).toEqual([NOBODY]);
    expect((await api.call('/v1/dead-letters', { key: admin.key })).json).toEqual({ items: [] });
    const audited = await first.database.prisma.auditEvent.findMany({ where: { action: 'jobs.requeued' } });
    expect(audited).toHaveLength(1);
    await consumers.close(5_000);
  });

  it('are not all: a CV that was given up on is owed again although the queue forgot its job', async () => {
    const { json } = await api.upload();
    const id = String(json['id']);
    await first.database.pool.query(`UPDATE cv SET status = 'failed', detail = 'gave_up' WHERE id = $1`, [
      id,
    ]);
    expect((await requeue({})).json).toEqual({ jobs: 0, cvs: 1 });
    expect((await api.call(`/v1/cvs/${id}`, { key: admin.key })).json).toMatchObject({ status: 'received' });
  });

  it('cannot be seen while the queue is away, which is said', async () => {
    const away = () => Promise.reject(new Error('away'));
    const alone = await startApi({
      beside: first,
      queue: { probe: away, count: away, deadLetters: away, requeue: away, openAll: away },
    });
    const answer = await alone.call('/v1/dead-letters', { key: admin.key });
    expect(answer.json).toMatchObject({ status: 503, code: 'queue_unavailable' });
    await alone.stop();
  });
});
