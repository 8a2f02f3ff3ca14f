import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, tokenOf, type Answer, type TestApi } from '../../fixtures/api.js';
import { APPLICANT_PARTS, formOf, uploadHead } from '../../fixtures/raw-http.js';

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await startApi();
  other = await startApi({ beside: api });
});
afterAll(async () => {
  await other.stop();
  await api.stop();
});

async function held(): Promise<{ files: number; people: number; cvs: number; uploads: number }> {
  const { candidate, cv, auditEvent } = api.database.prisma;
  return {
    files: (await api.storedFiles()).length,
    people: await candidate.count(),
    cvs: await cv.count(),
    uploads: await auditEvent.count({ where: { action: 'cv.uploaded' } }),
  };
}

function ids(answers: readonly Answer[]): string[] {
  return [...new Set(answers.map((answer) => String(answer.json['id'])))];
}

/** As a good client does: an answer of 503 says that nothing was saved, and the upload is sent again. */
async function untilServed(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 20; tries += 1) {
    const answer = await send();
    if (answer.status !== 503) return answer;
  }
  throw new Error('the API did not come back');
}

describe('the same document from the same person', () => {
  it('is answered with 200 and the first id, and stored once', async () => {
    const file = textCv();
    const first = await api.upload({ file });
    const before = await held();
    const again = await api.upload({
      file,
      fields: { email: ' SAM.FIELD@example.org' },
      fileName: 'other.txt',
    });
    expect(again.status).toBe(200);
    expect(ids([first, again])).toHaveLength(1);
    expect(again.json['candidateId']).toBe(first.json['candidateId']);
    expect(await held()).toEqual(before);
  });

  it('from somebody else is another CV', async () => {
    const file = textCv();
    const answers = [
      await api.upload({ file }),
      await api.upload({ file, fields: { email: 'other@example.org' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(ids(answers)).toHaveLength(2);
  });

  it('fifty times at once through two processes is one row, one file and one job', async () => {
    const before = await held();
    const file = textCv();
    const jobs = (): number => api.enqueued.length + other.enqueued.length;
    const jobsBefore = jobs();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => untilServed(() => (index % 2 ? api : other).upload({ file }))),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(ids(answers)).toHaveLength(1);
    expect(await held()).toEqual({
      files: before.files + 1,
      people: before.people + 1,
      cvs: before.cvs + 1,
      uploads: before.uploads + 1,
    });
    expect(jobs()).toBe(jobsBefore + 1);
  });

  it('after a day hands out no link any more: a copy of a CV must not open its owner’s data', async () => {
    const file = textCv();
    const first = await api.upload({ file });
    expect(tokenOf(first)).toMatch(/^otc_/);
    await api.database.prisma.cv.update({
      where: { id: String(first.json['id']) },
      data: { receivedAt: new Date(Date.now() - 25 * 3_600_000) },
    });
    const stranger = await api.upload({ file });
    expect(stranger.status).toBe(200);
    expect(String(stranger.json['statusUrl'])).not.toContain('token');
    const themselves = await api.upload({ file, key: tokenOf(first) });
    expect(themselves.status).toBe(200);
    expect(tokenOf(themselves)).toMatch(/^otc_/);
  });
});

describe('an Idempotency-Key', () => {
  const keyed = (): { headers: { 'idempotency-key': string } } => ({
    headers: { 'idempotency-key': randomUUID() },
  });

  it('repeated with the same upload gives the same answer and does nothing', async () => {
    const [file, key] = [textCv(), keyed()];
    const first = await api.upload({ file, ...key });
    const before = await held();
    const again = await other.upload({ file, ...key });
    expect(again.status).toBe(202);
    expect(again.json['id']).toBe(first.json['id']);
    expect(await held()).toEqual(before);
  });

  it.each([
    ['another file', { file: textCv() }],
    ['another name', { fields: { name: 'Somebody Else' } }],
  ])('repeated with %s is refused with 422', async (_name, change) => {
    const [file, key] = [textCv(), keyed()];
    await api.upload({ file, ...key });
    const before = await held();
    const again = await api.upload({ file, ...key, ...change });
    expect(again.status).toBe(422);
    expect(again.json['code']).toBe('idempotency_key_reused');
    expect(await held()).toEqual(before);
  });

  it('fifty times at once is one upload; the others hear of it or are told to wait', async () => {
    const before = await held();
    const [file, key] = [textCv(), keyed()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? api : other).upload({ file, ...key })),
    );
    const served = answers.filter(({ status }) => status === 202);
    expect(served.length).toBeGreaterThan(0);
    expect(ids(served)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 202).every(({ status }) => status === 409)).toBe(true);
    expect(await held()).toMatchObject({ files: before.files + 1, cvs: before.cvs + 1 });
  });

  it('of an upload that is still arriving is answered with 409', async () => {
    const key = randomUUID();
    const body = textCv() + 'More of the same. '.repeat(5_000);
    const form = formOf([...APPLICANT_PARTS, { name: 'file', fileName: 'cv.txt', body }]);
    const slow = connect(api.port, '127.0.0.1');
    let answered = '';
    slow.setEncoding('latin1').on('data', (chunk: string) => (answered += chunk));
    slow.write(uploadHead({ 'Content-Length': String(form.length), 'Idempotency-Key': key }));
    slow.write(form.subarray(0, form.length - 100));
    await expect
      .poll(async () => (await api.storedFiles()).some((name) => name.endsWith('.part')))
      .toBe(true);
    const meanwhile = await api.upload({ headers: { 'idempotency-key': key } });
    expect(meanwhile.status).toBe(409);
    expect(meanwhile.json['code']).toBe('request_in_flight');
    expect(meanwhile.headers.get('retry-after')).toBe('1');
    slow.write(form.subarray(form.length - 100));
    await once(slow, 'close');
    expect(answered).toMatch(/^HTTP\/1\.1 202/);
  });

  it('counts per person: the key of one opens nothing for another', async () => {
    const [file, key] = [textCv(), keyed()];
    const first = await api.upload({ file, ...key });
    const second = await api.upload({ file: textCv(), key: tokenOf(first), ...key });
    expect(second.status).toBe(202);
    expect(second.json['id']).not.toBe(first.json['id']);
  });

  it('is forgotten after a day', async () => {
    const key = keyed();
    await api.upload(key);
    await api.database.prisma
      .$executeRaw`UPDATE idempotency_key SET created_at = now() - interval '25 hours'`;
    expect((await api.upload(key)).status).toBe(202);
  });

  it('of a refused upload is free again', async () => {
    const [file, key] = [textCv(), keyed()];
    expect((await api.upload({ file, ...key, fields: { name: '' } })).status).toBe(400);
    expect((await api.upload({ file, ...key })).status).toBe(202);
  });

  it.each(['', 'with space', 'é', 'k'.repeat(256)])('"%s" is none', async (key) => {
    const answer = await api.upload({
      headers: { 'idempotency-key': encodeURI(key) === key ? key : 'with space' },
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
  });

  it('keeps nothing of the person and no link', async () => {
    await api.upload(keyed());
    const kept = JSON.stringify(await api.database.prisma.idempotencyKey.findMany());
    expect(kept).not.toMatch(/otc_|sam\.field|Sam Field/i);
  });
});
