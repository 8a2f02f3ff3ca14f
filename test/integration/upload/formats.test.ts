import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const GIF = Buffer.from('GIF89a\x01\0\x01\0', 'latin1');
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
const ELF = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(100)]);
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 0x90)]);
const ZIP = Buffer.concat([
  Buffer.from('504b0304140000000800', 'hex'),
  Buffer.alloc(16),
  Buffer.from([5, 0, 0, 0]),
  Buffer.from('a.txt'),
  deflateRawSync('hello'),
]);

describe('what a file is, its bytes say', () => {
  it.each<[string, Buffer | string, string]>([
    ['a picture that is not read called .pdf', GIF, 'cv.pdf'],
    ['a program called .pdf', ELF, 'cv.pdf'],
    ['a Windows program called .docx', EXE, 'cv.docx'],
    ['a ZIP called .docx', ZIP, 'cv.docx'],
    [
      'an SVG called .txt',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'cv.txt',
    ],
    ['a PDF behind a script', `<script>x</script>${' '.repeat(900)}%PDF-1.7`, 'cv.pdf'],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)), 'cv.pdf'],
  ])('%s is answered with 415 and not stored', async (_name, file, fileName) => {
    const answer = await api.upload({ file, fileName });
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({ code: 'unsupported_file' });
    expect(answer.json['detail']).toMatch(/PDF.*Word/);
    expect(await api.storedFiles()).toEqual([]);
    expect(await api.database.prisma.candidate.count()).toBe(0);
  });

  it('an empty file is told apart from none', async () => {
    expect((await api.upload({ file: '' })).json).toMatchObject({ status: 400, code: 'file_empty' });
    expect((await api.upload({ file: null })).json).toMatchObject({ status: 400, code: 'file_missing' });
  });

  it('the photo of a phone is told apart, with what to do about it', async () => {
    const answer = await api.upload({ file: HEIC, fileName: 'cv.jpg' });
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({ code: 'unsupported_file' });
    expect(answer.json['detail']).toMatch(/HEIC.*JPEG/);
  });

  it('a web page called .pdf is a web page, and leaves only as an attachment that no browser runs', async () => {
    const page = '<!doctype html><script>alert(1)</script><p>Occupational therapist';
    const answer = await api.upload({ file: page, fileName: 'cv.pdf' });
    expect(answer.status).toBe(202);
    const row = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: String(answer.json['id']) } });
    expect(row.format).toBe('html');
    const { key } = await api.keyFor('agency_staff');
    const file = await api.call(`/v1/cvs/${row.id}/file`, { key });
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('a PDF called .docx is a PDF', async () => {
    const answer = await api.upload({ file: '%PDF-1.7\nno more than a beginning', fileName: 'cv.docx' });
    expect(answer.status).toBe(202);
    const row = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: String(answer.json['id']) } });
    expect(row.format).toBe('pdf');
    const { key } = await api.keyFor('agency_staff');
    const file = await api.call(`/v1/cvs/${row.id}/file`, { key });
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});
