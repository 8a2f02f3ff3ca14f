import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';
import { hostilePdfs } from '../../fixtures/documents/hostile-pdfs.js';
import { hostileWordFiles } from '../../fixtures/documents/hostile-word-files.js';
import { flateStream, onePage, textLines } from '../../fixtures/documents/pdf-file.js';
import { paragraph, wordFile } from '../../fixtures/documents/word-file.js';
import { fieldsOf, sendFileForm, type SentFile } from '../../fixtures/forms.js';

const LINES = [
  'Senior Occupational Therapist, Stroke',
  'Riverside Community NHS Trust',
  'Band 6',
  'Permanent, 37.5 hours a week. Fellmere FE1 2AB.',
  'HCPC registration is essential.',
  'You will carry out home visits and assess people after a stroke.',
];
const DOCX: SentFile = {
  name: 'advert.docx',
  bytes: wordFile(LINES.map((line) => paragraph(line)).join('')),
};
const PDF: SentFile = { name: 'advert.pdf', bytes: onePage(flateStream(textLines(LINES))) };

let api: TestApi;
let staff: TestBrowser;
beforeAll(async () => {
  api = await startApi();
  staff = await signedInBrowser(api, await makeAccount(api, 'agency_staff'));
});
afterAll(() => api.stop());

const send = (file?: SentFile, text = '') => sendFileForm(api, staff, '/vacancies/new', { text }, file);

async function suggest(file: SentFile | null) {
  const { key } = await api.keyFor('agency_staff');
  const form = new FormData();
  if (file) form.append('file', new Blob([new Uint8Array(Buffer.from(file.bytes))]), file.name);
  const response = await fetch(`${api.address}/v1/vacancies/suggestions/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('an advert in a document', () => {
  it.each([
    ['a Word document', DOCX],
    ['a PDF', PDF],
  ])('%s is read as if it had been pasted, and not kept', async (_, file) => {
    const answer = await send(file);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Check what the advert says');
    expect(fieldsOf(answer.text)).toMatchObject({
      ...{ band: '6', contract: 'permanent', sector: 'nhs', 'importance.duty.home_visits': 'context' },
      text: expect.stringContaining('assess people after a stroke') as string,
    });
    expect((await suggest(file)).json).toMatchObject({ fields: { band: { value: '6' } } });
    expect(await api.storedFiles()).toEqual([]);
  });

  it('goes before what was pasted', async () => {
    const answer = await send(DOCX, 'Band 3 Support Worker');
    expect(fieldsOf(answer.text)).toMatchObject({ band: '6' });
  });

  it.each([
    ['nothing at all', undefined, 400, 'or choose its file'],
    ['an empty file', { name: 'advert.docx', bytes: '' }, 400, 'The selected file is empty'],
    [
      'a program',
      { name: 'advert.pdf', bytes: new Uint8Array(Buffer.from('MZ\x90\0\x03\0\0\0')) },
      415,
      'The selected file must be a PDF',
    ],
    [
      'a file above the limit',
      { name: 'advert.txt', bytes: 'Stroke. '.repeat(140_000) },
      413,
      'must be smaller than',
    ],
  ])('%s is refused in words', async (_, file, status, words) => {
    const answer = await send(file);
    expect([answer.status, answer.text.includes(words)]).toEqual([status, true]);
  });

  it('that cannot be read gives back what was pasted beside it', async () => {
    const answer = await send(
      { name: 'x.pdf', bytes: new Uint8Array(Buffer.from('%PDF-1.7\nnothing')) },
      'Band <6',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#file"');
    expect(fieldsOf(answer.text)['text']).toBe('Band <6');
  });

  it('without a file is told so by the API', async () => {
    expect(await suggest(null)).toMatchObject({
      status: 400,
      json: {
        code: 'file_missing',
        title: 'No file was attached',
        detail: 'Attach the advert as a document.',
      },
    });
  });

  it.each([131_100, 141_100])('that is too large is told so by the API, as an advert', async (times) => {
    const answer = await suggest({ name: 'advert.txt', bytes: 'Stroke. '.repeat(times) });
    expect(answer).toMatchObject({ status: 413, json: { code: 'file_too_large' } });
    expect(answer.json['detail']).toContain('Save the advert');
  });
});

describe('a hostile document in the place of an advert', () => {
  it('comes to the outcome that it has as a CV, and harms nobody', { timeout: 240_000 }, async () => {
    const hostile = [...(await hostilePdfs()), ...hostileWordFiles()].filter(
      ({ bytes, expected }) =>
        bytes.length > 0 &&
        bytes.length < 1_000_000 &&
        expected.outcome !== 'read' &&
        ![expected.outcome].flat().includes('timed_out'),
    );
    expect(hostile.length).toBeGreaterThan(8);
    for (const { name, bytes, expected } of hostile) {
      const { status, json } = await suggest({ name, bytes });
      // Beside other tests the machine may be too slow for what it reads elsewhere.
      const outcomes: string[] = [expected.outcome, 'timed_out'].flat();
      if (status === 200) expect(outcomes, name).toContain('read');
      else if (status === 415) expect(outcomes, name).toContain('unsupported');
      else {
        expect([name, status, json['code']]).toEqual([name, 422, 'unreadable_document']);
        expect(outcomes, name).toContain((json['errors'] as { message: string }[])[0]?.message);
      }
    }
    expect((await suggest(PDF)).status).toBe(200);
  });
});
