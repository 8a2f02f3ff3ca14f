import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type TestApi } from '../../fixtures/api.js';
import {
  APPLICANT_PARTS,
  BOUNDARY,
  formOf,
  postForm,
  problemOf,
  sendRaw,
  uploadHead,
  type Part,
} from '../../fixtures/raw-http.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const cv = (more: Partial<Part> = {}): Part => ({
  name: 'file',
  fileName: 'cv.txt',
  body: textCv(),
  ...more,
});
const whole = (...parts: Part[]): Buffer => formOf([...APPLICANT_PARTS, ...parts]);
const text = (name: string, body = 'x'): Part => ({ name, body });

/** What is in storage and in the database. */
async function held(): Promise<unknown> {
  const { candidate, cv } = api.database.prisma;
  return { files: await api.storedFiles(), people: await candidate.count(), cvs: await cv.count() };
}

describe('a form that is not one', () => {
  it.each<[string, Buffer, Record<string, string>, string]>([
    ['without a boundary', whole(cv()), { 'Content-Type': 'multipart/form-data' }, 'malformed_upload'],
    [
      'whose boundary is another',
      whole(cv()),
      { 'Content-Type': 'multipart/form-data; boundary=another' },
      'malformed_upload',
    ],
    [
      'whose boundary holds a line break',
      whole(cv()),
      { 'Content-Type': `multipart/form-data; boundary="${BOUNDARY}\\r\\nX: y"` },
      'malformed_upload',
    ],
    ['that never ends', formOf([...APPLICANT_PARTS, cv()], { close: false }), {}, 'malformed_upload'],
    ['that is empty', Buffer.alloc(0), {}, 'malformed_upload'],
    ['without a single part', formOf([]), {}, 'file_missing'],
    ['of noise', Buffer.alloc(10_000, 0xff), {}, 'malformed_upload'],
  ])('%s', async (_name, form, headers, code) => {
    const before = await held();
    const answer = await postForm(api.port, form, headers);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toBe(code);
    expect(await held()).toEqual(before);
  });

  it('with a boundary of 70 characters and more is read all the same', async () => {
    const boundary = 'b'.repeat(200);
    const form = Buffer.from(whole(cv()).toString().replaceAll(BOUNDARY, boundary));
    const answer = await postForm(api.port, form, {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
    });
    expect([202, 400]).toContain(answer.status);
  });
});

describe('a form whose file is refused and which breaks behind it', () => {
  const broken: Part = { headers: ['Content Disposition: form-data; name="name"'], body: 'x' };
  const noise = Buffer.alloc(300_000, 0xff);

  it.each(
    ['/v1/cvs', '/cv'].flatMap((path) => [
      [path, 'an empty file', [cv({ body: '' }), broken]] as const,
      [path, 'noise', [cv({ body: noise }), broken, { name: 'name', body: noise }]] as const,
    ]),
  )('is answered: %s, %s', async (path, _name, parts) => {
    const before = await held();
    const form = formOf(parts);
    const head = uploadHead({ 'Content-Length': String(form.length) }, path);
    const answer = await sendRaw(api.port, [head, form], { timeoutMs: 5_000 });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await held()).toEqual(before);
  });
});

