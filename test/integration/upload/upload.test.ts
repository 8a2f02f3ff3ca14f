import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('an upload', () => {
  it('is acknowledged with 202 and a link that shows its status', async () => {
    const answer = await api.upload();
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ status: 'received' });
    expect(answer.headers.get('location')).toBe(`/v1/cvs/${String(answer.json['id'])}`);
    const { pathname, search, origin } = new URL(String(answer.json['statusUrl']));
    expect(origin).toBe('http://candidates.example');
    const status = await api.call(pathname + search);
    expect(status.status).toBe(200);
    expect(status.json).toMatchObject({ id: answer.json['id'], status: 'received', understood: null });
  });

  it('stores exactly the bytes that were sent, and a row that says so', async () => {
    const bytes = textCv();
    const answer = await api.upload({ file: bytes, fileName: 'Zoë Åström – CV.txt' });
    const row = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: String(answer.json['id']) } });
    expect(Buffer.from(row.sha256).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(row).toMatchObject({
      fileName: 'Zoë Åström – CV.txt',
      format: 'txt',
      sizeBytes: Buffer.byteLength(bytes),
    });
    const { key } = await api.keyFor('consultant');
    const file = await api.call(`/v1/cvs/${row.id}/file`, { key });
    expect(file.text).toBe(bytes);
  });
});
