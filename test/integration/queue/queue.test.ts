import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import {
  cleanDeadLetters,
  countJobs,
  listDeadLetters,
  retryDeadLetter,
} from '../../../src/queue/dead-letters.js';
import { openQueue, type Queue } from '../../../src/queue/queue.js';
import type { QueueName } from '../../../src/queue/registry.js';
import { runWorkers, type Consumers, type Handlers } from '../../../src/queue/run-workers.js';
import { waitUntil } from '../../fixtures/wait-until.js';
import { createMemoryLog, describeOnBothBackEnds, handlersWith, type Line } from './back-ends.js';

describeOnBothBackEnds('the queue', (place) => {
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const open = async (): Promise<Queue> => {
    const queue = await openQueue({ ...place(), log: createMemoryLog().log });
    closers.push(() => queue.close());
    return queue;
  };
  const consume = async (
    handlers: Partial<Handlers>,
    concurrency: Partial<Record<QueueName, number>> = { extract: 2, profile: 1, rank: 1 },
  ): Promise<Consumers & { lines: Line[] }> => {
    const { lines, log } = createMemoryLog();
    const consumers = runWorkers({ ...place(), handlers: handlersWith(handlers), log, concurrency });
    closers.push(() => consumers.close(5_000));
    await consumers.started;
    return { ...consumers, lines };
  };
  const empty = async (queue: Queue): Promise<boolean> => {
    const counts = Object.values(await countJobs(queue));
    return counts.every((each) => Object.values(each).every((count) => count === 0));
  };
  /** The pause before another attempt is over at once. */
  const hurry = async (queue: Queue, name: QueueName): Promise<void> => {
    await (await queue.open(name)).promoteJobs();
  };

  it('hands each job with its payload to the handler of its kind, once, and forgets it', async () => {
    const queue = await open();
    const cvId = randomUUID();
    const vacancyId = randomUUID();
    const seen: unknown[] = [];
    await consume({
      'extract-cv': (payload) => Promise.resolve(void seen.push(['extract-cv', payload])),
      'rank-vacancy': (payload) => Promise.resolve(void seen.push(['rank-vacancy', payload])),
    });
    expect(await queue.enqueue('extract-cv', { cvId })).toBe(true);
    expect(await queue.enqueue('rank-vacancy', { vacancyId }, { revision: 3, priority: 5 })).toBe(true);
    await waitUntil('both ran', () => seen.length === 2);
    await waitUntil('the queues are empty', () => empty(queue));
    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual(['extract-cv', { cvId }]);
    expect(seen).toContainEqual(['rank-vacancy', { vacancyId }]);
  });

  it('takes the same work on the same revision for one job, and a finished job for no obstacle', async () => {
    const queue = await open();
    const cvId = randomUUID();
    let runs = 0;
    const add = () => queue.enqueue('profile-cv', { cvId }, { revision: 1 });
    expect(await Promise.all(Array.from({ length: 50 }, add))).not.toContain(false);
    expect((await countJobs(queue)).profile.waiting).toBe(1);

    await consume({ 'profile-cv': () => Promise.resolve(void (runs += 1)) });
    await waitUntil('it ran', () => runs === 1);
    await waitUntil('it is gone', () => empty(queue));
    await add();
    await waitUntil('it ran again', () => runs === 2);
  });

  it('makes a job of its own of every call without a revision', async () => {
    const queue = await open();
    const candidateId = randomUUID();
    await queue.enqueue('rank-candidate', { candidateId });
    await queue.enqueue('rank-candidate', { candidateId });
    expect((await countJobs(queue)).rank.waiting).toBe(2);
    await (await queue.open('rank')).drain();
  });

  it('serves what is urgent before what has a priority, and keeps the queues apart', async () => {
    const queue = await open();
    const order: string[] = [];
    const [slow, fast, vacancyId] = [randomUUID(), randomUUID(), randomUUID()];
    await queue.enqueue('profile-cv', { cvId: slow }, { priority: 10 });
    await queue.enqueue('profile-cv', { cvId: fast });
    await queue.enqueue('rank-vacancy', { vacancyId });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await consume({
      'profile-cv': async ({ cvId }) => {
        order.push(cvId);
        await held;
      },
      'rank-vacancy': () => Promise.resolve(void order.push(vacancyId)),
    });
    await waitUntil('ranking went on beside a profile under way', () => order.length === 2);
    release();
    await waitUntil('all ran', () => order.length === 3);
    expect(order.filter((id) => id !== vacancyId)).toEqual([fast, slow]);
  });

  it('tries again after a pause what failed', async () => {
    const queue = await open();
    let runs = 0;
    const consumers = await consume({
      'extract-cv': () => {
        runs += 1;
        return runs < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
    });
    await queue.enqueue('extract-cv', { cvId: randomUUID() });
    await waitUntil('the first attempt failed', () => runs === 1);
    await waitUntil('it waits for the second', async () => (await countJobs(queue)).extract.delayed === 1);
    await waitUntil('the third went well', () => runs === 3);
    await waitUntil('it is gone', () => empty(queue));
    expect(consumers.done['extract-cv']).toEqual({ completed: 1, failed: 2 });
  });

  it('keeps what failed five times as a dead letter that can be counted, listed, retried and cleaned', async () => {
    const queue = await open();
    const cvId = randomUUID();
    let runs = 0;
    let healed = false;
    const consumers = await consume({
      'extract-cv': () => {
        runs += 1;
        return healed ? Promise.resolve() : Promise.reject(new Error('the disk is on fire'));
      },
    });
    await queue.enqueue('extract-cv', { cvId }, { revision: 7 });
    await waitUntil('it failed for the last time', async () => {
      await hurry(queue, 'extract');
      return (await countJobs(queue)).extract.failed === 1;
    });
    expect(runs).toBe(5);
    expect(consumers.lines.filter(({ level }) => level === 'error')).toHaveLength(5);

    const [letter] = await listDeadLetters(queue);
    expect(letter).toMatchObject({
      queue: 'extract',
      name: 'extract-cv',
      payload: { cvId },
      reason: 'the disk is on fire',
      attempts: 5,
    });
    healed = true;
    expect(await retryDeadLetter(queue, 'extract', letter?.jobId ?? '')).toBe(true);
    await waitUntil('it is gone', () => empty(queue));
    expect(runs).toBe(6);
    expect(await retryDeadLetter(queue, 'extract', letter?.jobId ?? '')).toBe(false);

    healed = false;
    await queue.enqueue('extract-cv', { cvId }, { revision: 8 });
    await waitUntil('it failed for the last time', async () => {
      await hurry(queue, 'extract');
      return (await countJobs(queue)).extract.failed === 1;
    });
    expect(await cleanDeadLetters(queue, 60_000)).toBe(0);
    expect(await cleanDeadLetters(queue, 0)).toBe(1);
    expect(await empty(queue)).toBe(true);
  });

  it('drops jobs that this program did not make, says so, and goes on', async () => {
    const queue = await open();
    const extract = await queue.open('extract');
    const forgeries: [string, unknown][] = [
      ['extract-cv', { cvId: '../../etc/passwd' }],
      ['extract-cv', { cvId: randomUUID(), path: '/etc/passwd' }],
      ['extract-cv', null],
      ['rm -rf', { cvId: randomUUID() }],
      ['toString', {}],
      ['__proto__', { cvId: randomUUID() }],
    ];
    for (const [name, data] of forgeries) await extract.add(name, data);
    const ran: string[] = [];
    const consumers = await consume({ 'extract-cv': ({ cvId }) => Promise.resolve(void ran.push(cvId)) });
    const cvId = randomUUID();
    await queue.enqueue('extract-cv', { cvId });
    await waitUntil('the honest job ran', () => ran.length === 1);
    await waitUntil('all are gone', () => empty(queue));
    expect(ran).toEqual([cvId]);
    expect(consumers.lines.filter(({ message }) => message.startsWith('dropped'))).toHaveLength(
      forgeries.length,
    );
    expect(JSON.stringify(consumers.lines)).not.toContain('/etc/passwd');
  });

  it('refuses to enqueue a payload that does not fit, without throwing', async () => {
    const queue = await open();
    expect(await queue.enqueue('extract-cv', { cvId: 'jane.doe@example.org' })).toBe(false);
    expect(await empty(queue)).toBe(true);
  });

  it('takes many owed jobs at once', async () => {
    const queue = await open();
    const jobs = Array.from({ length: 1_200 }, () => ({
      name: 'profile-cv' as const,
      payload: { cvId: randomUUID() },
      options: { revision: 0, priority: 10 },
    }));
    await queue.enqueueMany(jobs);
    await queue.enqueueMany(jobs);
    expect((await countJobs(queue)).profile.prioritized).toBe(1_200);
    await (await queue.open('profile')).drain();
  });

  it('ends in time when a job under way does not', async () => {
    const queue = await open();
    let running = false;
    const consumers = await consume({
      'extract-cv': () => {
        running = true;
        return new Promise(() => undefined);
      },
    });
    await queue.enqueue('extract-cv', { cvId: randomUUID() });
    await waitUntil('it runs', () => running);
    expect(consumers.active()).toBe(1);
    expect(await consumers.close(300)).toBe(false);
    await (await queue.open('extract')).obliterate({ force: true });
  });

  it('waits for a job under way that does end', async () => {
    const queue = await open();
    let ended = false;
    let running = false;
    const consumers = await consume({
      'extract-cv': async () => {
        running = true;
        await new Promise((resolve) => setTimeout(resolve, 400));
        ended = true;
      },
    });
    await queue.enqueue('extract-cv', { cvId: randomUUID() });
    await waitUntil('it runs', () => running);
    expect(await consumers.close(10_000)).toBe(true);
    expect(ended).toBe(true);
    expect(await empty(queue)).toBe(true);
  });
});