describe('a form with too much of something', () => {
  const many = (count: number, part: (index: number) => Part): Part[] =>
    Array.from({ length: count }, (_, i) => part(i));

  it.each<[string, Part[], RegExp]>([
    ['two files', [cv(), cv()], /one file/],
    ['the file in another field', [cv({ name: 'resume' })], /field "file"/],
    ['10,000 fields', many(10_000, (i) => text(`f${i}`)), /more fields/],
    ['10,000 empty parts', many(10_000, () => ({ headers: ['X: y'], body: '' })), /form/],
    ['a field of 5,000 characters', [text('name', 'a'.repeat(5_000)), cv()], /too long/],
    ['a field name of 500 characters', [text('n'.repeat(500)), cv()], /name/],
    ['a file field name of 500 characters', [cv({ name: 'n'.repeat(500) })], /name|field/],
    ['a nested name', [text('a[b][c][d]'), cv()], /name/],
    ['500 levels of nesting', [text(`a${'[b]'.repeat(20)}`), cv()], /name/],
    ['an index of 999,999,999', [text('a[999999999]'), cv()], /name/],
    ['an empty field name', [text(''), cv()], /name/],
    ['the prototype', [text('__proto__[polluted]', 'yes'), cv()], /name/],
    [
      'a part header of 64 KB',
      [
        {
          headers: [`Content-Disposition: form-data; name="file"; filename="${'a'.repeat(65_536)}"`],
          body: 'x',
        },
      ],
      /could not be uploaded|form|incomplete/,
    ],
    [
      '5,000 part headers',
      [{ headers: Array.from({ length: 5_000 }, (_, i) => `X-${i}: y`), body: 'x' }],
      /could not be uploaded|form|incomplete/,
    ],
  ])('%s', async (name, parts, sentence) => {
    const before = await held();
    const form = name.startsWith('a field of') ? formOf(parts) : whole(...parts);
    const answer = await postForm(api.port, form);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toMatch(/^(malformed_upload|file_missing)$/);
    expect(problemOf(answer).detail).toMatch(sentence);
    expect(await held()).toEqual(before);
  });

  it('a file over the limit, though the whole is under the gate', async () => {
    const before = await held();
    const bytes = Buffer.alloc(api.config.uploadMaxBytes + 1, 'a');
    const answer = await postForm(api.port, whole(cv({ body: bytes })));
    expect(answer.status).toBe(413);
    expect(problemOf(answer).code).toBe('file_too_large');
    expect(await held()).toEqual(before);
  });

  it('a file of exactly the limit is taken', async () => {
    const bytes = Buffer.alloc(api.config.uploadMaxBytes, 'a');
    const answer = await postForm(api.port, whole(cv({ body: bytes })));
    expect(answer.status).toBe(202);
  });
});

describe('fields that are not part of the form', () => {
  it.each(['constructor', 'prototype', 'toString', 'role', 'candidateId', 'status', 'id'])(
    '"%s" is refused by name and changes nothing',
    async (name) => {
      const before = await api.database.prisma.candidate.count();
      const answer = await postForm(api.port, whole(text(name, 'ready'), cv()));
      expect(answer.status).toBe(400);
      expect(problemOf(answer)).toMatchObject({ code: 'invalid_request', errors: [{ field: name }] });
      expect(await api.database.prisma.candidate.count()).toBe(before);
    },
  );

  it('"__proto__" pollutes nothing', async () => {
    const answer = await postForm(api.port, whole(text('__proto__', 'polluted'), cv()));
    expect(answer.status).toBe(400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('a field sent twice is refused', async () => {
    const answer = await postForm(api.port, whole(text('name', 'Other'), cv()));
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ errors: [{ field: 'name', message: 'This must be text.' }] });
  });
});

describe('requests that are more or less than they say', () => {
  it('a length smaller than the body: what follows is not taken for a request', async () => {
    const form = whole(cv());
    const answer = await sendRaw(api.port, [
      uploadHead({ 'Content-Length': String(form.length - 200), Connection: undefined }),
      form,
    ]);
    expect(answer.status).toBe(400);
    expect(answer.all.match(/HTTP\/1\.1 \d/g)?.length).toBeLessThanOrEqual(2);
  });

  it('two uploads in one go are two uploads', async () => {
    const [first, second] = [whole(cv()), whole(cv())];
    const answer = await sendRaw(api.port, [
      uploadHead({ 'Content-Length': String(first.length), Connection: 'keep-alive' }),
      first,
      uploadHead({ 'Content-Length': String(second.length) }),
      second,
    ]);
    expect(answer.all.match(/HTTP\/1\.1 202/g)).toHaveLength(2);
  });

  it('the content type twice: the first one counts', async () => {
    const form = whole(cv());
    const head = uploadHead({ 'Content-Length': String(form.length) });
    const doubled = head.replace('\r\n\r\n', '\r\nContent-Type: text/plain\r\n\r\n');
    const answer = await sendRaw(api.port, [doubled, form]);
    expect(answer.status).toBe(202);
  });
});
