import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, uploadSample } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('the explanation sheet', () => {
  let api: TestApi;
  let worker: TestWorker;
  let sheet: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    const { candidateId } = await uploadSample(api, 'kayleigh-barrow.docx');
    const id = await postVacancy(api, {
      title: 'Stroke therapist',
      employer: 'Riverside',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    await worker.workOff();
    sheet = `/vacancies/${id}/people/${candidateId}`;
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  it('prints what is asked for and not evidenced, and the vacancy’s own words, without anything being unfolded', async () => {
    const page = await signedInPage(visitor, api, await makeAccount(api, 'consultant'), sheet);
    const folded = page.locator('details').filter({ hasText: 'asked for and not evidenced' }).first();
    const gap = (await folded.locator('li').first().textContent()) ?? '';
    const said = page.locator('details', { hasText: 'What the vacancy says' }).locator('blockquote').first();
    const visible = page.getByRole('listitem').filter({ hasText: gap.trim(), visible: true });
    expect(await visible.count()).toBe(0);
    expect(await said.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => visible.count()).toBe(1);
    expect(await said.isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Decision' }).isVisible()).toBe(false);
  });
});
