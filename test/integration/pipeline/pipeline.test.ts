import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis } from '../../fixtures/redis.js';
import { COUNCIL_VACANCY, STROKE_VACANCY, cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import type { StartedProcess } from '../../fixtures/processes.js';

const backEnds = [
  { backEnd: 'postgres', isMissing: false },
  { backEnd: 'redis', isMissing: !hasRedis() },
] as const;

describe.each(backEnds)('the pipeline with its queue in $backEnd', ({ backEnd, isMissing }) => {
  if (isMissing) {
    it.skip('needs a redis-server on the PATH');
    return;
  }
  let pipeline: Pipeline;
  let worker: StartedProcess;

  beforeAll(async () => {
    const created = await createPipeline(backEnd);
    if (!created) throw new Error('redis-server vanished');
    pipeline = created;
    // Longer than a busy machine may keep a reader waiting: a lease that ends is an attempt more.
    worker = await pipeline.startWorker({ LEASE_SECONDS: '60' });
  });
  afterAll(async () => {
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    await pipeline.close();
  });
  afterEach(() => expect(worker.output()).not.toMatch(/"level":"(error|fatal)"/));

  it('takes CVs from bytes to ranked lists', async () => {
    const strokeId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const uploads = await Promise.all(
      Array.from({ length: 10 }, (_, number) => pipeline.upload(cvText(number))),
    );
    const councilId = await pipeline.addVacancy('Reablement OT', COUNCIL_VACANCY);
    await pipeline.settled();

    const { pool } = pipeline.database;
    const cvs = await pool.query(
      `SELECT cv.id FROM cv JOIN cv_text t ON t.cv_id = cv.id JOIN profile p ON p.cv_id = cv.id
        WHERE status = 'ready' AND outcome = 'read' AND lease_until IS NULL AND worker IS NULL AND attempts = 0
          AND cv.id = ANY($1)`,
      [uploads.map(({ cvId }) => cvId)],
    );
    expect(cvs.rows).toHaveLength(uploads.length);
    for (const vacancyId of [strokeId, councilId]) {
      const matches = await pool.query(
        `SELECT m.score FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation
          WHERE v.id = $1 AND m.candidate_id = ANY($2)`,
        [vacancyId, uploads.map(({ candidateId }) => candidateId)],
      );
      expect(matches.rows).toHaveLength(uploads.length);
    }
  });

  it('reads a document that is no CV at all to its outcome, not to a failure', async () => {
    const { cvId } = await pipeline.upload(Buffer.from('%PDF-1.4\nthis is not really one'), {
      format: 'pdf',
    });
    await pipeline.settled();
    const { rows } = await pipeline.database.pool.query('SELECT status, outcome FROM cv WHERE id = $1', [
      cvId,
    ]);
    expect(rows).toEqual([{ status: 'unreadable', outcome: 'corrupt' }]);
  });
});
