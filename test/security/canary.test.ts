import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, tokenOf, type TestApi } from '../fixtures/api.js';
import { fileCheck } from '../fixtures/compliance.js';
import { formOf, postForm, sendRaw, uploadHead } from '../fixtures/raw-http.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

/** Words that occur nowhere but in what this candidate sends. */
const CANARY = {
  name: 'Canaryfirst Canarylast',
  email: 'canary-7f3a@canary.example',
  phone: '+44 7700 900736',
  postcode: 'ZE1 0AA',
};
const TEXT_CANARY = 'CANARY-7f3a9c51';
const FILE_CANARY = 'canary-file-7f3a.txt';
const HITS = /canary|7700 ?900736|ZE1 ?0AA/i;

const cv = (mark: string): string =>
  [
    CANARY.name,
    CANARY.email,
    'Occupational Therapist',
    '',
    'Experience',
    `Band 6 Occupational Therapist, ${TEXT_CANARY} NHS Trust, March 2019 to present`,
    `I carry out home visits with ${TEXT_CANARY}.`,
    mark,
  ].join('\n');

let api: TestApi;
let worker: TestWorker;
beforeAll(async () => {
  api = await startApi({ env: { LOG_LEVEL: 'trace' } });
  worker = await startWorker(api);
});
afterAll(() => api.stop());

describe('what a candidate sends', () => {
  it('is in no log, audit entry, metric, job or file name after everything that can happen to it', async () => {
    const { key } = await api.keyFor('consultant');
    let requests = 0;
    const send = (file: string, fields: object = {}): ReturnType<TestApi['upload']> =>
      api.upload({
        file,
        fileName: FILE_CANARY,
        fields: { ...CANARY, ...fields },
        headers: { 'idempotency-key': `k-${(requests += 1)}` },
      });

    // It goes well.
    const good = await send(cv('first'));
    expect(good.status).toBe(202);
    const jobs = JSON.stringify(api.enqueued);
    await api.call('/v1/vacancies', {
      method: 'POST',
      key,
      body: {
        title: 'Occupational Therapist',
        employer: 'A Trust',
        description: 'Band 6. Home visits are essential.',
      },
    });
    await worker.workOff();
    const token = tokenOf(good);
    const id = String(good.json['id']);
    const candidateId = String(good.json['candidateId']);
    expect((await api.call(`/v1/cvs/${id}?token=${token}`)).text).toContain(TEXT_CANARY);
    await api.call(`/v1/cvs/${id}/events?token=${token}`);
    for (const path of [`/v1/cvs/${id}`, `/v1/cvs/${id}/file`, `/v1/candidates/${candidateId}`]) {
      expect((await api.call(path, { key })).status).toBe(200);
    }
    const matches = await api.call(`/v1/candidates/${candidateId}/matches`, { key });
    const [match] = matches.json['items'] as { vacancy: { id: string } }[];
    const explanation = await api.call(`/v1/vacancies/${match?.vacancy.id ?? ''}/matches/${candidateId}`, {
      key,
    });
    expect(explanation.status).toBe(200);

    const filing = {
      fields: { note: TEXT_CANARY, item: TEXT_CANARY },
      file: TEXT_CANARY,
      fileName: FILE_CANARY,
    };
    const filed = await fileCheck(api, key, candidateId, 'reference', filing);
    expect(filed.text).toContain(TEXT_CANARY);
    const [check] = filed.json['checks'] as { id: string }[];
    const checkPath = `/v1/compliance-checks/${check?.id ?? ''}`;
    expect((await api.call(`${checkPath}/file`, { key })).text).toBe(TEXT_CANARY);
    await api.call(`${checkPath}/withdrawal`, { method: 'POST', key, body: { reason: TEXT_CANARY } });
    await fileCheck(api, key, candidateId, TEXT_CANARY, filing);

    // It goes badly, in every way at hand.
    await send(cv('second'), { consentToKeep: 'false' });
    await send(cv('third'), { email: 'canary at canary' });
    await send(cv('first'), { name: 'Canary Other' });
    await send(`<html>${TEXT_CANARY}</html>`);
    await send(TEXT_CANARY.repeat(200_000));
    await api.call(`/v1/cvs/${TEXT_CANARY}?token=${TEXT_CANARY}`);
    await api.call(`/v1/${TEXT_CANARY}?q=${TEXT_CANARY}`);
    await api.call('/v1/vacancies', { key: TEXT_CANARY });
    await api.call('/v1/vacancies', { method: 'POST', key, body: `{"title":"${TEXT_CANARY}` });
    await api.call('/v1/vacancies', { method: 'POST', key, body: { [TEXT_CANARY]: TEXT_CANARY } });
    await postForm(api.port, formOf([{ name: TEXT_CANARY, body: cv('fourth') }]));
    await postForm(
      api.port,
      formOf([{ name: 'file', fileName: FILE_CANARY, body: cv('fifth') }], { close: false }),
    );
    await sendRaw(api.port, [uploadHead({ 'X-Name': CANARY.name, 'Content-Length': '9' }), 'not a form'], {
      timeoutMs: 2_000,
    });
    await sendRaw(api.port, [`${TEXT_CANARY}\r\n\r\n`]);

    // And a fault of ours, with everything in its message.
    await api.database.pool.query(
      'ALTER TABLE contact ADD CONSTRAINT broken CHECK (length(name) < 3) NOT VALID',
    );
    expect((await send(cv('sixth'))).status).toBe(500);
    await api.database.pool.query(
      'ALTER TABLE cv_text ADD CONSTRAINT broken CHECK (length(text) < 3) NOT VALID',
    );
    await api.database.pool.query('ALTER TABLE contact DROP CONSTRAINT broken');
    expect((await send(cv('seventh'))).status).toBe(202);
    await expect(worker.workOff()).rejects.toThrow();

    const { prisma } = api.database;
    const places = {
      logs: api.logs.join(''),
      audit: JSON.stringify(await prisma.auditEvent.findMany(), (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      idempotency: JSON.stringify(await prisma.idempotencyKey.findMany()),
      metrics: (await api.call('/metrics')).text,
      jobs,
      files: (await api.storedFiles()).join('\n'),
      keys: JSON.stringify(await prisma.apiKey.findMany()),
    };
    expect(places.logs).toContain('request failed');
    for (const [place, text] of Object.entries(places)) expect(text.match(HITS)?.[0], place).toBeUndefined();
    expect(places.logs).not.toContain(token);
    expect(places.logs).not.toContain(key);
  });

  it('lies in storage and nowhere beside it', async () => {
    const root = api.storageRoot;
    const entries = await readdir(join(root, '..'), { recursive: true, withFileTypes: true });
    const holding: string[] = [];
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      if (HITS.test(await readFile(path, 'latin1'))) holding.push(path);
    }
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.filter((path) => !path.startsWith(root))).toEqual([]);
  });
});
