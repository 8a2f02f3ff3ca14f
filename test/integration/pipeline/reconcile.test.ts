import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { extractCv } from '../../../src/cvs/extract-cv.js';
import { profileCv } from '../../../src/cvs/profile-cv.js';
import { storeText } from '../../../src/cvs/text/store-text.js';
import { rankCandidate } from '../../../src/matches/rank-candidate.js';
import { rankVacancy } from '../../../src/matches/rank-vacancy.js';
import { countJobs, listDeadLetters } from '../../../src/queue/dead-letters.js';
import { gaveUpOn } from '../../../src/queue/owed.js';
import { reconcile } from '../../../src/queue/reconcile.js';
import { MAX_ATTEMPTS, QUEUES } from '../../../src/queue/registry.js';
import { runReconciler } from '../../../src/queue/run-reconciler.js';
import { runWorkers, type Handlers } from '../../../src/queue/run-workers.js';
import { encryptedStorage } from '../../../src/storage/encryption/encrypted-storage.js';
import { parseMasterKeys } from '../../../src/storage/encryption/master-keys.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../../../src/versions.js';
import { STROKE_VACANCY, cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline, type Uploaded } from '../../fixtures/pipeline.js';
import { waitUntil } from '../../fixtures/wait-until.js';
import { createContext, plainReader } from './handlers.js';

const taxonomy = loadTaxonomy();
const current = versions(taxonomy);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let pipeline: Pipeline;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const created = await createPipeline();
  if (!created) throw new Error('no pipeline');
  pipeline = created;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await pipeline.close();
});

const options = (changes: Partial<typeof current> = {}) => {
  const wanted = { ...current, ...changes };
  const { database, queue } = pipeline;
  return { database, queue, log, versions: { ...wanted, key: versionKey(wanted) } };
};
/** The waiting jobs, as name and payload; then they are taken away. */
const takeJobs = async (): Promise<[string, unknown][]> => {
  const jobs: [string, unknown][] = [];
  for (const name of QUEUES) {
    const queue = await pipeline.queue.open(name);
    const waiting = await queue.getJobs(['waiting', 'prioritized', 'delayed']);
    jobs.push(...waiting.map((job): [string, unknown] => [job.name, job.data]));
    await queue.drain(true);
  }
  return jobs;
};
const sql = (text: string, values: unknown[] = []) => pipeline.database.pool.query(text, values);
/** Nobody enqueues again what was written a moment ago. */
const letTimePass = async (): Promise<void> => {
  await sql(
    `UPDATE cv SET received_at = received_at - interval '1 minute', read_at = read_at - interval '1 minute'`,
  );
  await sql(`UPDATE profile SET created_at = created_at - interval '1 minute'`);
  await sql(`UPDATE vacancy SET updated_at = updated_at - interval '1 minute'`);
};
const understood = async (number: number): Promise<Uploaded> => {
  const uploaded = await pipeline.upload(cvText(number), { quietly: true });
  const context = createContext(pipeline);
  await extractCv(context, uploaded);
  await profileCv(context, uploaded);
  return uploaded;
};

