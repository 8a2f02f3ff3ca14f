import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, sampleCv } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

/** Bytes over the wire at the first look at a page: HTML, styles, scripts and pictures, with their headers. */
const BUDGET = 60 * 1024;
/** A whole page of a ranked list. */
const PEOPLE = 20;
const CVS = ['isla-mcrae.txt', 'stefan-kowalczyk.txt', 'tom-hadley.txt'];

/** What comes over the wire for a page of which nothing is kept yet. */
async function weightOf(page: Page, address: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const answer = await page.goto(address, { waitUntil: 'load' });
  expect(answer?.status()).toBe(200);
  await page.waitForTimeout(200);
  await session.detach();
  return bytes;
}

interface Shift {
  readonly value: number;
  readonly sources: readonly { readonly node: { readonly outerHTML?: string } | null }[];
}

/** Notes every shift of the layout from now on, in every document of the window. */
function watchShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    const observer = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[])
        shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80)).join(' | ')}`);
    });
    // Browsers know more kinds than Node, whose types these are.
    const ofLayout = { type: 'layout-shift', buffered: true } as unknown as { type: 'measure' };
    observer.observe(ofLayout);
  });
}

/** The shifts once the page has been drawn as it is now. */
async function shiftsOf(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  return page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
}

describe.runIf(hasChromium())('the pages', () => {
  let api: TestApi;
  let worker: TestWorker;
  let staff: Page;
  let vacancyId: string;
  let sent: { candidateId: string; statusUrl: string };
  const visitor = useBrowser();
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    vacancyId = await postStroke('Riverside');
    for (let n = 0; n < PEOPLE; n += 1) sent = await upload(n);
    await worker.workOff();
    staff = await signedInPage(visitor, api, await makeAccount(api, 'admin'));
  });
  afterAll(() => api.stop());
  const postStroke = (employer: string): Promise<string> =>
    postVacancy(api, {
      title: 'Band 6 stroke occupational therapist',
      employer,
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
  const upload = async (n: number) => {
    const fileName = CVS[n % CVS.length] ?? '';
    const fields = { name: `Number ${n}`, email: `n${n}@example.org` };
    const answer = await api.upload({ file: sampleCv(fileName), fileName, fields });
    return answer.json as { candidateId: string; statusUrl: string };
  };
  const statusAt = ({ statusUrl }: { statusUrl: string }): string => {
    const { pathname, search } = new URL(statusUrl);
    return api.address + pathname + search;
  };

  it('weigh little at the first look', async () => {
    const stranger = await visitor.open();
    const person = `/vacancies/${vacancyId}/people/${sent.candidateId}`;
    const weights = {
      upload: await weightOf(stranger, `${api.address}/cv`),
      status: await weightOf(stranger, statusAt(sent)),
      signIn: await weightOf(stranger, `${api.address}/sign-in`),
      vacancies: await weightOf(staff, `${api.address}/vacancies`),
      ranked: await weightOf(staff, `${api.address}/vacancies/${vacancyId}`),
      review: await weightOf(staff, `${api.address}${person}`),
      candidate: await weightOf(staff, `${api.address}/candidates/${sent.candidateId}`),
    };
    expect(await staff.getByRole('heading', { level: 1, name: /^Number / }).count()).toBe(1);
    const tooHeavy = Object.entries(weights).filter(([, bytes]) => bytes > BUDGET || bytes < 2_000);
    expect(tooHeavy, JSON.stringify(weights)).toEqual([]);
  });

  it('stand still while they are loaded', async () => {
    const page = await visitor.open();
    await watchShifts(page);
    for (const path of ['/', '/cv', '/sign-in', statusAt(sent).slice(api.address.length)]) {
      await page.goto(api.address + path);
      expect(await shiftsOf(page), path).toEqual([]);
    }
  });

  it('stand still while people are ranked', async () => {
    await watchShifts(staff);
    const id = await postStroke('Lakeside');
    await staff.goto(`${api.address}/vacancies/${id}`);
    await staff.getByText('Nobody is ranked yet.').waitFor();
    await worker.workOff();
    await staff.getByText('Up to date').waitFor();
    expect(await staff.locator('[data-row]').count()).toBe(PEOPLE);
    expect(await shiftsOf(staff)).toEqual([]);
  });
});
