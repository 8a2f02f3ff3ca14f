import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, uploadSample } from '../fixtures/people.js';
import { postVacancy, pressKey, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const TITLE = 'Band 6 stroke occupational therapist';

describe.runIf(hasChromium())('from the list to the post, on pages', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: TestAccount;
  let vacancyId: string;
  const person: Record<'amara' | 'stefan' | 'helen', string> = { amara: '', stefan: '', helen: '' };
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await makeAccount(api, 'consultant', { email: 'casey@agency.example' });
    vacancyId = await postVacancy(api, {
      title: TITLE,
      employer: 'Riverside Hospitals',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    person.amara = (await uploadSample(api, 'amara-okafor.pdf')).candidateId;
    person.stefan = (await uploadSample(api, 'stefan-kowalczyk.txt')).candidateId;
    person.helen = (await uploadSample(api, 'helen-abernethy.pdf')).candidateId;
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  const review = (candidateId: string): string => `/vacancies/${vacancyId}/people/${candidateId}`;
  const candidacyOf = (candidateId: string) =>
    api.database.prisma.candidacy.findFirstOrThrow({
      where: { vacancyId, candidateId },
      include: { moves: { orderBy: { revision: 'asc' } } },
    });
  const noticed = (page: Page, words: string | RegExp) =>
    page.locator('.notice').getByText(words).first().waitFor();

  it('shortlists the first of the list by keyboard alone, goes on to the next, and takes it back', async () => {
    const page = await signedInPage(visitor, api, consultant, `/vacancies/${vacancyId}`);
    await pressKey(page, 'j');
    await pressKey(page, 's');
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
    await page.locator('#shortlist').getByLabel('The best evidence').and(page.locator(':focus')).waitFor();
    await expectAccessible(page);
    const first = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await noticed(page, /Shortlisted \(the best evidence\)/);
    expect(new URL(page.url()).pathname).not.toBe(review(first));
    await expectAccessible(page);
    const { stage, moves } = await candidacyOf(first);
    expect(stage).toBe('shortlisted');
    expect(moves.at(-1)).toMatchObject({ reason: 'best_evidence', byId: consultant.staffId });
    expect(moves.at(-1)?.shown).toMatchObject({ rank: 1, opened: { times: 1 } });

    await page.getByRole('button', { name: /^Undo/ }).click();
    await noticed(page, 'Taken back');
    expect(new URL(page.url()).pathname).toBe(review(first));
    expect(await candidacyOf(first)).toMatchObject({ stage: 'matched', revision: 3 });
    await page.getByText('Considered, not decided: a decision was taken back').waitFor();
  });

  it('turns nobody down without a reason, says so in a sentence, and keeps what was typed', async () => {
    const page = await signedInPage(visitor, api, consultant, review(person.helen));
    await pressKey(page, 'x');
    const form = page.locator('#turn-down');
    await form.getByLabel('Something else, in words').check();
    await page.getByRole('button', { name: /^Turn down/ }).click();
    const alert = page.getByRole('alert');
    await alert.getByRole('link', { name: 'Say in words what the reason is' }).click();
    expect(await page.locator('textarea:target').getAttribute('name')).toBe('note');
    expect(await form.getByLabel('Something else, in words').isChecked()).toBe(true);
    await expectAccessible(page);
    expect(await api.database.prisma.candidacy.count({ where: { candidateId: person.helen } })).toBe(0);
    await form.getByLabel('Another career stage').check();
    await page.getByRole('button', { name: /^Turn down/ }).click();
    await expect
      .poll(async () => (await candidacyOf(person.helen).catch(() => null))?.stage)
      .toBe('rejected_by_agency');
  });

  it('asks what the CV leaves open, with the drafted words changed', async () => {
    const page = await signedInPage(visitor, api, consultant, review(person.amara));
    await pressKey(page, 'm');
    await page.getByLabel('A question of your own').fill('When could you begin?');
    await page.getByRole('button', { name: 'Send the questions' }).click();
    await noticed(page, 'The questions are on their way');
    await pressKey(page, 'm');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Send the questions' }).click();
    await noticed(page, 'The questions are on their way');
    const asked = await api.database.prisma.question.findMany({ where: { candidateId: person.amara } });
    expect(asked.map(({ vacancyId: of }) => of)).toEqual([vacancyId, vacancyId]);
    expect(asked.map(({ question }) => question)).toContain('When could you begin?');
    expect(await api.database.prisma.message.count({ where: { kind: 'questions' } })).toBe(2);
  });

  it('goes all the way to an offer without JavaScript, with what the law asks for', async () => {
    const page = await signedInPage(visitor, api, consultant, review(person.stefan), {
      javaScriptEnabled: false,
    });
    await page.getByText('Shortlist', { exact: true }).click();
    await page.locator('#shortlist').getByLabel('Promising').check();
    await page.getByRole('button', { name: /^Shortlist/ }).click();
    await noticed(page, 'Shortlisted (promising)');
    await page.locator('.notice').getByRole('link', { name: 'Pipeline' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pipeline' }).waitFor();
    await page.getByRole('button', { name: /^They have been contacted/ }).click();
    await noticed(page, /: Contacted/);
    await page.getByRole('link', { name: /^Write down what they say/ }).click();
    await page.getByLabel('By telephone').check();
    await page.getByLabel('What they said, and when').fill('Rang on Monday: yes.');
    await page.getByRole('button', { name: 'They want the post' }).click();
    await noticed(page, 'Done: Wants the post');
    const consent = await api.database.prisma.consent.findFirstOrThrow({ where: { scope: 'vacancy' } });
    expect(consent).toMatchObject({ given: 'phone', givenNote: 'Rang on Monday: yes.', vacancyId });

    await page.getByRole('link', { name: 'Put forward' }).click();
    await page.getByRole('link', { name: 'The CV', exact: true }).waitFor();
    expect(await page.content()).not.toMatch(/stefan|kowalczyk/i);
    await page.getByRole('button', { name: 'Put forward' }).click();
    await page.getByRole('alert').getByText('Write what the employer is told').waitFor();
    await page.getByLabel('What the employer is told of the person').fill('Twelve years in stroke.');
    await page.getByLabel('Identity').fill('Passport, seen on 2 November by Casey');
    await page.getByRole('button', { name: 'Put forward' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Two references: Reference: missing/ })
      .waitFor();
    expect(await page.getByLabel('Identity').inputValue()).toContain('Passport');
    expect(await api.database.prisma.submission.count()).toBe(0);
    await page.getByLabel('Why it goes out although something is missing').fill('Asked twice; they know.');
    await page.getByRole('button', { name: 'Put forward' }).click();
    await noticed(page, 'Put forward. What went out is kept below.');
    await page.getByText('Twelve years in stroke.').waitFor();
    expect(await page.content()).not.toMatch(/stefan|kowalczyk/i);
    await page.getByRole('link', { name: 'The CV', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Show name' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stefan Kowalczyk' }).waitFor();
    await page.getByRole('link', { name: 'stefan-kowalczyk.txt' }).waitFor();
    await page.getByRole('link', { name: 'Hide name' }).click();
    const sent = await api.database.prisma.submission.findFirstOrThrow();
    expect(sent).toMatchObject({ cvFileName: 'stefan-kowalczyk.txt', exception: 'Asked twice; they know.' });
    expect(await page.getByText('Take the last move back').count()).toBe(0);

    await page.getByRole('link', { name: `Pipeline: ${TITLE}` }).click();
    await page.getByRole('button', { name: /^An interview is arranged/ }).click();
    await page.getByRole('button', { name: /^An offer was made/ }).click();
    await noticed(page, /: Offer/);
    expect(await candidacyOf(person.stefan)).toMatchObject({ stage: 'offer' });
  });

  it('shows it all as a board, a table and a funnel, masked until asked', async () => {
    const page = await signedInPage(visitor, api, consultant, `/vacancies/${vacancyId}/pipeline`);
    await page
      .getByRole('region', { name: /^Offer/ })
      .getByText('place')
      .waitFor();
    await expectAccessible(page);
    expect(await page.locator('main').innerText()).not.toMatch(
      /stefan|kowalczyk|amara|okafor|helen|abernethy|example\.org/i,
    );
    await page.getByRole('link', { name: 'Table' }).click();
    await page.getByRole('row', { name: /Turned down by us .* Another career stage/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Show names' }).click();
    await page.getByRole('link', { name: 'Stefan Kowalczyk', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Stefan Kowalczyk' }).waitFor();
    await expectAccessible(page);

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pipeline' }).click();
    await page.getByRole('heading', { name: 'How far people came' }).waitFor();
    await expectAccessible(page);
    const funnel = await page.locator('.funnel tbody tr').allInnerTexts();
    const reached = funnel.map((row) => Number(/\t(\d+)\t/.exec(row)?.[1]));
    // The first of the list, Helen and Stefan.
    expect(reached).toEqual([3, 1, 1, 1, 1, 1, 1, 0]);
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('heading', { level: 1, name: 'Pipeline' }).waitFor();
  });

  it('shows of a person what was decided, asked and sent, and their posts on one axis', async () => {
    const page = await signedInPage(visitor, api, consultant, `/candidates/${person.amara}`);
    const posts = page.getByRole('list', { name: 'Posts, as the CV has them' }).getByRole('listitem');
    expect(await posts.count()).toBeGreaterThan(2);
    expect(await posts.first().locator('rect').count()).toBe(1);
    await page.getByRole('region', { name: 'Questions sent' }).getByText('When could you begin?').waitFor();
    await page
      .getByRole('region', { name: 'Messages' })
      .getByText('A question about your CV')
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.goto(`${api.address}/candidates/${person.stefan}`);
    await page.getByRole('region', { name: 'Considered for' }).getByRole('link', { name: TITLE }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
  });

  it('says so when a colleague moved somebody meanwhile, on a phone', async () => {
    const options = { viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true };
    const { id } = await candidacyOf(person.stefan);
    const page = await signedInPage(visitor, api, consultant, `/candidacies/${id}`, options);
    const colleague = await signedInPage(visitor, api, consultant, `/candidacies/${id}`);
    await colleague.getByText('Take the last move back').click();
    await colleague.getByRole('button', { name: 'Take it back' }).click();
    await noticed(colleague, 'Taken back');
    await page.locator('#declined summary').tap();
    await page.locator('#declined').getByLabel('Pay').tap();
    await page.getByRole('button', { name: 'They say no' }).tap();
    await page.getByRole('alert').getByText('A colleague moved it meanwhile').waitFor();
    expect(await candidacyOf(person.stefan)).toMatchObject({ stage: 'interview' });
    await expectAccessible(page);
  });
});
