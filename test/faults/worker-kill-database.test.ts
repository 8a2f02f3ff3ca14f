import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/database/client.js';
import { startEmbeddedServer } from '../../src/database/embedded-server.js';
import { prepareDatabase } from '../../src/database/prepare-database.js';
import { STROKE_VACANCY, cvText } from '../fixtures/cv-texts.js';
import { terminateEverybody } from '../fixtures/database.js';
import { createPipeline, type Pipeline } from '../fixtures/pipeline.js';
import { isAlive, killStarted } from '../fixtures/processes.js';
import { hasRedis } from '../fixtures/redis.js';
import { postmasterPid } from '../fixtures/server-owner.js';
import { waitUntil } from '../fixtures/wait-until.js';

let pipeline: Pipeline;
afterEach(async () => {
  killStarted();
  await pipeline.close();
});

describe.each(['postgres', 'redis'] as const)(
  'a worker whose database connections are killed, queue in %s',
  (backEnd) => {
    it.skipIf(backEnd === 'redis' && !hasRedis())('lives on and finishes its work', async () => {
      const created = await createPipeline(backEnd);
      if (!created) throw new Error('redis-server vanished');
      pipeline = created;
      const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
      for (let number = 0; number < 60; number += 1) await pipeline.upload(cvText(number));
      const worker = await pipeline.startWorker();
      for (const done of [5, 15, 25]) {
        // The connections of this test die with the others.
        await waitUntil(`${done} are done`, () =>
          readyCvs(pipeline).then(
            (ready) => ready >= done,
            () => false,
          ),
        );
        await terminateEverybody(pipeline.url);
      }
      await pipeline.settled();
      expect(isAlive(worker.pid)).toBe(true);
      expect(await readyCvs(pipeline)).toBe(60);
      const { rows } = await pipeline.database.pool.query('SELECT 1 FROM match WHERE vacancy_id = $1', [
        vacancyId,
      ]);
      expect(rows).toHaveLength(60);

      // Still listening: a new CV does not wait for anybody to look around.
      const late = await pipeline.upload(cvText(61));
      await pipeline.settled();
      const { rows: read } = await pipeline.database.pool.query('SELECT status FROM cv WHERE id = $1', [
        late.cvId,
      ]);
      expect(read).toEqual([{ status: 'ready' }]);
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toBe(0);
    });
  },
);

describe('a worker whose PostgreSQL is killed by SIGKILL and comes back', () => {
  it('lives on, does not flood its log, and finishes its work', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-killed-'));
    const server = await startEmbeddedServer({ dataDir });
    await prepareDatabase(server.url);
    const database = createDatabase({ url: server.url, pool: 5, keys: null });
    const created = await createPipeline('postgres', {
      url: server.url,
      database,
      async drop() {
        await database.close();
        await server.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    });
    if (!created) throw new Error('no pipeline');
    pipeline = created;
    for (let number = 0; number < 40; number += 1) await pipeline.upload(cvText(number));
    const worker = await pipeline.startWorker();
    await waitUntil('it is in the middle', async () => (await readyCvs(pipeline)) >= 5);
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    const killedAt = Date.now();
    await waitUntil('all are ready', () =>
      readyCvs(pipeline).then(
        (ready) => ready === 40,
        () => false,
      ),
    );
    console.info(`PostgreSQL killed: all done ${((Date.now() - killedAt) / 1_000).toFixed(1)} s later`);
    await pipeline.settled();
    expect(isAlive(worker.pid)).toBe(true);
    expect(worker.output().split('\n').length).toBeLessThan(600);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });
});

async function readyCvs({ database }: Pipeline): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM cv WHERE status = 'ready'`,
  );
  return rows[0]?.count ?? -1;
}
