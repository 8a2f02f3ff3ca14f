import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractCv } from '../../../src/cvs/extract-cv.js';
import { scanStoredCvs } from '../../../src/cvs/scan-stored-cvs.js';
import { createVirusScanner, type VirusScanner } from '../../../src/documents/virus-scanner.js';
import { MAX_ATTEMPTS } from '../../../src/queue/registry.js';
import { hasClamd, startClamd, VIRUS_WORDS, type TestClamd } from '../../fixtures/clamd.js';
import { cvText } from '../../fixtures/cv-texts.js';
import { paragraph, wordFile } from '../../fixtures/documents/word-file.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import { createContext } from './handlers.js';

let pipeline: Pipeline;
beforeAll(async () => {
  const created = await createPipeline();
  if (!created) throw new Error('no pipeline');
  pipeline = created;
});
afterAll(() => pipeline.close());

async function outcomeOf(cvId: string): Promise<object | undefined> {
  const { rows } = await pipeline.database.pool.query<object>(
    'SELECT status, outcome, detail FROM cv WHERE id = $1',
    [cvId],
  );
  return rows[0];
}

describe.skipIf(!hasClamd())('a document, where ClamAV is asked', () => {
  let clamd: TestClamd;
  beforeAll(async () => {
    clamd = await startClamd({ streamMaxLength: '1M' });
  });
  afterAll(() => clamd.stop());

  it.each([
    ['plain text', Buffer.from(`${cvText(1)}\n${VIRUS_WORDS}`)],
    ['inside a Word file', wordFile(paragraph('A CV') + paragraph(VIRUS_WORDS))],
  ])('with a virus is not read: %s', async (_, bytes) => {
    const { cvId } = await pipeline.upload(bytes, { quietly: true });
    const scanner = createVirusScanner(clamd.url);
    await extractCv(createContext(pipeline, { scanner }), { cvId });
    expect(await outcomeOf(cvId)).toEqual({
      status: 'unreadable',
      outcome: 'infected',
      detail: expect.stringMatching(/OtMatch\.Test/) as unknown,
    });
  });

  it('without one is read', async () => {
    const { cvId } = await pipeline.upload(cvText(2), { quietly: true });
    await extractCv(createContext(pipeline, { scanner: createVirusScanner(clamd.url) }), { cvId });
    expect(await outcomeOf(cvId)).toMatchObject({ status: 'read', outcome: 'read' });
  });

  it('that is larger than it takes is not called clean', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'a ');
    await expect(createVirusScanner(clamd.url).scan(large)).rejects.toThrow(/clamd|EPIPE|ECONNRESET/);
  });
});

