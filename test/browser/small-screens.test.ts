import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, sampleCv } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const WAYS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['on a phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ['without JavaScript', { javaScriptEnabled: false }],
];

describe.runIf(hasChromium())('staff', () => {
  let api: TestApi;
  let worker: TestWorker;
  let admin: TestAccount;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    admin = await makeAccount(api, 'admin');
    for (const email of ['amara@example.org', 'other@example.org'])
      await api.upload({
        file: sampleCv('amara-okafor.pdf'),
        fileName: `${email}.pdf`,
        fields: { name: 'Amara Okafor', email },
      });
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  it.each(WAYS)('post a vacancy and keep other weights for it %s', async (way, options) => {
    const page = await signedInPage(visitor, api, admin, '/vacancies/new', options);
    await page.getByLabel('Text of the advert').fill(sampleAdvert('band-6-stroke-esd.txt'));
    await page.getByRole('button', { name: 'Read the advert' }).click();
    const title = `Stroke therapist, posted ${way}`;
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Employer').fill('Riverside');
    await page.getByRole('button', { name: 'Post the vacancy' }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await worker.workOff();
    const { id } = await api.database.prisma.vacancy.findFirstOrThrow({ where: { title } });
    await page.goto(`${api.address}/vacancies/${id}/weights`);
    await page.getByLabel('Career stage', { exact: true }).fill('95');
    await page.getByRole('button', { name: 'Keep these weights' }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const { categoryWeights } = await api.database.prisma.vacancy.findUniqueOrThrow({ where: { id } });
    expect(categoryWeights).toEqual({ stage: 95 });
  });

  it('read the whole list of vacancies at 320 px without scrolling sideways', async () => {
    await postVacancy(api, {
      title: 'Senior Occupational Therapist, Neurorehabilitation and Community Stroke',
      employer: `Riverside${'side'.repeat(20)} NHS Trust`,
      description: 'Band 6. You carry out home visits after a stroke.',
      closesAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    });
    await worker.workOff();
    const page = await signedInPage(visitor, api, admin, '/vacancies', {
      viewport: { width: 320, height: 640 },
    });
    await page.getByRole('row', { name: /Neurorehabilitation/ }).waitFor();
    const beyond = await page.getByRole('region', { name: 'Open vacancies' }).evaluate((region) => {
      const { scrollWidth, clientWidth } = region as unknown as Record<'scrollWidth' | 'clientWidth', number>;
      return scrollWidth - clientWidth;
    });
    expect(beyond).toBe(0);
  });

  it.each(WAYS)('merge two records of one person and undo it %s', async (_way, options) => {
    const page = await signedInPage(visitor, api, admin, '/duplicates', options);
    await page
      .getByRole('button', { name: /^Merge, keeping this record/ })
      .first()
      .click();
    await page.getByText('The two records are one now').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await page.getByText('They are two records again').waitFor();
  });
});
