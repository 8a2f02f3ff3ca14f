import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, PASSWORD, type TestAccount } from '../fixtures/accounts.js';
import { createPageViewer } from '../../src/documents/viewer/page-viewer.js';
import { startApi, tokenOf, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { identityIn, RANKED_CVS, sampleAdvert, sampleSender, uploadSample } from '../fixtures/people.js';
import { pdfFile, pdfStream, textLines } from '../fixtures/documents/pdf-file.js';
import { postVacancy, pressKey, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

async function closeKeys(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** A PDF of one page for each group of lines. */
function pagesOf(groups: readonly (readonly string[])[]): Buffer {
  const pages = groups.map((_, n) => 4 + 2 * n);
  return pdfFile([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages.map((page) => `${page} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...groups.flatMap((lines, n) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
      pdfStream(textLines(lines)),
    ]),
  ]);
}

describe.runIf(hasChromium())('a consultant', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: TestAccount;
  let vacancyId: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await makeAccount(api, 'consultant', { email: 'casey@agency.example' });
    vacancyId = await postVacancy(api, {
      title: 'Band 6 stroke occupational therapist',
      employer: 'Riverside Hospitals',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    for (const file of RANKED_CVS) await uploadSample(api, file);
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  const signedIn = (
    options: BrowserContextOptions = {},
    next = '/vacancies',
    at: Pick<TestApi, 'address'> = api,
  ): Promise<Page> => signedInPage(visitor, at, consultant, next, options);

  it('signs in, is told alike what is wrong, comes to where they wanted, and signs out', async () => {
    const page = await visitor.open();
    await page.goto(`${api.address}/vacancies/${vacancyId}`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Email address', { exact: true }).fill(consultant.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .getByText('The e-mail address, the password or the code is not right')
      .waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Band 6 stroke occupational therapist' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${api.address}/vacancies`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('does not sign in with an API key, and is sent nowhere else afterwards', async () => {
    const { key } = await api.keyFor('admin');
    const page = await visitor.open();
    await page.goto(`${api.address}/sign-in?next=//evil.example/`);
    await page.getByLabel('Email address', { exact: true }).fill(consultant.email);
    await page.getByLabel('Password').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Open vacancies' }).waitFor();
    expect(page.url()).toBe(`${api.address}/vacancies`);
  });

  it('goes from the vacancies to the ranked list, filters it, and finds everybody masked', async () => {
    const page = await signedIn();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Band 6 stroke occupational therapist' }).click();
    await page.getByText('people ranked').waitFor();
    await expectAccessible(page);
    const rows = page.locator('[data-row]');
    expect(await rows.count()).toBe(RANKED_CVS.length);
    const text = await page.locator('ol.rows').innerText();
    for (const file of RANKED_CVS) expect(identityIn(text, sampleSender(file)), file).toEqual([]);
    expect(await rows.first().locator('svg.bar').count()).toBeGreaterThan(2);

    await page.getByLabel('Words in the CV').fill('stroke');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('pass the filters').waitFor();
    expect(page.url()).toContain('text=stroke');
    expect(await rows.count()).toBeLessThan(RANKED_CVS.length);
    await page.goto(`${api.address}/vacancies/${vacancyId}?withinMiles=near`);
    await page.getByRole('alert').getByText('This is not a number of miles.').waitFor();
    await expectAccessible(page);
  });

  it('sees names only after asking for them, which is recorded', async () => {
    const page = await signedIn({}, `/vacancies/${vacancyId}`);
    const looks = (): Promise<number> =>
      api.database.prisma.auditEvent.count({
        where: { action: 'candidate.names_revealed', actor: `staff:${consultant.staffId}` },
      });
    const before = await looks();
    await page.getByRole('link', { name: 'Show names' }).click();
    await page.getByRole('link', { name: 'Amara Okafor' }).waitFor();
    expect(await looks()).toBe(before + 1);
  });

  it('reviews by keyboard alone: down the list, open, evidence by evidence, the next person', async () => {
    const page = await signedIn({}, `/vacancies/${vacancyId}`);
    await pressKey(page, '?');
    await page.getByRole('dialog').getByRole('heading', { name: 'Keys' }).waitFor();
    await expectAccessible(page);
    await closeKeys(page);
    await pressKey(page, 'j');
    await pressKey(page, 'o');
    await page.getByRole('heading', { name: 'How the score comes about' }).waitFor();
    await expectAccessible(page);
    await pressKey(page, 'e');
    const first = await page.locator('mark.here').getAttribute('id');
    await pressKey(page, 'e');
    expect(await page.locator('mark.here').count()).toBe(1);
    expect(page.url()).toContain('#cv-');
    expect(first).toMatch(/^cv-\d+$/);
    const here = new URL(page.url()).pathname;
    await pressKey(page, 'j');
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(here);

    await pressKey(page, '?');
    await page.getByLabel('Use these keys').uncheck();
    await closeKeys(page);
    const stays = page.url();
    await pressKey(page, 'k');
    await page.getByRole('heading', { name: 'How the score comes about' }).waitFor();
    expect(page.url()).toBe(stays);
  });

  it('sees a PDF as it was sent with the evidence marked on it, once the name is shown', async () => {
    for (const options of [{}, { javaScriptEnabled: false }]) {
      const page = await signedIn(options, `/vacancies/${vacancyId}?names=shown`);
      await page.getByRole('link', { name: 'Helen Abernethy' }).click();
      await page.getByRole('link', { name: 'Hide name' }).waitFor();
      const answers: string[] = [];
      page.on('response', (response) => {
        if (response.url().endsWith('.png'))
          answers.push(`${response.status()} ${new URL(response.url()).pathname}`);
      });
      await page.getByRole('link', { name: 'Pages', exact: true }).click();
      const first = page.getByRole('img', { name: /Page 1 as it was sent/ });
      await first.waitFor();
      await page.waitForLoadState('networkidle');
      expect(answers.sort()[0]).toMatch(/^200 \/v1\/cvs\/.*\/pages\/1\.png$/);
      await page.getByRole('link', { name: 'Show in the CV' }).first().click();
      const { hash } = new URL(page.url());
      const mark = page.locator(`svg g${hash}`);
      expect(await mark.count()).toBe(1);
      const [on, at] = [await first.boundingBox(), await mark.locator('rect').first().boundingBox()];
      expect((at?.x ?? 0) > (on?.x ?? 0) && (at?.width ?? 0) > 5).toBe(true);
      if (!('javaScriptEnabled' in options)) await expectAccessible(page);
      await page.getByRole('link', { name: 'Hide name' }).click();
      await page.getByRole('link', { name: 'Pages (shows the name)' }).waitFor();
      expect(await page.locator('svg image').count()).toBe(0);
    }
  });

  it('is told which pages are drawn, is led to drawn marks alone, and has the text where nothing draws', async () => {
    const lines = Array.from({ length: 11 }, (_, n) =>
      n === 0
        ? ['Nora Elevenpages', 'Occupational Therapist', 'Profile', 'HCPC registered (OT123456).']
        : [`${n}`],
    );
    lines.push([
      'Experience',
      'Band 6 Occupational Therapist, Leeds Teaching Hospitals NHS Trust, 2019 to present',
    ]);
    lines.push(['I carry out home visits and cognitive assessments with people after a stroke.']);
    const sent = await api.upload({
      file: pagesOf(lines),
      fileName: 'long.pdf',
      fields: { name: 'Nora Elevenpages', email: 'nora@example.org' },
    });
    await worker.workOff();
    const person = `/vacancies/${vacancyId}/people/${String(sent.json['candidateId'])}?names=shown`;
    const page = await signedIn({}, person);
    const toMarks = page.getByRole('link', { name: 'Show in the CV' });
    const inText = await toMarks.count();
    await page.getByRole('link', { name: 'Pages', exact: true }).click();
    await page.getByText('The first 10 of 13 pages.').waitFor();
    expect(await page.locator('svg image').count()).toBe(10);
    await expectAccessible(page);
    expect(await toMarks.count()).toBeLessThan(inText);
    for (const link of await toMarks.all())
      expect(await page.locator(`svg g${String(await link.getAttribute('href'))}`).count()).toBe(1);

    const broken = await startApi({
      beside: api,
      // No process starts with such a limit.
      viewer: createPageViewer({ timeoutMs: 20_000, memoryMb: NaN }),
    });
    try {
      const elsewhere = await signedIn({}, `${person}&view=pages`, broken);
      await elsewhere.getByText('The pages of this document cannot be drawn. Its text is below.').waitFor();
      await elsewhere.locator('.cv-text').getByText('Nora Elevenpages').waitFor();
      expect(await elsewhere.getByRole('link', { name: 'Show in the CV' }).count()).toBe(inText);
      expect(broken.logs.join('\n')).toContain('the pages of a CV could not be drawn');
    } finally {
      await broken.stop();
    }
    await api.call(`/v1/candidates/${String(sent.json['candidateId'])}/erasure`, {
      method: 'POST',
      key: tokenOf(sent),
      body: { confirm: true },
    });
  });

  it('sees the list move by itself until it is current, and stays at whom they look at', async () => {
    const id = await postVacancy(api, {
      title: 'Moving list',
      employer: 'Riverside Hospitals',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    const page = await signedIn({ viewport: { width: 1_000, height: 500 } }, `/vacancies/${id}`);
    await page.getByText('Nobody is ranked yet.').waitFor();
    await expectAccessible(page);
    await worker.workOff();
    await page.getByText('Up to date').waitFor();
    const whole = page.locator('[data-row] [data-open]');
    expect(await whole.count()).toBe(RANKED_CVS.length);

    const { key } = await api.keyFor('admin');
    const { headers } = await api.call(`/v1/vacancies/${id}`, { key });
    const changed = await api.call(`/v1/vacancies/${id}`, {
      method: 'PATCH',
      key,
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { stage: 'support_worker' },
    });
    expect(changed.status, changed.text).toBe(200);
    await page.reload();
    await page.getByText('Being ranked').waitFor();
    const order = () =>
      whole.evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
    const before = await order();
    await page.getByLabel('Words in the CV').fill('stro');
    await page.getByRole('checkbox', { name: 'Compare' }).nth(2).check();
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    for (let step = 0; step < 5; step += 1) await pressKey(page, 'j');
    const here = page.locator('.row--here [data-open]');
    const person = (await here.getAttribute('href')) ?? '';
    expect(before.findIndex((href) => href.endsWith(person))).toBe(4);
    const place = (await here.boundingBox())?.y ?? 0;

    await worker.workOff();
    await page.getByText('Up to date').waitFor();
    const after = await order();
    expect(after).not.toEqual(before);
    expect(await here.getAttribute('href')).toBe(person);
    expect(await page.locator('[data-open]:focus').getAttribute('href')).toBe(person);
    expect(Math.abs(((await here.boundingBox())?.y ?? 999) - place)).toBeLessThan(2);
    expect(await page.getByLabel('Words in the CV').inputValue()).toBe('stro');
    const chosen = await page
      .locator('input[name=with]:checked')
      .evaluateAll((boxes) => boxes.map((box) => (box as unknown as { value: string }).value));
    expect(chosen).toEqual([before[2]?.split('/').at(-1)]);
    await pressKey(page, 'k');
    const at = after.findIndex((href) => href.endsWith(person));
    expect(after[Math.max(at - 1, 0)]).toContain(await here.getAttribute('href'));

    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.waitForTimeout(2_500);
    expect(asked).toEqual([]);
  });

  it('is told on a later page of a list that it has been made again, and keeps what they read', async () => {
    const id = await postVacancy(api, {
      title: 'List of several pages',
      employer: 'Riverside Hospitals',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    await worker.workOff();
    const page = await signedIn({}, `/vacancies/${id}?limit=3`);
    const { key } = await api.keyFor('admin');
    const { headers } = await api.call(`/v1/vacancies/${id}`, { key });
    const ifMatch = { 'if-match': headers.get('etag') ?? '' };
    const body = { stage: 'support_worker' };
    await api.call(`/v1/vacancies/${id}`, { method: 'PATCH', key, headers: ifMatch, body });
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText('Being ranked').waitFor();
    const first = await page.locator('[data-open]').first().getAttribute('href');
    expect(await page.getByText('The list has been made again since.').isVisible()).toBe(false);
    await worker.workOff();
    await page.getByRole('status').getByText('The list has been made again since.').waitFor();
    expect(await page.locator('[data-open]').first().getAttribute('href')).toBe(first);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to its first page' }).click();
    await page.getByText('Up to date').waitFor();
  });

  it('can do all but the keys without JavaScript, and on a phone', async () => {
    for (const options of [
      { javaScriptEnabled: false },
      { viewport: { width: 360, height: 740 }, isMobile: true },
    ]) {
      const page = await signedIn(options, `/vacancies/${vacancyId}`);
      await page.locator('[data-row]').first().locator('[data-open]').click();
      await page.getByRole('heading', { name: 'How the score comes about' }).waitFor();
      await page.getByRole('link', { name: 'Show in the CV' }).first().click();
      expect(page.url()).toContain('#cv-');
    }
  });

  it('is told by a page that there is nothing at an address', async () => {
    const page = await signedIn();
    await page.goto(`${api.address}/vacancies/01990000-0000-7000-8000-000000000000`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await expectAccessible(page);
    const answer = await api.call('/nothing-at-all');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    await page.goto(`${api.address}/nothing-at-all`);
    await page.getByRole('heading', { name: 'There is no such address' }).waitFor();
  });
});