describe('documents that were read before there was a scanner', () => {
  const finds = 'found by now';
  const scanner: VirusScanner = {
    scan: (bytes) =>
      Promise.resolve(
        Buffer.from(bytes).includes(finds) ? { clean: false, signature: 'Late.Find' } : { clean: true },
      ),
  };
  const scannedAt = async (cvId: string) =>
    (
      await pipeline.database.pool.query<{ at: Date | null }>(
        'SELECT scanned_at AS at FROM cv WHERE id = $1',
        [cvId],
      )
    ).rows[0]?.at;
  async function readUnscanned(text: string): Promise<string> {
    const { cvId } = await pipeline.upload(text, { quietly: true });
    await extractCv(createContext(pipeline), { cvId });
    expect(await scannedAt(cvId)).toBeNull();
    return cvId;
  }

  it('are scanned afterwards, once, in portions, and what is found is shut away as at an upload', async () => {
    await scanStoredCvs({ ...createContext(pipeline), scanner });
    const bad = await readUnscanned(`${cvText(4)}\n${finds}`);
    await pipeline.database.pool.query(`UPDATE cv SET status = 'ready' WHERE id = $1`, [bad]);
    const good = await readUnscanned(cvText(5));
    const context = { ...createContext(pipeline), scanner };
    // The newest first.
    expect(await scanStoredCvs(context, { most: 1 })).toMatchObject({ clean: 1, infected: 0 });
    expect(await scannedAt(good)).not.toBeNull();
    expect(await scanStoredCvs(context, { most: 1 })).toMatchObject({ clean: 0, infected: 1 });
    expect(await outcomeOf(bad)).toEqual({
      status: 'unreadable',
      outcome: 'infected',
      detail: 'ClamAV: Late.Find',
    });
    expect(await outcomeOf(good)).toMatchObject({ status: 'read', outcome: 'read' });
    expect(await scanStoredCvs(context)).toEqual({
      ...{ clean: 0, infected: 0, unsaid: 0, missing: 0 },
      before: null,
    });
  });

  it('wait where the worker stops or the scanner is away, and are passed over where it cannot say', async () => {
    const cvId = await readUnscanned(cvText(6));
    const context = createContext(pipeline);
    const stopping = AbortSignal.abort();
    expect(await scanStoredCvs({ ...context, scanner }, { stopping })).toMatchObject({ clean: 0 });
    const away = createVirusScanner('unix:/nowhere/clamd.sock');
    expect(await scanStoredCvs({ ...context, scanner: away })).toMatchObject({ clean: 0, unsaid: 0 });
    const unsure: VirusScanner = { scan: () => Promise.reject(new Error('too large')) };
    expect(await scanStoredCvs({ ...context, scanner: unsure })).toMatchObject({ clean: 0, unsaid: 1 });
    expect(await scannedAt(cvId)).toBeNull();
  });

  it('come to their turn behind newer ones that can never be scanned, which are tried again after them', async () => {
    const older = await readUnscanned(cvText(8));
    const never = await readUnscanned(`${cvText(9)}\ntoo large`);
    const unsure: VirusScanner = {
      scan: (bytes) =>
        Buffer.from(bytes).includes('too large')
          ? Promise.reject(new Error('too large'))
          : Promise.resolve({ clean: true }),
    };
    const context = { ...createContext(pipeline), scanner: unsure };
    const first = await scanStoredCvs(context, { most: 1 });
    expect(first).toMatchObject({ clean: 0, unsaid: 1, before: never });
    const second = await scanStoredCvs(context, { most: 1, before: first.before });
    expect(second).toMatchObject({ clean: 1, unsaid: 0 });
    expect(await scannedAt(older)).not.toBeNull();
    const rest = await scanStoredCvs(context, { before: second.before });
    expect(await scanStoredCvs(context, { before: rest.before })).toMatchObject({ unsaid: 1, before: null });
  });

  it('and those that come now are not scanned twice', async () => {
    const { cvId } = await pipeline.upload(cvText(7), { quietly: true });
    await extractCv(createContext(pipeline, { scanner }), { cvId });
    expect(await scannedAt(cvId)).not.toBeNull();
  });
});

describe('a worker', () => {
  it.each([
    ['', /documents are not scanned for viruses: CLAMD_URL is not set/],
    ['unix:/run/clamd.sock', /documents are scanned for viruses by ClamAV/],
  ])(
    'says at its start behind which fences documents are read, and whether they are scanned: %s',
    async (url, words) => {
      const worker = await pipeline.startWorker({ CLAMD_URL: url, LOG_LEVEL: 'info' });
      expect(worker.output()).toMatch(words);
      expect(worker.output()).toMatch(/"fences":\{"limits":(true|false),"network":/);
      worker.child.kill('SIGTERM');
      await worker.ended;
    },
  );
});

describe('a document, where ClamAV should be asked and is away', () => {
  it('is not read and waits, however long that takes', async () => {
    const { cvId } = await pipeline.upload(cvText(3), { quietly: true });
    const scanner = createVirusScanner('unix:/nowhere/clamd.sock');
    for (let attempt = 0; attempt < MAX_ATTEMPTS + 2; attempt += 1)
      await extractCv(createContext(pipeline, { scanner }), { cvId });
    expect(await outcomeOf(cvId)).toMatchObject({ status: 'received', outcome: null });
    const back: VirusScanner = { scan: () => Promise.resolve({ clean: true }) };
    await extractCv(createContext(pipeline, { scanner: back }), { cvId });
    expect(await outcomeOf(cvId)).toMatchObject({ status: 'read', outcome: 'read' });
  });

  it('is not kept waiting for ever by a scanner that says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `tcp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(createVirusScanner(url, 200).scan(Buffer.from('a CV'))).rejects.toThrow('does not answer');
    silent.close();
  });
});
