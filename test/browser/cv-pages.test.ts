import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { pdfFile, pdfStream, textLines } from '../fixtures/documents/pdf-file.js';
import { sampleAdvert } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const LINES = [
  'Nora Quillfeather',
  'Occupational Therapist',
  'Experience',
  'Band 6 Occupational Therapist, Leeds Teaching Hospitals NHS Trust, 2019 to present',
  'I carry out home visits with people after a stroke.',
  'I have not done any splinting.',
  'I would like to learn cognitive assessment.',
];

describe.runIf(hasChromium())('the pages of a CV', () => {
  let api: TestApi;
  let worker: TestWorker;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  it('tell what is not done and what is hoped for by strokes and words, not by colour alone', async () => {
    const file = pdfFile([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[4 0 R]/Count 1>>',
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>',
      pdfStream(textLines(LINES)),
    ]);
    const fields = { name: 'Nora Quillfeather', email: 'nora@example.org' };
    const sent = await api.upload({ file, fileName: 'nora.pdf', fields });
    const id = await postVacancy(api, {
      title: 'Stroke therapist',
      employer: 'Riverside',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    await worker.workOff();
    const page = await signedInPage(
      visitor,
      api,
      await makeAccount(api, 'consultant'),
      `/vacancies/${id}/people/${String(sent.json['candidateId'])}?names=shown&view=pages`,
    );
    await page.getByRole('img', { name: /Page 1 as it was sent/ }).waitFor();
    const negated = page.locator('.cv-page g.negated').first();
    await negated.locator('text', { hasText: 'not done' }).waitFor();
    expect(await negated.locator('line').count()).toBe(await negated.locator('rect').count());
    const hoped = page.locator('.cv-page g.wants').first();
    await hoped.locator('text', { hasText: 'hoped for' }).waitFor();
    const dashes = await hoped
      .locator('rect')
      .first()
      .evaluate((rect) => {
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle: (of: unknown) => { strokeDasharray: string };
        };
        return getComputedStyle(rect).strokeDasharray;
      });
    expect(dashes).toMatch(/\d/);
    const told = page.getByRole('list', { name: 'Marked on page 1' }).getByRole('listitem');
    const words = await told.allTextContents();
    expect(words.some((one) => one.endsWith(': not done'))).toBe(true);
    expect(words.some((one) => one.endsWith(': hoped for'))).toBe(true);
    expect(words.some((one) => one.endsWith(': done'))).toBe(true);
    await expectAccessible(page);
  });
});
