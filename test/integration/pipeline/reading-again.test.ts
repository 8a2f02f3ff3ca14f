import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractCv } from '../../../src/cvs/extract-cv.js';
import { profileCv } from '../../../src/cvs/profile-cv.js';
import { textsOfProfiles } from '../../../src/cvs/taxonomy-changes/cv-texts.js';
import { storeText } from '../../../src/cvs/text/store-text.js';
import { judgeQuality } from '../../../src/documents/quality/judge-quality.js';
import { EXTRACTOR_VERSION, type Reading } from '../../../src/documents/reading.js';
import { refusedReading } from '../../../src/documents/refusal.js';
import { owedReadings, owedVacancies } from '../../../src/queue/owed.js';
import { MAX_ATTEMPTS } from '../../../src/queue/registry.js';
import { parseMasterKeys } from '../../../src/storage/encryption/master-keys.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../../../src/versions.js';
import { STROKE_VACANCY, cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline, type Uploaded } from '../../fixtures/pipeline.js';
import { storedText } from '../../fixtures/stored-text.js';
import { createContext } from './handlers.js';

const current = versions(loadTaxonomy());
const wanted = { ...current, key: versionKey(current) };
let pipeline: Pipeline;
beforeAll(async () => {
  const created = await createPipeline();
  if (!created) throw new Error('no pipeline');
  pipeline = created;
});
afterAll(() => pipeline.close());

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await pipeline.database.pool.query<T>(text, values)).rows;

/** A CV in use that another extractor has read, an hour ago. */
async function readBefore(number: number): Promise<Uploaded> {
  const uploaded = await pipeline.upload(cvText(number), { quietly: true });
  await extractCv(createContext(pipeline), uploaded);
  await profileCv(createContext(pipeline), uploaded);
  await sql(
    `UPDATE cv SET extractor_version = 'extractor-0', received_at = received_at - interval '1 hour',
                   read_at = read_at - interval '1 hour' WHERE id = $1`,
    [uploaded.cvId],
  );
  return uploaded;
}

function readingOf(text: string): Reading {
  return {
    ...refusedReading('txt', 'corrupt', ''),
    ...{ outcome: 'read', text, pages: [{ page: 1, start: 0, end: text.length }], detail: null },
    ...{ hiddenText: ['splints 500 times'], flags: ['hidden_text'] },
    quality: judgeQuality({ text, pages: 1, picturePages: 0, confidences: [60], truncated: false }),
  };
}

const readingAs = (reading: Reading, asked: unknown[] = []) =>
  createContext(pipeline, {
    reader: { read: () => Promise.resolve(reading) },
    enqueue: (...job) => Promise.resolve(asked.push(job) > 0),
  });

interface CvState {
  status: string;
  outcome: string;
  extractor_version: string;
  quality: string;
  quality_reasons: string[];
  confidence: number | null;
  text: string;
  hidden_text: string[];
  revision: string;
  attempts: number;
}
async function stateOf({ cvId }: Uploaded): Promise<CvState> {
  const [row] = await sql<CvState>(
    `SELECT cv.*, t.text, t.hidden_text, p.revision FROM cv LEFT JOIN cv_text t ON t.cv_id = cv.id
       LEFT JOIN profile p ON p.cv_id = cv.id WHERE cv.id = $1`,
    [cvId],
  );
  if (!row) throw new Error('there is no such CV');
  return row;
}
const isOwed = async ({ cvId }: Uploaded): Promise<boolean> =>
  (await owedReadings(pipeline.database.pool, wanted, 1_000)).some(
    ({ payload }) => 'cvId' in payload && payload.cvId === cvId,
  );

