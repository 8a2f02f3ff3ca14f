import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { cvOf } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

interface SelectingDocument {
  querySelector(selector: string): { focus(): void } | null;
  createTreeWalker(root: unknown, show: number): { nextNode(): { data: string } | null };
  createRange(): { setStart(node: unknown, at: number): void; setEnd(node: unknown, at: number): void };
  getSelection(): { removeAllRanges(): void; addRange(range: unknown): void };
}

/** Selects words in the text of the CV, which has the focus, as a mouse or a keyboard would. */
function select(page: Page, words: string): Promise<void> {
  return page.evaluate((wanted) => {
    const { document } = globalThis as unknown as { document: SelectingDocument };
    const text = document.querySelector('.cv-text');
    const walker = document.createTreeWalker(text, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      text?.focus();
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
      return;
    }
    throw new Error('the CV does not say that');
  }, words);
}

describe.runIf(hasChromium())('words of a CV that the taxonomy does not know', () => {
  let api: TestApi;
  let worker: TestWorker;
  let review: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    const lines = ['I lead brain attack pathway meetings and kitchen walks.', 'Questions to Nora Quill.'];
    const fields = { name: 'Nora Quill', email: 'nora@example.org' };
    const sent = await api.upload({ file: cvOf('Nora Quill', lines), fields });
    const description = 'Band 6 stroke occupational therapist in Leeds.';
    const vacancyId = await postVacancy(api, { title: 'Stroke OT', employer: 'Riverside', description });
    await worker.workOff();
    review = `/vacancies/${vacancyId}/people/${String(sent.json['candidateId'])}`;
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  const offered = () => api.database.prisma.offeredForm.findMany({ orderBy: { id: 'asc' } });

  it('are selected in its text and offered by keyboard, with what they mean found by name', async () => {
    const page = await signedInPage(visitor, api, await makeAccount(api, 'consultant'), review);
    const button = page.getByRole('button', { name: 'What does this mean?' });
    expect(await button.isVisible()).toBe(false);
    await select(page, 'brain attack pathway');
    await button.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Say what words of a CV mean' }).waitFor();
    expect(await page.getByLabel('Words, as they stand').inputValue()).toBe('brain attack pathway');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Offer these words' }).click();
    await page.getByRole('alert').getByText('Choose what the words mean').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Search what they mean by name').fill('stroke');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('radio', { name: 'Stroke', exact: true }).check();
    await page.getByRole('button', { name: 'Offer these words' }).click();
    await page.getByRole('status').getByText('Offered. An administrator decides').waitFor();
    expect(await offered()).toMatchObject([{ words: 'brain attack pathway', conceptId: 'spec.stroke' }]);
  });

  it('are typed and offered without a script, and never with a name among them', async () => {
    const options = { javaScriptEnabled: false };
    const account = await makeAccount(api, 'consultant', { email: 'no-script@agency.example' });
    const page = await signedInPage(visitor, api, account, review, options);
    await page.getByText('Words that the system should know').click();
    await page.getByLabel('Words of this CV').fill('Questions to Nora');
    await page.getByRole('button', { name: 'Say what they mean' }).click();
    await page.getByLabel('None of these').check();
    await page.getByRole('button', { name: 'Offer these words' }).click();
    await page.getByRole('alert').getByText('Offer only words of the work').waitFor();
    expect(await offered()).toHaveLength(1);
    await page.getByLabel('Words, as they stand').fill('kitchen walks');
    await page.getByRole('button', { name: 'Offer these words' }).click();
    await page.getByRole('status').getByText('Offered. An administrator decides').waitFor();
    expect((await offered())[1]).toMatchObject({ words: 'kitchen walks', conceptId: null });
  });

  it('are accepted and declined by an administrator with a reason', async () => {
    const page = await signedInPage(visitor, api, await makeAccount(api, 'admin'), '/admin/taxonomy');
    await page.getByRole('link', { name: 'Words that were offered' }).click();
    const one = (words: string) => page.getByRole('region', { name: `“${words}”` });
    await one('brain attack pathway').getByText('1 of the newest 1 CV says it.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Accept “kitchen walks”' }).click();
    await page.getByRole('alert').getByText('Enter why').waitFor();
    await one('kitchen walks').getByLabel('Why').fill('a way of training');
    await page.getByRole('button', { name: 'Accept “kitchen walks”' }).click();
    await page.getByRole('alert').getByText('Choose a concept that there is').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Decline “kitchen walks”' }).click();
    await one('kitchen walks').waitFor({ state: 'detached' });
    await one('brain attack pathway').getByLabel('Why').fill('said in two hospitals');
    await page.getByRole('button', { name: 'Accept “brain attack pathway”' }).click();
    await page.getByText('There are none.').waitFor();
    await page.getByRole('link', { name: 'Accepted', exact: true }).click();
    await one('brain attack pathway').getByText('said in two hospitals').waitFor();
    await expectAccessible(page);
  });
});
