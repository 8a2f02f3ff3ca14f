import { readdirSync, readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { afterEach, describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { STROKE_VACANCY, cvText } from '../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../fixtures/pipeline.js';
import { isAlive, killStarted } from '../fixtures/processes.js';
import { hasRedis } from '../fixtures/redis.js';
import { waitUntil } from '../fixtures/wait-until.js';

let pipeline: Pipeline;
afterEach(async () => {
  killStarted();
  await pipeline.close();
});

/** As in production, so that the recovery time that is printed means something. */
const usual = { LEASE_SECONDS: '15', RECONCILE_SECONDS: '5' };

interface Row {
  id: string;
  status: string;
  epoch: number;
  worker: string | null;
  text: string | null;
  profile: unknown;
}
const rowsOf = async (): Promise<Row[]> => {
  const { rows } = await pipeline.database.pool.query<Row>(
    `SELECT cv.id, status, epoch, worker, t.text, p.profile FROM cv
       LEFT JOIN cv_text t ON t.cv_id = cv.id LEFT JOIN profile p ON p.cv_id = cv.id ORDER BY received_at, cv.id`,
  );
  return rows;
};
const countOf = async (table: 'cv_text' | 'profile' | 'match'): Promise<number> => {
  const { rows } = await pipeline.database.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM ${table}`,
  );
  return rows[0]?.count ?? -1;
};

describe.each(['postgres', 'redis'] as const)(
  'a worker killed in the middle of twenty CVs, queue in %s',
  (backEnd) => {
    it.skipIf(backEnd === 'redis' && !hasRedis())(
      'leaves nothing behind that the next one does not do, once',
      async () => {
        pipeline = (await createPipeline(backEnd)) ?? unreachable();
        await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
        const uploads = [];
        for (let number = 0; number < 20; number += 1) {
          uploads.push(await pipeline.upload(await longPdf(number), { format: 'pdf' }));
        }
        const first = await pipeline.startWorker(usual);
        const before = await waitUntil('it is in the middle', async () => {
          const rows = await rowsOf();
          const done = rows.filter(({ status }) => status === 'ready').length;
          const claimed = rows.filter(({ worker }) => worker !== null).length;
          return done >= 4 && done < 16 && claimed > 0 ? rows : false;
        });
        const children = childrenOf(first.pid);
        first.child.kill('SIGKILL');
        expect(await first.ended).toBe('SIGKILL');
        const killedAt = Date.now();
        await waitUntil('its readers are gone too', () => !children.some(isAlive));

        const second = await pipeline.startWorker(usual);
        const atKill = await rowsOf();
        await pipeline.settled();
        console.info(`${backEnd}: all done ${((Date.now() - killedAt) / 1_000).toFixed(1)} s after the kill`);

        const rows = await rowsOf();
        expect(rows.map(({ id }) => id)).toEqual(uploads.map(({ cvId }) => cvId));
        expect(rows.every(({ status }) => status === 'ready')).toBe(true);
        expect(await countOf('cv_text')).toBe(20);
        expect(await countOf('profile')).toBe(20);
        expect(await countOf('match')).toBe(20);
        // Two claims a CV, one per stage; one more for what was interrupted, and for nothing else.
        const wasDone = new Set(before.filter(({ status }) => status === 'ready').map(({ id }) => id));
        const interrupted = new Set(atKill.filter(({ worker }) => worker !== null).map(({ id }) => id));
        for (const { id, epoch } of rows) {
          if (wasDone.has(id)) expect(epoch).toBe(2);
          if (!interrupted.has(id)) expect(epoch).toBe(2);
          expect(epoch).toBeLessThanOrEqual(3);
        }
        const taxonomy = loadTaxonomy();
        for (const { text, profile } of rows) {
          expect(profile).toEqual(JSON.parse(JSON.stringify(understandCv(text ?? '', taxonomy))));
        }
        expect(isAlive(second.pid)).toBe(true);
      },
    );
  },
);

describe('a worker that is told to stop in the middle', () => {
  it('ends with 0 and gives back what it did not finish, so that the next one goes on at once', async () => {
    pipeline = (await createPipeline()) ?? unreachable();
    for (let number = 0; number < 20; number += 1)
      await pipeline.upload(await longPdf(number), { format: 'pdf' });
    const first = await pipeline.startWorker(usual);
    await waitUntil('it is in the middle', async () => {
      const rows = await rowsOf();
      return rows.some(({ status }) => status === 'ready') && rows.some(({ worker }) => worker !== null);
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const left = await rowsOf();
    expect(left.some(({ status }) => status === 'received')).toBe(true);
    expect(left.every(({ worker }) => worker === null)).toBe(true);
    await pipeline.startWorker(usual);
    await pipeline.settled();
    const rows = await rowsOf();
    expect(rows.every(({ status }) => status === 'ready')).toBe(true);
  });
});

describe('two workers', () => {
  it('do each CV once, however often it is enqueued', async () => {
    pipeline = (await createPipeline()) ?? unreachable();
    await Promise.all([pipeline.startWorker(), pipeline.startWorker()]);
    for (let number = 0; number < 12; number += 1) {
      const { cvId } = await pipeline.upload(cvText(number));
      for (let copy = 0; copy < 5; copy += 1) await pipeline.queue.enqueue('extract-cv', { cvId });
    }
    await pipeline.settled();
    const rows = await rowsOf();
    expect(rows.map(({ status, epoch }) => [status, epoch])).toEqual(rows.map(() => ['ready', 2]));
  });

  it('come to one result when one was frozen for longer than its lease', async () => {
    pipeline = (await createPipeline()) ?? unreachable();
    const frozen = await pipeline.startWorker();
    const { cvId } = await pipeline.upload(await longPdf(1, 150), { format: 'pdf' });
    await waitUntil('it is claimed', async () => (await rowsOf())[0]?.worker);
    frozen.child.kill('SIGSTOP');
    expect((await rowsOf())[0]).toMatchObject({ status: 'received', epoch: 1 });

    await pipeline.startWorker();
    await pipeline.settled();
    const done = await rowsOf();
    expect(done[0]).toMatchObject({ id: cvId, status: 'ready', epoch: 3 });
    frozen.child.kill('SIGCONT');
    await frozen.says(/dropped a reading: another worker has the CV now/);
    expect(await rowsOf()).toEqual(done);
  });
});

/** A CV over many pages, so that reading it takes a while. */
async function longPdf(number: number, pages = 25): Promise<Buffer> {
  const document = new PDFDocument();
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.fontSize(10).text(cvText(number));
  for (let page = 1; page < pages; page += 1) document.addPage().text(`Annex ${page}.\n${cvText(number)}`);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Process ids of the children of a process. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      try {
        const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${each}/stat`, 'utf8')) ?? [];
        return Number(parent) === pid;
      } catch {
        return false;
      }
    });
}

function unreachable(): never {
  throw new Error('there is no pipeline');
}
