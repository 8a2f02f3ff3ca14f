import { refusedReading } from '../../../src/documents/refusal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractCv } from '../../../src/cvs/extract-cv.js';
import { profileCv } from '../../../src/cvs/profile-cv.js';
import { releaseLeases } from '../../../src/queue/lease.js';
import { requeueFailedCvs } from '../../../src/queue/requeue-cv.js';
import { cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import { waitUntil } from '../../fixtures/wait-until.js';
import { createContext, createGate, plainReader } from './handlers.js';

let pipeline: Pipeline;
beforeAll(async () => {
  const created = await createPipeline();
  if (!created) throw new Error('no pipeline');
  pipeline = created;
});
afterAll(() => pipeline.close());

const upload = (text: string, candidateId?: string) =>
  pipeline.upload(text, { quietly: true, ...(candidateId !== undefined && { candidateId }) });

interface CvRow {
  status: string;
  outcome: string | null;
  detail: string | null;
  epoch: number;
  attempts: number;
  worker: string | null;
  lease_until: Date | null;
  text: string | null;
}
const cvRow = async (cvId: string): Promise<CvRow> => {
  const { rows } = await pipeline.database.pool.query<CvRow>(
    `SELECT status, outcome, detail, epoch, attempts, worker, lease_until, text
       FROM cv LEFT JOIN cv_text t ON t.cv_id = cv.id WHERE id = $1`,
    [cvId],
  );
  if (!rows[0]) throw new Error('there is no such CV');
  return rows[0];
};
const profileOf = async (candidateId: string) => {
  const { rows } = await pipeline.database.pool.query<{ cv_id: string; revision: string }>(
    'SELECT cv_id, revision FROM profile WHERE candidate_id = $1',
    [candidateId],
  );
  return rows[0] ?? null;
};

describe('reading a CV', () => {
  it('stores text and outcome, and asks for the profile', async () => {
    const { cvId } = await upload(cvText(1));
    const asked: unknown[] = [];
    const context = createContext(pipeline, {
      enqueue: (...job) => Promise.resolve(asked.push(job) > 0),
    });
    await extractCv(context, { cvId });
    expect(await cvRow(cvId)).toMatchObject({
      status: 'read',
      outcome: 'read',
      epoch: 1,
      attempts: 0,
      worker: null,
      lease_until: null,
      text: cvText(1),
    });
    expect(asked).toEqual([['profile-cv', { cvId }, { revision: 1 }]]);
  });

  it('does nothing for a CV that was read already, or that does not exist', async () => {
    const { cvId } = await upload(cvText(2));
    const context = createContext(pipeline);
    await extractCv(context, { cvId });
    const before = await cvRow(cvId);
    await extractCv(context, { cvId });
    await extractCv(context, { cvId: '00000000-0000-7000-8000-000000000000' });
    expect(await cvRow(cvId)).toEqual(before);
  });

  it('leaves a CV alone that another worker is at', async () => {
    const { cvId } = await upload(cvText(3));
    const gate = createGate();
    const first = extractCv(createContext(pipeline, { reader: plainReader(() => gate.opened) }), { cvId });
    await waitUntil('it is claimed', async () => (await cvRow(cvId)).epoch === 1);
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'received', epoch: 1 });
    gate.open();
    await first;
    expect(await cvRow(cvId)).toMatchObject({ status: 'read', epoch: 1 });
  });

  it('writes nothing for a worker whose claim went to another meanwhile', async () => {
    const { cvId } = await upload(cvText(4));
    const gate = createGate();
    const late = createContext(pipeline, { reader: plainReader(() => gate.opened) });
    const warnings: string[] = [];
    const stale = extractCv(
      { ...late, log: { ...late.log, warn: (_fields, message) => void warnings.push(message) } },
      { cvId },
    );
    await waitUntil('it is claimed', async () => (await cvRow(cvId)).epoch === 1);
    await pipeline.database.pool.query(
      `UPDATE cv SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [cvId],
    );
    await extractCv(createContext(pipeline), { cvId });
    const done = await cvRow(cvId);
    expect(done).toMatchObject({ status: 'read', epoch: 2 });

    gate.open();
    await stale;
    expect(await cvRow(cvId)).toEqual(done);
    expect(warnings).toEqual(['dropped a reading: another worker has the CV now']);
  });

  it('renews its lease while the document takes long', async () => {
    const { cvId } = await upload(cvText(5));
    const gate = createGate();
    const reading = extractCv(
      createContext(pipeline, { leaseSeconds: 1, reader: plainReader(() => gate.opened) }),
      { cvId },
    );
    const first = await waitUntil('it is claimed', async () => (await cvRow(cvId)).lease_until);
    await waitUntil('the lease reaches further', async () => {
      const { lease_until: until } = await cvRow(cvId);
      return until !== null && until.getTime() > first.getTime() + 1_500;
    });
    gate.open();
    await reading;
    expect(await cvRow(cvId)).toMatchObject({ status: 'read', epoch: 1 });
  });

  it('gives back at once what a worker that ends has claimed, and lets it write nothing more', async () => {
    const { cvId } = await upload(cvText(6));
    const gate = createGate();
    const context = createContext(pipeline, { reader: plainReader(() => gate.opened) });
    const reading = extractCv(context, { cvId });
    await waitUntil('it is claimed', async () => (await cvRow(cvId)).worker === context.worker);
    expect(await releaseLeases(pipeline.database.pool, context.worker)).toBe(1);
    gate.open();
    await reading;
    expect(await cvRow(cvId)).toMatchObject({ status: 'received', attempts: 0, worker: null, text: null });
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'read' });
  });

  it('calls a CV failed after five faults of ours, and gives it all its attempts again on request', async () => {
    const { cvId } = await upload(cvText(7));
    const broken = createContext(pipeline, {
      reader: plainReader(() => Promise.reject(new RangeError('the words of "Jane Doe"'))),
    });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await cvRow(cvId)).toMatchObject({ status: 'received', attempts: attempt - 1 });
      await expect(extractCv(broken, { cvId })).rejects.toThrow(RangeError);
    }
    expect(await cvRow(cvId)).toMatchObject({
      status: 'failed',
      detail: 'fault:RangeError',
      lease_until: null,
    });
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'failed' });

    const asked: string[] = [];
    const enqueue = (name: string) => Promise.resolve(asked.push(name) > 0);
    expect(await requeueFailedCvs(pipeline.database.pool, enqueue, [cvId])).toBe(1);
    expect(asked).toEqual(['extract-cv']);
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'read', detail: null });
  });

  it('gives up on a CV over which five workers died without a word', async () => {
    const { cvId } = await upload(cvText(8));
    await pipeline.database.pool.query(
      `UPDATE cv SET attempts = 5, epoch = 5, worker = 'dead', lease_until = now() - interval '1 second' WHERE id = $1`,
      [cvId],
    );
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'failed', detail: 'gave_up' });
  });

  it('calls a CV failed at once whose document is not in storage', async () => {
    const { cvId } = await upload(cvText(9));
    const { rows } = await pipeline.database.pool.query<{ storage_key: string }>(
      'SELECT storage_key FROM cv WHERE id = $1',
      [cvId],
    );
    await pipeline.storage.remove(rows[0]?.storage_key ?? '');
    await extractCv(createContext(pipeline), { cvId });
    expect(await cvRow(cvId)).toMatchObject({ status: 'failed', detail: 'missing' });
  });

  it('stores text with a NUL in it, with every offset where it was', async () => {
    const { cvId } = await upload('before\u0000after');
    await extractCv(createContext(pipeline), { cvId });
    expect((await cvRow(cvId)).text).toBe('before after');
  });
});

describe('understanding a CV', () => {
  it('makes the profile of the newest readable CV, whatever the order in which they are understood', async () => {
    const older = await upload(cvText(20));
    const newer = await upload(cvText(21), older.candidateId);
    const context = createContext(pipeline);
    for (const { cvId } of [older, newer]) await extractCv(context, { cvId });

    await profileCv(context, { cvId: newer.cvId });
    await profileCv(context, { cvId: older.cvId });
    expect(await profileOf(older.candidateId)).toMatchObject({ cv_id: newer.cvId });
    for (const { cvId } of [older, newer]) expect(await cvRow(cvId)).toMatchObject({ status: 'ready' });
  });

  it('puts a newer CV in the place of an older one, with a higher revision', async () => {
    const older = await upload(cvText(22));
    const context = createContext(pipeline);
    await extractCv(context, older);
    await profileCv(context, older);
    const first = await profileOf(older.candidateId);
    const newer = await upload(cvText(23), older.candidateId);
    await extractCv(context, newer);
    await profileCv(context, newer);
    const second = await profileOf(older.candidateId);
    expect([first?.cv_id, second?.cv_id]).toEqual([older.cvId, newer.cvId]);
    expect(Number(second?.revision)).toBeGreaterThan(Number(first?.revision));
  });

  it('keeps the profile when a newer document cannot be read', async () => {
    const older = await upload(cvText(24));
    const context = createContext(pipeline);
    await extractCv(context, older);
    await profileCv(context, older);
    const newer = await upload('a picture', older.candidateId);
    const blind = createContext(pipeline, {
      reader: {
        read: () => Promise.resolve(refusedReading('pdf', 'needs_ocr', 'a picture of a page')),
      },
    });
    await extractCv(blind, newer);
    expect(await cvRow(newer.cvId)).toMatchObject({ status: 'unreadable', outcome: 'needs_ocr', text: null });
    expect(await profileOf(older.candidateId)).toMatchObject({ cv_id: older.cvId });
  });

  it('understands again what another version understood, and only that', async () => {
    const uploaded = await upload(cvText(25));
    const context = createContext(pipeline);
    await extractCv(context, uploaded);
    await profileCv(context, uploaded);
    const first = await profileOf(uploaded.candidateId);
    await profileCv(context, uploaded);
    expect(await profileOf(uploaded.candidateId)).toEqual(first);

    const newer = createContext(pipeline, { taxonomy: { ...context.taxonomy, version: 'taxonomy-next' } });
    await profileCv(newer, uploaded);
    const second = await profileOf(uploaded.candidateId);
    expect(Number(second?.revision)).toBeGreaterThan(Number(first?.revision));
    expect(await cvRow(uploaded.cvId)).toMatchObject({ status: 'ready' });
  });

  it('stays ready, with the profile it has, when it cannot be understood again', async () => {
    const uploaded = await upload(cvText(26));
    const context = createContext(pipeline);
    await extractCv(context, uploaded);
    await profileCv(context, uploaded);
    const first = await profileOf(uploaded.candidateId);
    await pipeline.database.pool.query('DELETE FROM cv_text WHERE cv_id = $1', [uploaded.cvId]);
    const newer = createContext(pipeline, { taxonomy: { ...context.taxonomy, version: 'taxonomy-next' } });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(profileCv(newer, uploaded)).rejects.toThrow('has no text');
    }
    const before = await cvRow(uploaded.cvId);
    expect(before).toMatchObject({ status: 'ready', worker: null, lease_until: null });
    await profileCv(newer, uploaded);
    expect(await cvRow(uploaded.cvId)).toEqual(before);
    expect(await profileOf(uploaded.candidateId)).toEqual(first);

    const mended = createContext(pipeline, { taxonomy: { ...context.taxonomy, version: 'taxonomy-mended' } });
    await expect(profileCv(mended, uploaded)).rejects.toThrow('has no text');
  });

  it('writes nothing for somebody who was erased meanwhile', async () => {
    const uploaded = await upload(cvText(27));
    const context = createContext(pipeline);
    await extractCv(context, uploaded);
    await pipeline.database.pool.query('DELETE FROM candidate WHERE id = $1', [uploaded.candidateId]);
    await profileCv(context, uploaded);
    expect(await profileOf(uploaded.candidateId)).toBeNull();
  });

  it('commits revisions in order, so that whoever reads what is newer than the last one misses none', async () => {
    const context = createContext(pipeline);
    const uploads = await Promise.all(
      Array.from({ length: 12 }, (_, number) => upload(cvText(100 + number))),
    );
    for (const uploaded of uploads) await extractCv(context, uploaded);
    const { rows } = await pipeline.database.pool.query<{ newest: string }>(
      'SELECT coalesce(max(revision), 0) AS newest FROM profile',
    );
    let newest = rows[0]?.newest ?? '0';
    const seen = new Set<string>();
    const look = async (): Promise<void> => {
      const changed = await pipeline.database.pool.query<{ candidate_id: string; revision: string }>(
        'SELECT candidate_id, revision FROM profile WHERE revision > $1 ORDER BY revision',
        [newest],
      );
      for (const row of changed.rows) seen.add(row.candidate_id);
      newest = changed.rows.at(-1)?.revision ?? newest;
    };
    const writers = { done: false };
    const reader = (async () => {
      while (!writers.done) await look();
    })();
    await Promise.all(uploads.map((uploaded) => profileCv(context, uploaded)));
    writers.done = true;
    await reader;
    await look();
    expect([...seen].sort()).toEqual(uploads.map(({ candidateId }) => candidateId).sort());
  });
});
