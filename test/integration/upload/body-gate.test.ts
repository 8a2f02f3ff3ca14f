import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../fixtures/api.js';
import {
  problemOf,
  sendRaw,
  uploadHead,
  writeUntilRefused,
  postForm,
  formOf,
} from '../../fixtures/raw-http.js';

const GIGABYTE = 1024 ** 3;

let api: TestApi;
/** The server's ends of the connections made during one test. */
let accepted: Socket[] = [];
beforeAll(async () => {
  api = await startApi();
  api.server.on('connection', (socket) => accepted.push(socket));
});
afterAll(() => api.stop());

async function nothingIsStored(): Promise<void> {
  expect(await api.storedFiles()).toEqual([]);
  expect(await api.database.prisma.cv.count()).toBe(0);
}

describe('an upload is refused by its headers', () => {
  it('a gigabyte is answered with 413 and not read', async () => {
    accepted = [];
    let handedOver = 0;
    const answer = await sendRaw(api.port, async (socket) => {
      socket.write(uploadHead({ 'Content-Length': String(GIGABYTE) }));
      handedOver = await writeUntilRefused(socket, GIGABYTE);
    });
    expect(answer.status).toBe(413);
    expect(problemOf(answer).code).toBe('file_too_large');
    expect(answer.head.toLowerCase()).toContain('connection: close');
    expect(accepted[0]?.bytesRead).toBeLessThan(api.config.uploadMaxBytes + 64 * 1024);
    expect(handedOver).toBeLessThan(GIGABYTE / 10);
    await nothingIsStored();
  });

  it('the same through fetch, which sees the answer too', async () => {
    const answer = await api.upload({ file: Buffer.alloc(8 * 1024 * 1024, 'a') });
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ code: 'file_too_large' });
  });

  it('chunked, without a length, is answered with 411', async () => {
    const answer = await sendRaw(api.port, [
      uploadHead({ 'Transfer-Encoding': 'chunked' }),
      '5\r\nhello\r\n',
    ]);
    expect(answer.status).toBe(411);
    expect(problemOf(answer).code).toBe('length_required');
    await nothingIsStored();
  });

  it('neither length nor chunks is answered with 411', async () => {
    const answer = await sendRaw(api.port, [uploadHead({})]);
    expect(answer.status).toBe(411);
  });

  it('a client that asks first is not told to go on', async () => {
    const head = uploadHead({ 'Content-Length': String(GIGABYTE), Expect: '100-continue' });
    const answer = await sendRaw(api.port, [head]);
    expect(answer.status).toBe(413);
    expect(answer.all).not.toContain('100 Continue');
  });

  it('but is, when the body is welcome', async () => {
    const form = formOf([]);
    const answer = await sendRaw(api.port, async (socket) => {
      socket.write(uploadHead({ 'Content-Length': String(form.length), Expect: '100-continue' }));
      await new Promise((resolve) => socket.once('data', resolve));
      socket.write(form);
    });
    expect(answer.all).toMatch(/^HTTP\/1\.1 100 Continue/);
    expect(problemOf(answer).code).toBe('file_missing');
  });

  it.each([
    ['a compressed body', { 'Content-Encoding': 'gzip' }],
    ['JSON', { 'Content-Type': 'application/json' }],
    ['no type at all', { 'Content-Type': '' }],
    ['an urlencoded form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ])('%s is answered with 415', async (_name, headers) => {
    const answer = await postForm(api.port, formOf([]), headers);
    expect(answer.status).toBe(415);
    expect(problemOf(answer).code).toBe('unsupported_media_type');
  });

  it('both a length and chunks is no valid request', async () => {
    const answer = await sendRaw(api.port, [
      uploadHead({ 'Transfer-Encoding': 'chunked', 'Content-Length': '5' }),
      'hello',
    ]);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toBe('malformed_request');
  });

  it('headers of 64 KB are answered with 431', async () => {
    const answer = await sendRaw(api.port, [uploadHead({ 'X-Large': 'a'.repeat(64 * 1024) })]);
    expect(answer.status).toBe(431);
    expect(problemOf(answer).code).toBe('headers_too_large');
  });
});
