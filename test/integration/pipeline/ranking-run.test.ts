import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRun } from '../../../src/queue/ranking-run.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../../../src/versions.js';
import { COUNCIL_VACANCY, STROKE_VACANCY, cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import { killStarted } from '../../fixtures/processes.js';
import { waitUntil } from '../../fixtures/wait-until.js';

const VACANCIES = 24;
const PEOPLE = 6;
const key = versionKey(versions(loadTaxonomy()));

describe.each(['postgres', 'redis'] as const)('ranking everything again, with the queue on %s', (backEnd) => {
  let pipeline: Pipeline | null;
  beforeEach(async () => {
    pipeline = await createPipeline(backEnd);
  });
  afterEach(async () => {
    killStarted();
    await pipeline?.close();
  });

  it('is shared by workers, is seen to go on, and loses nothing when one of them is killed', async (test) => {
    if (!pipeline) return test.skip('there is no redis-server here');
    const { database, queue } = pipeline;
    for (let n = 0; n < PEOPLE; n += 1) await pipeline.upload(cvText(n));
    for (let n = 0; n < VACANCIES; n += 1)
      await pipeline.addVacancy(`Post ${n}`, n % 2 === 0 ? STROKE_VACANCY : COUNCIL_VACANCY);
    const first = await pipeline.startWorker();
    await pipeline.settled();
    const before = await lists(pipeline);
    expect(before).toHaveLength(VACANCIES * PEOPLE);

    const run = await startRun(database.pool, key, 'asked');
    expect(run).toMatchObject({ isNew: true, chunks: 3 });
    expect(await startRun(database.pool, key, 'asked')).toEqual({ ...run, isNew: false });
    await queue.enqueueRun(run);
    first.child.kill('SIGKILL');
    await pipeline.startWorker();
    await pipeline.startWorker();
    await waitUntil(
      'the run is finished',
      async () => {
        const { rows } = await database.pool.query<{ finished: boolean }>(
          'SELECT finished_at IS NOT NULL AS finished FROM ranking_run WHERE id = $1',
          [run.runId],
        );
        return rows[0]?.finished === true;
      },
      90_000,
    );
    const { rows } = await database.pool.query(
      'SELECT count(*)::int AS total, count(done_at)::int AS done FROM ranking_run_item WHERE run_id = $1',
      [run.runId],
    );
    expect(rows).toEqual([{ total: VACANCIES, done: VACANCIES }]);
    expect(await lists(pipeline)).toEqual(before);
    await waitUntil('the old lists are gone', async () => {
      const { rows: all } = await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM match');
      return all[0]?.n === before.length;
    });
  });
});

/** All lists that readers are led to. */
async function lists({ database }: Pipeline): Promise<unknown[]> {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `SELECT m.vacancy_id, m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit
       FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation
      ORDER BY m.vacancy_id, m.tier DESC, m.score DESC, m.candidate_id`,
  );
  return rows;
}