describe('a document that another extractor has read', () => {
  it('is owed another reading, after everything that is new, while lists go on: each person read anew moves in them', async () => {
    await pipeline.addVacancy('Stroke', STROKE_VACANCY);
    await sql(`UPDATE vacancy SET ranked_revision = revision, ranked_versions = 'older',
                                  updated_at = now() - interval '1 hour'`);
    const vacancies = () => owedVacancies(pipeline.database.pool, wanted, 10);
    expect(await vacancies()).toHaveLength(1);
    const cv = await readBefore(1);
    expect(await owedReadings(pipeline.database.pool, wanted, 1_000)).toContainEqual({
      name: 'extract-cv',
      payload: { cvId: cv.cvId },
      options: { revision: 2, priority: 10 },
    });
    expect(await vacancies()).toHaveLength(1);
    await extractCv(createContext(pipeline), cv);
    expect(await isOwed(cv)).toBe(false);
    expect(await vacancies()).toHaveLength(1);
  });

  it('that says the same as before keeps its profile, and has its quality noted', async () => {
    const cv = await readBefore(2);
    const before = await stateOf(cv);
    const asked: unknown[] = [];
    await extractCv(readingAs(readingOf(cvText(2)), asked), cv);
    const after = await stateOf(cv);
    expect(after).toMatchObject({ status: 'ready', revision: before.revision, text: before.text });
    expect(after).toMatchObject({ extractor_version: EXTRACTOR_VERSION, hidden_text: ['splints 500 times'] });
    expect(after).toMatchObject({ quality: 'doubtful', confidence: 60 });
    expect(after.quality_reasons).toContain('unsure_recognition');
    expect(asked).toEqual([]);
  });

  it('that says something else gets text and profile together, and is ranked anew', async () => {
    const cv = await readBefore(3);
    const before = await stateOf(cv);
    const asked: unknown[] = [];
    await extractCv(readingAs(readingOf(cvText(4)), asked), cv);
    const after = await stateOf(cv);
    expect(after).toMatchObject({ status: 'ready', text: cvText(4) });
    expect(Number(after.revision)).toBeGreaterThan(Number(before.revision));
    expect(asked).toEqual([
      ['rank-candidate', { candidateId: cv.candidateId }, { revision: after.revision }],
    ]);
  });

  it('whose stored text no key opens gets its words again, with what the person has stated since', async () => {
    const cv = await readBefore(8);
    const statement = 'I supervised students in a hand clinic.';
    await sql(
      `INSERT INTO correction (id, candidate_id, kind, statement) VALUES (gen_random_uuid(), $1, 'missing', $2)`,
      [cv.candidateId, statement],
    );
    const lost = parseMasterKeys(`lost:${randomBytes(32).toString('base64')}`);
    await storeText(pipeline.database.pool, lost, cv.cvId, readingOf(cvText(8)));
    await extractCv(createContext(pipeline), cv);
    expect(await storedText(pipeline.database, cv.cvId)).toBe(cvText(8));
    const [stored] = await sql<{ statements: string; sealed: Buffer | null }>(
      'SELECT statements, sealed FROM cv_text WHERE cv_id = $1',
      [cv.cvId],
    );
    expect(stored?.statements).toContain(statement);
    expect(stored?.sealed).toBeNull();
    expect(await isOwed(cv)).toBe(false);
  });

  it('that cannot be read any more keeps its text, marked as doubtful', async () => {
    const cv = await readBefore(5);
    const before = await stateOf(cv);
    await extractCv(readingAs(refusedReading('txt', 'timed_out', 'too long')), cv);
    const { status, outcome, text, revision, quality, quality_reasons } = await stateOf(cv);
    expect({ status, outcome, text, revision }).toEqual({
      status: 'ready',
      outcome: 'read',
      text: before.text,
      revision: before.revision,
    });
    expect({ quality, quality_reasons }).toEqual({
      quality: 'doubtful',
      quality_reasons: ['not_read_again'],
    });
    expect(await isOwed(cv)).toBe(false);
  });

  it('that could not be read is read now', async () => {
    const cv = await pipeline.upload('a picture', { quietly: true });
    await extractCv(readingAs(refusedReading('pdf', 'needs_ocr', 'a picture')), cv);
    expect(await stateOf(cv)).toMatchObject({ status: 'unreadable', quality: 'unreadable' });
    await sql(`UPDATE cv SET extractor_version = 'extractor-0' WHERE id = $1`, [cv.cvId]);
    const asked: unknown[] = [];
    await extractCv(readingAs(readingOf(cvText(6)), asked), cv);
    expect(await stateOf(cv)).toMatchObject({ status: 'read', outcome: 'read', text: cvText(6) });
    expect(asked).toEqual([['profile-cv', { cvId: cv.cvId }, { revision: 2 }]]);
  });

  it('stays as it is when five attempts at it end in a fault of ours', async () => {
    const cv = await readBefore(7);
    const before = await stateOf(cv);
    const broken = createContext(pipeline, {
      reader: { read: () => Promise.reject(new Error('no process starts')) },
    });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      expect(await isOwed(cv)).toBe(attempt === 1);
      await expect(extractCv(broken, cv)).rejects.toThrow('no process starts');
    }
    const after = await stateOf(cv);
    expect(after).toMatchObject({
      status: 'ready',
      text: before.text,
      revision: before.revision,
      attempts: 0,
    });
    expect(await isOwed(cv)).toBe(false);
  });
});

describe('what a change of the taxonomy is tried on', () => {
  it('is the text of every stored profile', async () => {
    const uploaded = await readBefore(41);
    const texts = new Map<string, string>();
    for await (const { cv, text } of textsOfProfiles(pipeline.database)) texts.set(cv, text);
    const [stored] = await sql<{ profiles: string }>('SELECT count(*) AS profiles FROM profile');
    expect(texts.size).toBe(Number(stored?.profiles));
    expect(texts.get(uploaded.cvId)).toBe((await stateOf(uploaded)).text);
  });
});
