import { afterEach, describe, expect, it } from 'vitest';
import { cvText } from '../fixtures/cv-texts.js';
import { hostileDocuments } from '../fixtures/documents/hostile-documents.js';
import { createPipeline, type Pipeline } from '../fixtures/pipeline.js';
import { isAlive, killStarted } from '../fixtures/processes.js';

let pipeline: Pipeline;
afterEach(async () => {
  killStarted();
  await pipeline.close();
});

describe('hostile documents among good ones', () => {
  it('end in their outcomes, keep no good one from being read, and never touch the worker', async () => {
    const created = await createPipeline();
    if (!created) throw new Error('no pipeline');
    pipeline = created;
    const worker = await pipeline.startWorker();
    const expected = new Map<string, { name: string; outcomes: readonly string[] }>();
    let number = 0;
    for (const { name, bytes, expected: fate } of await hostileDocuments()) {
      // An upload of nothing is refused before it becomes a CV.
      if (bytes.length === 0) continue;
      const { cvId } = await pipeline.upload(bytes, { format: 'pdf' });
      expected.set(cvId, { name, outcomes: [fate.outcome].flat() });
      const good = await pipeline.upload(cvText((number += 1)));
      expected.set(good.cvId, { name: 'a good one', outcomes: ['read'] });
    }
    await pipeline.settled(240_000);

    const { rows } = await pipeline.database.pool.query<{ id: string; status: string; outcome: string }>(
      'SELECT id, status, outcome FROM cv',
    );
    expect(rows).toHaveLength(expected.size);
    const surprises = rows.flatMap(({ id, status, outcome }) => {
      const { name, outcomes } = expected.get(id) ?? { name: 'unknown', outcomes: [] };
      const fits = outcomes.includes(outcome) && status === (outcome === 'read' ? 'ready' : 'unreadable');
      return fits ? [] : [`${name}: ${status}, ${outcome} instead of ${outcomes.join(' or ')}`];
    });
    expect(surprises).toEqual([]);
    expect(isAlive(worker.pid)).toBe(true);
    expect(worker.output()).not.toMatch(/"level":"(error|fatal)"/);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 300_000);
});
