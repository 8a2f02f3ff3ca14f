import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { paragraph, wordFile } from '../fixtures/documents/word-file.js';
import { sampleAdvert, sampleCv, uploadSample } from '../fixtures/people.js';
import { signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe.runIf(hasChromium())('agency staff', () => {
  let api: TestApi;
  let worker: TestWorker;
  let agencyStaff: TestAccount;
  let page: Page;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    agencyStaff = await makeAccount(api, 'agency_staff');
    for (const file of ['amara-okafor.pdf', 'tom-hadley.txt']) await uploadSample(api, file);
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    page = await signedInPage(visitor, api, agencyStaff);
  });

  it('post an advert that came as a Word document, and see it being ranked', async () => {
    await page.getByRole('link', { name: 'Post a vacancy' }).first().click();
    const broken = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nnothing') };
    await page.getByLabel('Text of the advert').fill('kept <b>');
    await page.getByLabel('Or the file of the advert').setInputFiles(broken);
    await page.getByRole('button', { name: 'Read the advert' }).click();
    await page.getByRole('alert').getByText('The file is damaged').waitFor();
    await expectAccessible(page);
    expect(await page.getByLabel('Text of the advert').inputValue()).toBe('kept <b>');
    const text = sampleAdvert('band-6-stroke-esd.txt');
    const bytes = wordFile(
      text
        .split('\n')
        .map((line) => paragraph(line))
        .join(''),
    );
    await page
      .getByLabel('Or the file of the advert')
      .setInputFiles({ name: 'advert.docx', mimeType: WORD, buffer: bytes });
    await page.getByRole('button', { name: 'Read the advert' }).click();
    await page.getByRole('heading', { name: 'Check what the advert says' }).waitFor();
    expect(await page.getByLabel('NHS band').inputValue()).toBe('6');
    const [weekly, share] = await Promise.all(
      ['#weekly', '#wholeTimeEquivalent'].map((input) => page.locator(input).boundingBox()),
    );
    expect(share?.y, 'inputs in one row, also where one label has two lines').toBe(weekly?.y);
    await page.getByLabel('NHS band').fill('');
    await page.getByLabel('Add a criterion that the text forgot').fill('sensory integration');
    await page.getByRole('button', { name: 'Look for it' }).click();
    await page.getByText(/\d+ found/).waitFor();
    await expectAccessible(page);
    expect(await page.getByLabel('NHS band').inputValue()).toBe('');
    await page.locator('#found select').first().selectOption({ label: 'Must have' });
    await page.getByRole('button', { name: 'Post the vacancy' }).click();
    await page.getByText('Posted. Ranking has begun.').waitFor();
    await page.getByText('Nobody has been ranked yet.').waitFor();
    await expectAccessible(page);
    await worker.workOff();
    await page.getByText('2 people ranked').waitFor();
    await page.getByText('Up to date').waitFor();
    const { band, fieldsSetByStaff } = await api.database.prisma.vacancy.findFirstOrThrow();
    expect(band).toBeNull();
    expect(fieldsSetByStaff).toContain('band');
    expect(await page.getByRole('link', { name: 'People ranked for it' }).count()).toBe(0);
  });

  it('change it, and see on their list that it is ranked again, without looking again', async () => {
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await expectAccessible(page);
    await page.getByLabel('Title').fill('Stroke therapist');
    await page.getByLabel('From', { exact: true }).fill('40000');
    await page.getByRole('button', { name: 'Save and rank people again' }).click();
    await page.getByText('Saved. Everybody is ranked again.').waitFor();
    await page.getByRole('link', { name: 'Vacancies', exact: true }).first().click();
    const row = page.getByRole('row').filter({ hasText: 'Stroke therapist' });
    await row.getByText('Being ranked').waitFor();
    await worker.workOff();
    await row.getByText('Up to date').waitFor();
    await expectAccessible(page);
  });

  it('close it after being asked, and open it again', async () => {
    await page.getByRole('link', { name: 'Stroke therapist' }).click();
    await page.getByRole('link', { name: 'Close', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Close this vacancy?' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close the vacancy' }).click();
    await page.getByText('Closed. Nobody is ranked for it any more').waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await page.getByText('Open again. Everybody is ranked for it.').waitFor();
    await worker.workOff();
  });

  it('settle whether two records are one person', async () => {
    const fields = { name: 'Amara Okafor', email: 'other@example.org', phone: undefined };
    await api.upload({ file: sampleCv('amara-okafor.pdf'), fileName: 'again.pdf', fields });
    await worker.workOff();
    await page.getByRole('link', { name: 'Duplicates' }).click();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /^Merge, keeping this record/ })
      .first()
      .click();
    await page.getByText('The two records are one now').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('They are two records again').waitFor();
    await worker.workOff();
  });

  it('do so without a script and on a small screen', async () => {
    const small = await signedInPage(visitor, api, agencyStaff, '/vacancies', {
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    await small.getByRole('link', { name: 'Stroke therapist' }).click();
    for (const name of ['Change', 'Close']) {
      await small.getByRole('link', { name, exact: true }).click();
      await small.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
      await small.goBack();
    }
    await small.goto(`${api.address}/vacancies/new`);
    await small.getByLabel('Text of the advert').fill(sampleAdvert('band-6-stroke-esd.txt'));
    await small.getByRole('button', { name: 'Read the advert' }).click();
    await small.getByRole('heading', { name: 'Check what the advert says' }).waitFor();
    await small.getByLabel('Closing date').fill('2027-07-03');
    await small.getByRole('button', { name: 'Post the vacancy' }).click();
    await small.getByText('Posted. Ranking has begun.').waitFor();
    await small.getByText('3 Jul 2027').waitFor();
  });
});