describe('the reconciler', () => {
  it('enqueues each stage of a CV that is owed and that nobody is at', async () => {
    const received = await pipeline.upload(cvText(1), { quietly: true });
    const read = await pipeline.upload(cvText(2), { quietly: true });
    await extractCv(createContext(pipeline), read);
    const unranked = await understood(3);
    const done = await understood(4);
    await rankCandidate(createContext(pipeline), done);

    await reconcile(options(), 1);
    expect(await takeJobs()).toEqual([]);
    await letTimePass();
    await reconcile(options(), 1);
    const jobs = await takeJobs();
    expect(jobs).toHaveLength(3);
    expect(jobs).toEqual(
      expect.arrayContaining([
        ['extract-cv', { cvId: received.cvId }],
        ['profile-cv', { cvId: read.cvId }],
        ['rank-candidate', { candidateId: unranked.candidateId }],
      ]),
    );
  });

  it('enqueues a CV whose worker died once its lease has run out, and not before', async () => {
    const { cvId } = await pipeline.upload(cvText(1), { quietly: true });
    await letTimePass();
    await sql(`UPDATE cv SET epoch = 1, worker = 'dead', lease_until = now() + interval '1 hour'`);
    await reconcile(options(), 1);
    expect(await takeJobs()).toEqual([]);
    await sql(`UPDATE cv SET lease_until = now() - interval '1 millisecond'`);
    await reconcile(options(), 1);
    expect(await takeJobs()).toEqual([['extract-cv', { cvId }]]);
  });

  it('adds nothing twice to the queue', async () => {
    for (let number = 0; number < 5; number += 1) await pipeline.upload(cvText(number));
    await letTimePass();
    await reconcile(options(), 1);
    await reconcile(options(), 2);
    expect((await countJobs(pipeline.queue)).extract.waiting).toBe(5);
  });

  it('enqueues vacancies that were never ranked, or changed since', async () => {
    const [fresh, changed, same, closed] = [
      await pipeline.addVacancy('Fresh', STROKE_VACANCY),
      await pipeline.addVacancy('Changed', STROKE_VACANCY),
      await pipeline.addVacancy('Same', STROKE_VACANCY),
      await pipeline.addVacancy('Closed', STROKE_VACANCY),
    ];
    await takeJobs();
    for (const vacancyId of [changed, same]) await rankVacancy(createContext(pipeline), { vacancyId });
    await sql('UPDATE vacancy SET revision = 2 WHERE id = $1', [changed]);
    await sql(`UPDATE vacancy SET status = 'closed' WHERE id = $1`, [closed]);
    await letTimePass();
    await reconcile(options(), 1);
    const jobs = await takeJobs();
    expect(jobs).toHaveLength(2);
    expect(jobs).toContainEqual(['rank-vacancy', { vacancyId: fresh }]);
    expect(jobs).toContainEqual(['rank-vacancy', { vacancyId: changed }]);
  });

  it('has profiles of an older version understood again first, and then the lists made again', async () => {
    const uploaded = await understood(1);
    await rankCandidate(createContext(pipeline), uploaded);
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(createContext(pipeline), { vacancyId });
    await takeJobs();
    await letTimePass();
    await reconcile(options(), 1);
    expect(await takeJobs()).toEqual([]);

    const next = { ...taxonomy, version: 'taxonomy-next' };
    const changes = { taxonomy: next.version };
    await reconcile(options(changes), 1);
    expect((await countJobs(pipeline.queue)).profile.prioritized).toBe(1);
    expect(await takeJobs()).toEqual([['profile-cv', { cvId: uploaded.cvId }]]);

    const context = createContext(pipeline, { taxonomy: next });
    await profileCv(context, uploaded);
    await letTimePass();
    await reconcile(options(changes), 1);
    const jobs = await takeJobs();
    expect(jobs).toHaveLength(2);
    expect(jobs).toContainEqual(['rank-candidate', { candidateId: uploaded.candidateId }]);
    expect(jobs).toContainEqual(['rank-vacancy', { vacancyId }]);

    await rankCandidate(context, uploaded);
    await rankVacancy(context, { vacancyId });
    await letTimePass();
    await reconcile(options(changes), 1);
    expect(await takeJobs()).toEqual([]);
    const { rows } = await sql('SELECT DISTINCT ranked_versions AS versions FROM vacancy');
    expect(rows).toEqual([{ versions: versionKey({ ...current, ...changes }) }]);
  });

  it('does not wait for a profile that cannot be understood again', async () => {
    const { cvId } = await understood(1);
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(createContext(pipeline), { vacancyId });
    await sql('UPDATE profile SET ranked_revision = revision');
    const changes = { taxonomy: 'taxonomy-next' };
    await sql('UPDATE cv SET detail = $2 WHERE id = $1', [cvId, gaveUpOn({ ...current, ...changes })]);
    await takeJobs();
    await letTimePass();
    await reconcile(options(changes), 1);
    expect(await takeJobs()).toEqual([['rank-vacancy', { vacancyId }]]);
    await reconcile(options({ taxonomy: 'taxonomy-mended' }), 1);
    expect(await takeJobs()).toEqual([['profile-cv', { cvId }]]);
  });

  it('waits with a CV whose key is missing, however long that takes, and makes the lists meanwhile', async () => {
    const { cvId } = await understood(1);
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(createContext(pipeline), { vacancyId });
    await sql('UPDATE profile SET ranked_revision = revision');
    const { pool } = pipeline.database;
    const reading = await plainReader().read(Buffer.from(cvText(1)));
    const missing = parseMasterKeys(`missing:${randomBytes(32).toString('base64')}`);
    await storeText(pool, missing, cvId, reading);
    await takeJobs();
    await letTimePass();
    const next = { ...taxonomy, version: 'taxonomy-next' };
    const changes = { taxonomy: next.version };
    await reconcile(options(changes), 1);
    expect(await takeJobs()).toEqual([['profile-cv', { cvId }]]);
    const context = createContext(pipeline, { taxonomy: next });
    for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt += 1) await profileCv(context, { cvId });
    await reconcile(options(changes), 1);
    expect(await takeJobs()).toEqual([['rank-vacancy', { vacancyId }]]);

    await storeText(pool, null, cvId, reading);
    await sql(`UPDATE cv SET lease_until = now() - interval '1 second'`);
    await reconcile(options(changes), 1);
    expect(await takeJobs()).toEqual([['profile-cv', { cvId }]]);
    await profileCv(context, { cvId });
    expect((await sql('SELECT taxonomy_version AS version FROM profile')).rows).toEqual([
      { version: next.version },
    ]);
  });

  it('waits with a document whose key is missing, and has it read once it is there', async () => {
    const keys = parseMasterKeys(`missing:${randomBytes(32).toString('base64')}`);
    const { cvId } = await pipeline.upload(cvText(1), { quietly: true });
    const sealing = encryptedStorage(pipeline.storage, keys);
    const part = await sealing.put(Readable.from([Buffer.from(cvText(1))]), 100_000);
    await part.commit();
    await sql('UPDATE cv SET storage_key = $2 WHERE id = $1', [cvId, part.key]);
    const without = createContext(pipeline, { storage: encryptedStorage(pipeline.storage, null) });
    for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt += 1) await extractCv(without, { cvId });
    const cvs = () => sql('SELECT status, attempts FROM cv');
    expect((await cvs()).rows).toEqual([{ status: 'received', attempts: 0 }]);
    await extractCv(createContext(pipeline, { storage: sealing }), { cvId });
    expect((await cvs()).rows).toMatchObject([{ status: 'read' }]);
  });

  it('has whoever withdrew, or whose consent ran out, taken out of the lists', async () => {
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const people = [await understood(1), await understood(2), await understood(3)];
    const context = createContext(pipeline);
    await rankVacancy(context, { vacancyId });
    for (const person of people) await rankCandidate(context, person);
    await takeJobs();
    const [withdrawn, expired] = people;
    await sql('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [withdrawn?.candidateId]);
    await sql('UPDATE consent SET expires_at = now() WHERE candidate_id = $1', [expired?.candidateId]);
    await reconcile(options(), 0);
    const jobs = await takeJobs();
    expect(jobs.map(([name]) => name)).toEqual(['rank-candidate', 'rank-candidate']);
    for (const person of [withdrawn, expired]) {
      await rankCandidate(context, { candidateId: person?.candidateId ?? uuidv7() });
    }
    await reconcile(options(), 0);
    expect(await takeJobs()).toEqual([]);
    expect((await sql('SELECT 1 FROM match')).rows).toHaveLength(1);
  });

  it('lets one process at a time reconcile', async () => {
    const client = await pipeline.database.pool.connect();
    await client.query('SELECT pg_advisory_lock(7170002)');
    expect(await reconcile(options(), 1)).toBeNull();
    await client.query('SELECT pg_advisory_unlock(7170002)');
    client.release();
    expect(await reconcile(options(), 1)).toBe(0);
    // The server notices the end of the connection that held the lock a moment after its client.
    await vi.waitFor(async () => expect(await reconcile(options(), 2)).toBe(0), { timeout: 10_000 });
  });

  it('makes a dead letter make way for another job when its row is still owed', async () => {
    const { cvId } = await pipeline.upload(cvText(1));
    let broken = true;
    const ran: string[] = [];
    const nothing = () => Promise.resolve();
    const handlers: Handlers = {
      'extract-cv': (payload) => {
        if (broken) return Promise.reject(new Error('before anything was claimed'));
        ran.push(payload.cvId);
        return Promise.resolve();
      },
      'profile-cv': nothing,
      'rank-candidate': nothing,
      'rank-vacancy': nothing,
      'rank-chunk': nothing,
      'finish-run': nothing,
    };
    const { database, queue } = pipeline;
    const consumers = runWorkers({
      config: { redisUrl: null },
      database,
      handlers,
      log,
      concurrency: { extract: 1 },
    });
    closers.push(() => consumers.close(5_000));
    const extract = await queue.open('extract');
    await waitUntil('it failed for the last time', async () => {
      await extract.promoteJobs();
      return (await countJobs(queue)).extract.failed === 1;
    });
    broken = false;
    await letTimePass();
    await reconcile(options(), 1);
    expect((await listDeadLetters(queue)).map(({ payload }) => payload)).toEqual([{ cvId }]);

    await sql('UPDATE bullmq.job SET finished_at_ms = finished_at_ms - 60000');
    await reconcile(options(), 2);
    await waitUntil('it ran', () => ran.length === 1);
    expect(ran).toEqual([cvId]);
    expect(await listDeadLetters(queue)).toEqual([]);
  });

  it('goes on round after round, over a round that fails, until it is stopped', async () => {
    await sql('ALTER TABLE cv RENAME TO cv_away');
    const warnings: string[] = [];
    const reconciler = runReconciler({
      ...options(),
      log: { ...log, warn: (_fields, message) => void warnings.push(message) },
      everySeconds: 0.1,
    });
    closers.push(() => reconciler.stop());
    await waitUntil('a round has failed', () => warnings.length > 0);
    await sql('ALTER TABLE cv_away RENAME TO cv');
    const { cvId } = await pipeline.upload(cvText(1), { quietly: true });
    await letTimePass();
    await waitUntil('it is enqueued', async () => (await countJobs(pipeline.queue)).extract.waiting === 1);
    await reconciler.stop();
    expect(await takeJobs()).toEqual([['extract-cv', { cvId }]]);
  });
});
