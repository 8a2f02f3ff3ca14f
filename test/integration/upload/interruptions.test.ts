import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type TestApi } from '../../fixtures/api.js';
import {
  APPLICANT_PARTS,
  BOUNDARY,
  formOf,
  problemOf,
  sendRaw,
  uploadHead,
} from '../../fixtures/raw-http.js';

const bigCv = (): string => textCv() + 'More of the same. '.repeat(20_000);

describe('an upload that breaks off', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it.each([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99])(
    'after %i per cent leaves no file and no row',
    async (percent) => {
      const form = formOf([{ name: 'file', fileName: 'cv.txt', body: bigCv() }, ...APPLICANT_PARTS]);
      const socket = connect(api.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(uploadHead({ 'Content-Length': String(form.length) }));
      const part = form.subarray(0, Math.floor((form.length * percent) / 100));
      await new Promise((resolve) => socket.write(part, resolve));
      await sleep(50);
      socket.destroy();
      await expect.poll(() => api.storedFiles()).toEqual([]);
      expect(await api.database.prisma.candidate.count()).toBe(0);
    },
  );

  it('a hundred at once leave no file, no row and no connection', async () => {
    const form = formOf([{ name: 'file', fileName: 'cv.txt', body: bigCv() }, ...APPLICANT_PARTS]);
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = connect(api.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write(uploadHead({ 'Content-Length': String(form.length) }));
        await new Promise((resolve) => socket.write(form.subarray(0, form.length / 2), resolve));
        socket.destroy();
      }),
    );
    await expect.poll(() => api.storedFiles(), { timeout: 30_000 }).toEqual([]);
    const open = (): Promise<number> =>
      new Promise((resolve) => api.server.getConnections((_error, count) => resolve(count)));
    await expect.poll(open, { timeout: 30_000 }).toBe(0);
    expect(await api.database.prisma.cv.count()).toBe(0);
  });
});

describe('an upload that crawls', () => {
  it('is ended with 408 when its time is up, and leaves nothing', async () => {
    const api = await startApi({ limits: { requestMs: 1_000, headersMs: 500 } });
    try {
      const answer = await sendRaw(api.port, async (socket) => {
        socket.write(uploadHead({ 'Content-Length': '100000', Connection: 'keep-alive' }));
        socket.write(
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`,
        );
        for (let i = 0; i < 200 && !socket.destroyed; i += 1) {
          socket.write('a');
          await sleep(50);
        }
      });
      expect(answer.status).toBe(408);
      expect(problemOf(answer).code).toBe('request_timeout');
      await expect.poll(() => api.storedFiles()).toEqual([]);
    } finally {
      await api.stop();
    }
  });

  it('headers that crawl are cut off too', async () => {
    const api = await startApi({ limits: { requestMs: 1_000, headersMs: 500 } });
    try {
      const socket = connect(api.port, '127.0.0.1');
      socket.resume().on('error', () => undefined);
      socket.write('POST /v1/cvs HTTP/1.1\r\nHost: x\r\nX-Slow: ');
      const drip = setInterval(() => socket.write('a'), 50);
      await once(socket, 'close');
      clearInterval(drip);
      expect(socket.destroyed).toBe(true);
    } finally {
      await api.stop();
    }
  });
});
