import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, sampleCv, uploadSample } from '../fixtures/people.js';
import { signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('the tools of staff', () => {
  let api: TestApi;
  let worker: TestWorker;
  let page: Page;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    for (const file of ['amara-okafor.pdf', 'helen-abernethy.pdf', 'tom-hadley.txt'])
      await uploadSample(api, file);
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    page = await signedInPage(visitor, api, await makeAccount(api, 'admin'), '/vacancies', {
      acceptDownloads: true,
    });
    await page.getByRole('heading', { level: 1, name: 'Open vacancies' }).waitFor();
  });

  it('post a vacancy by pasting its advert, with every field beside its sentence', async () => {
    await page.getByRole('link', { name: 'Post a vacancy' }).first().click();
    await expectAccessible(page);
    await page.getByLabel('Text of the advert').fill(sampleAdvert('band-6-stroke-esd.txt'));
    await page.getByRole('button', { name: 'Read the advert' }).click();
    await page.getByRole('heading', { name: 'Check what the advert says' }).waitFor();
    expect(await page.getByLabel('NHS band').inputValue()).toBe('6');
    expect(await page.locator('.field-row .quote').count()).toBeGreaterThan(5);
    await expectAccessible(page);
    await page.getByLabel('Title').fill('Stroke <b>occupational</b> therapist');
    await page.getByLabel('Employer').fill('');
    await page.getByRole('button', { name: 'Post the vacancy' }).click();
    await page.getByRole('alert').getByText('Enter the employer').waitFor();
    await page.getByLabel('Employer').fill('Riverside');
    await page.getByLabel('Must be able to drive').selectOption({ label: 'Yes' });
    await page.getByRole('button', { name: 'Post the vacancy' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stroke <b>occupational</b> therapist' }).waitFor();
    await worker.workOff();
    await page.getByRole('link', { name: 'The vacancy' }).click();
    await page.getByText('Set by staff').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'People ranked for it' }).click();
    const stored = await api.database.prisma.vacancy.findFirstOrThrow();
    expect(stored.fieldsSetByStaff).toEqual(['driverRequired']);
    await page.locator('[data-row]').nth(2).waitFor();
  });

  it('try other weights, with a list that follows the sliders, and keep them', async () => {
    await page.getByRole('link', { name: 'Try other weights' }).click();
    await expectAccessible(page);
    await page.getByLabel('Career stage').fill('95');
    await page.getByRole('heading', { name: 'The list as it would be' }).waitFor();
    expect(page.url()).toContain('category.stage=95');
    expect(await api.database.prisma.vacancy.count({ where: { revision: 1 } })).toBe(1);
    await page.getByRole('button', { name: 'Keep these weights' }).click();
    await page.getByRole('heading', { level: 1, name: /^Stroke/ }).waitFor();
    const { revision, categoryWeights } = await api.database.prisma.vacancy.findFirstOrThrow();
    expect({ revision, categoryWeights }).toEqual({ revision: 2, categoryWeights: { stage: 95 } });
    await page.getByRole('link', { name: 'See what moved' }).click();
    await page.getByText('The last change is still being ranked.').waitFor();
    await worker.workOff();
    await page.getByRole('heading', { level: 2, name: /^Ranked / }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Stroke/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Stroke/ }).waitFor();
  });

  it('compare people side by side', async () => {
    for (const n of [0, 1]) await page.locator('[data-row]').nth(n).getByLabel('Compare').check();
    await page.getByRole('button', { name: 'Compare up to four' }).click();
    await page.getByRole('heading', { level: 1, name: 'Side by side' }).waitFor();
    await expectAccessible(page);
    await page.goBack();
  });

  it('take the list along for a spreadsheet, in which no name begins a formula', async () => {
    await api.database.prisma.contact.updateMany({ data: { name: '=HYPERLINK("http://evil.example")' } });
    await page.getByRole('link', { name: 'Show names' }).click();
    const csv = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(await (await csv).path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(4);
    expect(text).toContain('"\'=HYPERLINK(""http://evil.example"")"');
    const xlsx = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Excel' }).click();
    const bytes = await readFile(await (await xlsx).path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('see a person with the vacancies ranked for them', async () => {
    const { id } = await api.database.prisma.candidate.findFirstOrThrow();
    await page.goto(`${api.address}/candidates/${id}`);
    await page.getByRole('heading', { name: 'Open vacancies, the best fit first' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'People like them' }).click();
    const alike = page.getByText(/of 100 alike/);
    await alike.first().waitFor();
    expect(await alike.count()).toBe(2);
    const people = await api.database.prisma.contact.findMany();
    const shown = await page.locator('main').innerText();
    for (const { name } of people) expect(shown).not.toContain(name);
    await expectAccessible(page);
  });

  it('find a person by a part of their name, on record, and note from when they can start', async () => {
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await expectAccessible(page);
    const reveals = { where: { action: 'candidate.names_revealed' } };
    const before = await api.database.prisma.auditEvent.count(reveals);
    const contact = await api.database.prisma.contact.findFirstOrThrow();
    await page.getByLabel('Name, email address').fill(contact.email);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('1 person. This look is recorded').waitFor();
    expect(await api.database.prisma.auditEvent.count(reveals)).toBe(before + 1);
    await expectAccessible(page);
    await page.locator('ul.lines a').click();
    await page.getByRole('heading', { name: 'Open vacancies, the best fit first' }).waitFor();
    expect(page.url()).toContain(contact.candidateId);
    await page.getByLabel('Can start from').fill('2027-02-01');
    await page.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('status').getByText('Noted.').waitFor();
    expect(await page.getByLabel('Can start from').inputValue()).toBe('2027-02-01');
    const { availableFrom } = await api.database.prisma.candidate.findUniqueOrThrow({
      where: { id: contact.candidateId },
    });
    expect(availableFrom?.toISOString().slice(0, 10)).toBe('2027-02-01');
    const field = page.getByLabel('Can start from');
    await field.evaluate((input) =>
      (input as unknown as { setAttribute(...of: string[]): void }).setAttribute('type', 'text'),
    );
    await field.fill('soon');
    await page.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
  });

  it('merge two records side by side, and undo it', async () => {
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
    await page
      .getByRole('button', { name: /^These are two people/ })
      .first()
      .click();
    await page.getByText('Noted: two people').waitFor();
  });

  it('show how the system is, make a key once, and revoke it', async () => {
    await page.getByRole('link', { name: 'Administration' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Rank everybody again' }).click();
    await page.getByText('Somebody asked').waitFor();
    await page.getByRole('link', { name: 'Keys', exact: true }).click();
    await page.getByLabel('What it is for').fill('The website');
    await page.getByLabel(/Whatever the person’s role may do/).check();
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.locator('.notice code').textContent();
    expect(await api.call('/v1/vacancies', { key: String(key) })).toMatchObject({ status: 200 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Revoke The website' }).click();
    await page.getByText('Revoked').waitFor();
    expect(await api.call('/v1/vacancies', { key: String(key) })).toMatchObject({ status: 401 });
  });

  it('read whether the ranking is fair, on a page to print', async () => {
    await page.goto(`${api.address}/admin`);
    await page.getByRole('link', { name: 'Fairness', exact: true }).click();
    await page.getByText(/Nothing that scoring reads was different in any of \d+ readings/).waitFor();
    await expectAccessible(page);
  });

  it('send no more than 60 KB for a first view', async () => {
    const fresh = await visitor.open();
    const sizes: number[] = [];
    fresh.on('requestfinished', (request) => {
      void request.sizes().then(({ responseBodySize }) => sizes.push(responseBodySize));
    });
    await fresh.goto(`${api.address}/cv`, { waitUntil: 'networkidle' });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(2);
    expect(total).toBeLessThan(60 * 1024);
    console.info(`first view: ${total} bytes in ${sizes.length} answers`);
  });
});
