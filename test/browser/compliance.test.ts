import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, PASSWORD } from '../fixtures/accounts.js';
import { startApi, textCv, tokenOf, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { daysAgo, fileCheck } from '../fixtures/compliance.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('the compliance file', () => {
  let api: TestApi;
  let worker: TestWorker;
  let page: Page;
  let candidateId: string;
  let theirs: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    const answer = await api.upload({ file: textCv() });
    await worker.workOff();
    candidateId = String(answer.json['candidateId']);
    theirs = `${api.address}/cv/${String(answer.json['id'])}?token=${tokenOf(answer)}`;
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    const { email } = await makeAccount(api, 'consultant');
    // Everything here works without scripts of ours.
    page = await visitor.open({ javaScriptEnabled: false });
    await page.goto(`${api.address}/sign-in`);
    await page.getByLabel('Email address', { exact: true }).fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Open vacancies' }).waitFor();
  });
  /** axe is a script, which the window without scripts cannot run. */
  const checkedFor = async (path: string): Promise<void> => {
    const other = await visitor.open();
    await other.context().addCookies(await page.context().cookies());
    await other.goto(path);
    await expectAccessible(other);
    await other.close();
  };
  const open = async (title: string): Promise<void> => {
    await page.goto(`${api.address}/candidates/${candidateId}/compliance`);
    await page.getByRole('link', { name: new RegExp(`^File a check ?: ${title}$`) }).click();
    await page.getByRole('heading', { level: 1, name: `File a check: ${title}` }).waitFor();
  };

  it('takes a check with its evidence, says what is wrong with one, and keeps what was typed', async () => {
    await page.goto(`${api.address}/candidates/${candidateId}`);
    await page.getByRole('link', { name: 'Open the file, or add to it' }).click();
    await page.getByText('None yet.').waitFor();
    await open('HCPC register');
    await checkedFor(page.url());
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByRole('alert').getByText('Fill in “HCPC number”').waitFor();
    await page.getByRole('alert').getByText('Choose an answer for “What the register says”').waitFor();
    await page.getByLabel('HCPC number').fill('PH1');
    await page.getByLabel('What the register says').selectOption({ label: 'Registered' });
    await page.getByLabel('What was seen, and how').fill('Looked up by name & number.');
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByRole('alert').getByText('Write the number as OT12345.').waitFor();
    expect(await page.getByLabel('What was seen, and how').inputValue()).toBe('Looked up by name & number.');
    await page.getByLabel('HCPC number').fill('ot 12345');
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByText('The check is filed.').waitFor();
    await page.getByText('Looked up by name & number.').waitFor();

    await open('Fire safety');
    await page.getByLabel('Evidence, as a file').setInputFiles({
      name: 'page.html',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<!doctype html><html><body>x</body></html>'),
    });
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByRole('alert').getByText('Print the page as a PDF and file that.').waitFor();
    await page.getByLabel('Evidence, as a file').setInputFiles({
      name: 'certificate.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Passed.'),
    });
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByRole('link', { name: 'certificate.txt' }).waitFor();
    const rows = await api.database.prisma.complianceCheck.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ kind, item, fileName }) => [kind, item, fileName])).toEqual([
      ['hcpc_register', null, null],
      ['training', 'fire_safety', 'certificate.txt'],
    ]);
  });

  it('shows the state of each in words, lists what is about to end, and withdraws with a reason', async () => {
    const { key } = await api.keyFor('consultant');
    const fields = { checkedOn: daysAgo(100), validUntil: daysAgo(-7) };
    await fileCheck(api, key, candidateId, 'identity', { fields });
    await fileCheck(api, key, candidateId, 'dbs', { fields: { checkedOn: '2024-01-10' } });
    await page.getByRole('link', { name: 'Compliance', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Checks that are about to end' }).waitFor();
    await page.getByRole('row', { name: /Identity.*About to end 7 days left/ }).waitFor();
    await checkedFor(page.url());
    await page.getByRole('link', { name: /^C-/ }).first().click();
    await page.getByRole('row', { name: /^DBS certificate Ended on/ }).waitFor();
    await page.getByRole('row', { name: /^Right to work Missing/ }).waitFor();
    await checkedFor(page.url());
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Identity' }) });
    await card.getByText('It is wrong').click();
    await card.getByLabel('Why it is withdrawn').fill('Of another person.');
    await card.getByRole('button', { name: /^Withdraw this check/ }).click();
    await page.getByText('The check is withdrawn.').waitFor();
    await page.getByText(/by A consultant: Of another person\./).waitFor();
    await page.getByRole('row', { name: /^Identity Missing/ }).waitFor();
  });

  it('has what an employer asks for itself, until somebody who was asked once more ends it, and asks again', async () => {
    const { key } = await api.keyFor('consultant');
    const vacancy = { title: 'OT', employer: 'Fellmere Council', description: 'Home visits.' };
    const made = await api.call('/v1/vacancies', { method: 'POST', key, body: vacancy });
    const { id } = made.json['employer'] as { id: string };
    await page.goto(`${api.address}/employers/${id}/checks`);
    await page.getByLabel('What they ask for').fill('Driving licence');
    await page.getByRole('button', { name: 'Add it' }).click();
    const row = page.getByRole('row', { name: /^Driving licence/ });
    await row.getByRole('link', { name: 'Ask no more : Driving licence' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ask for this check no more?' }).waitFor();
    await checkedFor(page.url());
    await page.getByRole('link', { name: 'Keep asking for it' }).click();
    await row.getByRole('link', { name: 'Ask no more : Driving licence' }).click();
    await page.getByRole('button', { name: 'Ask no more' }).click();
    await page.getByText('Not asked for any more.').waitFor();
    expect(await row.count()).toBe(0);
    await checkedFor(page.url());
    await page.getByRole('button', { name: 'Ask again : Driving licence' }).click();
    await row.waitFor();
  });

  it('is seen by the person on their page, in words and without a form', async () => {
    const own = await visitor.open({ viewport: { width: 390, height: 800 } });
    await own.goto(theirs);
    const section = own.getByRole('region', { name: 'What we have checked' });
    await section.getByText('HCPC register').waitFor();
    expect(await section.textContent()).toContain('In date');
    expect(await section.locator('form').count()).toBe(0);
    await expectAccessible(own);
    expect(await own.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
