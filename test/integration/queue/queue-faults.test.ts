import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../src/database/client.js';
import { projectRoot } from '../../../src/project-root.js';
import { countJobs } from '../../../src/queue/dead-letters.js';
import { preparePostgresQueue } from '../../../src/queue/postgres-backend.js';
import { openQueue } from '../../../src/queue/queue.js';
import { runWorkers } from '../../../src/queue/run-workers.js';
import { within } from '../../../src/queue/within.js';
import { createBareDatabase, terminateEverybody } from '../../fixtures/database.js';
import { hasRedis, startRedis } from '../../fixtures/redis.js';
import { waitUntil } from '../../fixtures/wait-until.js';
import { createMemoryLog, describeOnBothBackEnds, handlersWith, type Place } from './back-ends.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const open = async (place: Pick<Place, 'config' | 'database'>) => {
  const queue = await openQueue({ ...place, log: createMemoryLog().log });
  closers.push(() => queue.close());
  return queue;
};
const consume = (place: Pick<Place, 'config' | 'database'>) => {
  const ran: string[] = [];
  const { lines, log } = createMemoryLog();
  const handlers = handlersWith({ 'extract-cv': ({ cvId }) => Promise.resolve(void ran.push(cvId)) });
  const consumers = runWorkers({ ...place, handlers, log, concurrency: { extract: 2 } });
  closers.push(() => consumers.close(5_000));
  return { consumers, ran, lines };
};
/** A database that nobody connects to. */
const unusedDatabase = (url: string) => {
  const database = createDatabase({ url, pool: 1, keys: null });
  closers.push(() => database.close());
  return database;
};
const nowhere = 'postgres://nobody@127.0.0.1:9/nothing';

describeOnBothBackEnds('a fault of the queue', (place) => {
  it('starts a job again whose worker was killed by SIGKILL', async () => {
    const queue = await open(place());
    const cvId = randomUUID();
    const child = await startWorkerThatHangs(place());
    closers.push(() => Promise.resolve(child.kill('SIGKILL')));
    await queue.enqueue('extract-cv', { cvId });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const { ran, consumers } = consume(place());
    await waitUntil('another worker took it over', () => ran.length === 1);
    await waitUntil('it is gone', async () => (await countJobs(queue)).extract.active === 0);
    expect(ran).toEqual([cvId]);
    expect(consumers.done['extract-cv']).toEqual({ completed: 1, failed: 0 });
  });

  it('goes on after the back end was away', async () => {
    const queue = await open(place());
    const { ran, consumers, lines } = consume(place());
    await consumers.started;
    await queue.enqueue('extract-cv', { cvId: randomUUID() });
    await waitUntil('the first ran', () => ran.length === 1);

    const { redis, databaseUrl } = place();
    if (redis) {
      await redis.kill();
      expect(await queue.enqueue('extract-cv', { cvId: randomUUID() })).toBe(false);
      await redis.restart();
    } else {
      await terminateEverybody(databaseUrl);
    }
    await waitUntil('jobs are taken again', () => queue.enqueue('extract-cv', { cvId: randomUUID() }));
    await waitUntil('jobs are done again', () => ran.length >= 2);
    expect(lines.length).toBeLessThan(50);
  });
});

describe('a back end that is not there', () => {
  it('makes enqueue say false within its two seconds, not throw: PostgreSQL', async () => {
    const queue = await open({ config: { redisUrl: null }, database: unusedDatabase(nowhere) });
    expect(await within(3_000, queue.enqueue('extract-cv', { cvId: randomUUID() }))).toBe(false);
    await expect(queue.probe()).rejects.toThrow();
    await expect(countJobs(queue)).rejects.toThrow();
  });

  it.skipIf(!hasRedis())('makes enqueue say false within its two seconds, not throw: Redis', async () => {
    const place = { config: { redisUrl: 'redis://127.0.0.1:9' }, database: unusedDatabase(nowhere) };
    const queue = await open(place);
    expect(await within(3_000, queue.enqueue('extract-cv', { cvId: randomUUID() }))).toBe(false);
    await expect(queue.probe()).rejects.toThrow();
  });

  it('is waited for by workers: PostgreSQL without the tables of the queue', async () => {
    const bare = await createBareDatabase();
    const place = { config: { redisUrl: null }, database: unusedDatabase(bare.url) };
    closers.push(() => bare.drop());
    const queue = await open(place);
    const { ran, consumers } = consume(place);
    expect(await queue.enqueue('extract-cv', { cvId: randomUUID() })).toBe(false);
    await preparePostgresQueue(bare.url);
    await consumers.started;
    expect(await queue.enqueue('extract-cv', { cvId: randomUUID() })).toBe(true);
    await waitUntil('it ran', () => ran.length === 1);
  });

  it.skipIf(!hasRedis())('is waited for by workers: Redis that starts later', async () => {
    const redis = await startRedis();
    if (!redis) throw new Error('redis-server vanished');
    closers.push(() => redis.stop());
    await redis.kill();
    const place = { config: { redisUrl: redis.url }, database: unusedDatabase(nowhere) };
    const queue = await open(place);
    const { ran, consumers } = consume(place);
    expect(await queue.enqueue('extract-cv', { cvId: randomUUID() })).toBe(false);
    await redis.restart();
    await consumers.started;
    await waitUntil('jobs are taken', () => queue.enqueue('extract-cv', { cvId: randomUUID() }));
    await waitUntil('it ran', () => ran.length >= 1);
  });

  it('can be prepared by many processes at once', async () => {
    const bare = await createBareDatabase();
    closers.push(() => bare.drop());
    await Promise.all(Array.from({ length: 4 }, () => preparePostgresQueue(bare.url)));
    const queue = await open({ config: { redisUrl: null }, database: unusedDatabase(bare.url) });
    await expect(queue.probe()).resolves.toBeUndefined();
  });
});

/** A worker in a process of its own that tells when it has begun a job and never ends it. */
async function startWorkerThatHangs({ config, databaseUrl }: Place): Promise<ChildProcess> {
  const from = (file: string) => JSON.stringify(pathToFileURL(join(projectRoot, 'dist', 'src', file)).href);
  const program = `
    import { createDatabase } from ${from('database/client.js')};
    import { runWorkers } from ${from('queue/run-workers.js')};
    const hang = () => new Promise(() => process.send('begun'));
    const log = { info() {}, warn() {}, error() {} };
    const consumers = runWorkers({
      config: ${JSON.stringify(config)},
      database: createDatabase({ url: ${JSON.stringify(databaseUrl)}, pool: 1, keys: null }),
      handlers: { 'extract-cv': hang },
      log,
      concurrency: { extract: 1 },
    });
    await consumers.started;
    process.send('started');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}
