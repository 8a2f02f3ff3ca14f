import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { RANKED_CVS, sampleAdvert, uploadSample } from '../fixtures/people.js';
import { cellsOf } from '../fixtures/spreadsheet.js';
import { postVacancy, pressKey, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true };
const NO_SCRIPT: BrowserContextOptions = { javaScriptEnabled: false };

describe.runIf(hasChromium())('the list of a vacancy', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: TestAccount;
  let list: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await makeAccount(api, 'consultant');
    for (const file of RANKED_CVS) await uploadSample(api, file);
    const id = await postVacancy(api, {
      title: 'Stroke therapist',
      employer: 'Riverside',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    await worker.workOff();
    list = `/vacancies/${id}`;
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  const signedIn = (next: string, options: Parameters<typeof visitor.open>[0] = {}): Promise<Page> =>
    signedInPage(visitor, api, consultant, next, options);
  const peopleOn = (page: Page): Promise<string[]> =>
    page
      .locator('[data-open]')
      .evaluateAll((links) =>
        links.map((link) => new URL((link as unknown as { href: string }).href).pathname),
      );
  const pathOf = (page: Page): string => new URL(page.url()).pathname;

  it('keeps its filters for whoever goes through its people, decides on them and comes back', async () => {
    const page = await signedIn(list);
    await page.getByLabel('Support worker').check();
    await page.getByLabel('Occupational therapist', { exact: true }).check();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('pass the filters').waitFor();
    const people = await peopleOn(page);
    expect(people.length).toBeGreaterThan(1);
    expect(people.length).toBeLessThan(RANKED_CVS.length);
    await pressKey(page, 'j');
    await pressKey(page, 'o');
    await page.getByRole('heading', { name: 'How the score comes about' }).waitFor();
    expect(pathOf(page)).toBe(people[0]);
    await pressKey(page, 'j');
    await expect.poll(() => pathOf(page)).toBe(people[1]);
    await pressKey(page, 'k');
    await expect.poll(() => pathOf(page)).toBe(people[0]);
    await pressKey(page, 's');
    await page.locator('#shortlist').getByLabel('The best evidence').check();
    await page.getByRole('button', { name: /^Shortlist/ }).click();
    await page.locator('.notice').getByText('Shortlisted').waitFor();
    expect(pathOf(page)).toBe(people[1]);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.locator('.notice').getByText('Taken back').waitFor();
    expect(pathOf(page)).toBe(people[0]);
    await page.getByRole('link', { name: 'Show name' }).click();
    await page.getByRole('link', { name: 'Hide name' }).waitFor();
    for (const one of people.slice(1)) {
      await page.getByRole('link', { name: 'Next' }).click();
      await expect.poll(() => pathOf(page)).toBe(one);
    }
    expect(await page.getByRole('link', { name: 'Next' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Stroke therapist' }).click();
    await page.getByText('pass the filters').waitFor();
    expect(await peopleOn(page)).toEqual(people);
    expect(await page.getByLabel('Support worker').isChecked()).toBe(true);
  });

  it('has a control for every filter, which shows what is set and loses nothing', async () => {
    const set = {
      text: 'stroke',
      withinMiles: '90',
      availableBy: '2027-01-31',
      driver: 'yes,not_evidenced',
      gates: 'registration:not_evidenced,driver:met,driver:contradicted',
      lawful: 'false',
      consent: 'represent',
      contract: 'locum',
    };
    const page = await signedIn(`${list}?${new URLSearchParams(set).toString()}`);
    expect(await page.getByLabel('Can start by').inputValue()).toBe('2027-01-31');
    expect(await page.getByLabel('Drives', { exact: true }).isChecked()).toBe(true);
    expect(await page.getByLabel('Does not drive').isChecked()).toBe(false);
    expect(await page.getByLabel('HCPC registration', { exact: true }).inputValue()).toBe(
      'registration:not_evidenced',
    );
    expect(await page.getByLabel('The law, as far as the CV tells').inputValue()).toBe('false');
    expect(await page.getByLabel('who let us put them forward').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForLoadState();
    const sent = new URL(page.url()).searchParams;
    const values = (name: string): string[] =>
      sent
        .getAll(name)
        .flatMap((value) => value.split(','))
        .filter((value) => value !== '')
        .sort();
    for (const [name, value] of Object.entries(set))
      expect(values(name), name).toEqual(value.split(',').sort());
    await expectAccessible(page);
  });

  it('says at the field what is wrong with a filter, and passes nobody off as filtered', async () => {
    const page = await signedIn(`${list}?withinMiles=near&stage=wizard&consent=everything`);
    const field = page.getByLabel('Within miles');
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    await page.locator(`#${described}`).getByText('This is not a number of miles.').waitFor();
    await page.locator('#stage-error').getByText('Name one or more of').waitFor();
    expect(await page.getByLabel('who let us put them forward').isChecked()).toBe(false);
    expect(await page.locator('[data-row]').count()).toBe(0);
    await page.getByText('The list is shown once the filters are right.').waitFor();
    await expectAccessible(page);
  });

  it('folds its filters above the list on a phone, where they work with and without JavaScript', async () => {
    for (const options of [PHONE, { ...PHONE, ...NO_SCRIPT }]) {
      const page = await signedIn(list, options);
      const words = page.getByLabel('Words in the CV');
      expect(await words.isVisible()).toBe(false);
      await page.getByText('Filters', { exact: true }).last().click();
      await words.fill('stroke');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByText('Filters (1 set)').waitFor();
      expect(await words.isVisible()).toBe(false);
      expect(await page.locator('[data-row]').count()).toBeGreaterThan(0);
    }
    const wide = await signedIn(list);
    expect(await wide.getByLabel('Words in the CV').isVisible()).toBe(true);
  });

  it('gives a spreadsheet with a column for each criterion, empty where it is not evidenced', async () => {
    for (const options of [{}, PHONE, NO_SCRIPT]) {
      const page = await signedIn(list, { ...options, acceptDownloads: true });
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Excel, first 100' }).click();
      const [head = [], ...rows] = await cellsOf(await readFile(await (await download).path()));
      expect(rows).toHaveLength(RANKED_CVS.length);
      const vacancy = list.split('/').at(-1) ?? '';
      const criteria = await api.database.prisma.criterionRow.count({ where: { vacancyId: vacancy } });
      const columns = head.flatMap((title, n) => (String(title).startsWith('Criterion: ') ? [n] : []));
      expect(columns).toHaveLength(criteria);
      const cells = rows.flatMap((row) => columns.map((n) => row[n] ?? null));
      expect(cells.filter((cell) => typeof cell === 'number' && cell > 0).length).toBeGreaterThan(5);
      expect(cells).toContain(null);
      const { key } = await api.keyFor('consultant');
      const best = (await api.call(`/v1${list}/matches?limit=1`, { key })).json['items'] as {
        candidate: { id: string };
      }[];
      const explained = await api.call(`/v1${list}/matches/${best[0]?.candidate.id ?? ''}`, { key });
      const terms = explained.json['terms'] as {
        conceptId: string | null;
        points: number;
        criterion: string;
      }[];
      // What counts in part, for something near it, has no column of its own.
      const [heaviest] = terms
        .map(({ criterion, points }) => ({ column: head.indexOf(`Criterion: ${criterion}`), points }))
        .filter(({ column }) => column !== -1)
        .sort((a, b) => b.points - a.points);
      expect(rows[0]?.[heaviest?.column ?? -1]).toBe((heaviest?.points ?? 0) / 100);
    }
  });

  it('comes back with the selection and says what is wrong when too few or too many are compared', async () => {
    for (const options of [{}, PHONE, NO_SCRIPT]) {
      const page = await signedIn(`${list}?text=stroke`, options);
      const boxes = page.locator('input[name=with]');
      await boxes.nth(1).check();
      await page.getByRole('button', { name: 'Compare up to four' }).click();
      await page.getByRole('alert').getByText('Select two to four people to compare').waitFor();
      expect(await boxes.nth(1).isChecked()).toBe(true);
      expect(page.url()).toContain('text=stroke');
      await page.locator('.compare-bar').getByText('Select two to four people to compare').waitFor();
      await boxes.nth(0).check();
      await page.getByRole('button', { name: 'Compare up to four' }).click();
      await page.getByRole('heading', { level: 1, name: 'Side by side' }).waitFor();
      await page.getByRole('link', { name: 'Stroke therapist' }).click();
      await page.getByText('pass the filters').waitFor();
    }
  });

  it('tries and keeps other weights under its filters, a must among them, and says what moves', async () => {
    const page = await signedIn(`${list}?text=stroke`, { complaints: /ERR_FAILED/ });
    const passing = await page.locator('[data-row]').count();
    await page.getByRole('link', { name: 'Try other weights' }).click();
    expect(await page.locator('table tbody tr').count()).toBe(passing);
    await expectAccessible(page);
    const announced = page.locator('[data-announced]');
    const element = await announced.elementHandle();
    await page.getByLabel('Career stage', { exact: true }).fill('95');
    await announced.getByText(/^Career stage, 95: \d+ of \d+ would stand elsewhere\.$/).waitFor();
    const must = page.getByLabel(/^Asked for as: /).first();
    await must.selectOption({ label: 'Context' });
    await announced.getByText(/^Asked for as: .*, Context: \d+ of/).waitFor();
    expect(await element.evaluate((one) => (one as unknown as { isConnected: boolean }).isConnected)).toBe(
      true,
    );
    expect(page.url()).toContain('text=stroke');

    await page.route('**/weights?**', (route) => route.abort());
    await page.getByLabel('Duties', { exact: true }).fill('10');
    await announced.getByText('The list could not be worked out.').waitFor();
    await page.unroute('**/weights?**');
    await page.getByLabel('Duties', { exact: true }).fill('20');
    await announced.getByText(/^Duties, 20: /).waitFor();

    // A colleague is faster.
    const { key } = await api.keyFor('admin');
    const { headers } = await api.call(`/v1${list}`, { key });
    await api.call(`/v1${list}`, {
      method: 'PATCH',
      key,
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { title: 'Stroke therapist, early discharge' },
    });
    await page.getByRole('button', { name: 'Keep these weights' }).click();
    await page.getByRole('alert').getByText('A colleague changed this vacancy meanwhile.').waitFor();
    expect(await page.getByLabel('Career stage', { exact: true }).inputValue()).toBe('95');
    expect(await must.inputValue()).toBe('context');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep these weights' }).click();
    await page.getByText('pass the filters').waitFor();
    const stored = await api.database.prisma.vacancy.findFirstOrThrow();
    expect(stored.categoryWeights).toEqual({ stage: 95, duties: 20 });
    expect(stored.fieldsSetByStaff).toEqual([expect.stringMatching(/importance/)]);
    await worker.workOff();
  });

  it('offers no other weights once the vacancy is closed, and shows a problem within the program', async () => {
    const page = await signedIn(list, NO_SCRIPT);
    await page.getByRole('link', { name: 'Try other weights' }).click();
    await page.getByLabel('Career stage', { exact: true }).waitFor();
    const { key } = await api.keyFor('admin');
    await api.call(`/v1${list}/close`, { method: 'POST', key, body: {} });
    await page.getByRole('button', { name: 'Show the list' }).click();
    await page.getByRole('heading', { name: /closed/i }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vacancies' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.goto(api.address + list);
    await page.getByRole('link', { name: 'Pipeline', exact: true }).last().waitFor();
    expect(await page.getByRole('link', { name: 'Try other weights' }).count()).toBe(0);
  });
});
