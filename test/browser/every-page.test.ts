import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, PASSWORD, type TestAccount } from '../fixtures/accounts.js';
import { startApi, tokenOf, type Answer, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleAdvert, sampleCv, uploadSample } from '../fixtures/people.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

/** Addresses whose answer is no page of ours: files, and the board of queues, an application of its own. */
const NO_PAGES = [
  '/assets/{file}',
  '/vacancies/{id}/people.csv',
  '/vacancies/{id}/people.xlsx',
  '/admin/queues',
  '/admin/queues/{step1}',
  '/admin/queues/{step1}/{step2}',
  '/admin/queues/{step1}/{step2}/{step3}',
  '/admin/queues/{step1}/{step2}/{step3}/{step4}',
  '/admin/queues/{step1}/{step2}/{step3}/{step4}/{step5}',
];

/** What the addresses name. */
interface Named {
  readonly vacancy: string;
  readonly employer: string;
  readonly employerCheck: string;
  readonly person: string;
  readonly other: string;
  readonly cv: string;
  readonly unreadable: string;
  readonly candidacy: string;
  readonly batch: string;
  readonly message: string;
  readonly token: string;
}

/** Addresses of each page as staff see it, by its path. */
const OF_STAFF: Readonly<Record<string, (named: Named) => readonly string[]>> = {
  '/account': () => ['/account'],
  '/account/second-factor': () => ['/account/second-factor'],
  '/admin': () => ['/admin'],
  '/admin/audit': () => ['/admin/audit', '/admin/audit?day=never'],
  '/admin/dead-letters': () => ['/admin/dead-letters'],
  '/admin/decisions': () => ['/admin/decisions'],
  '/admin/erasure': () => ['/admin/erasure?person=amara'],
  '/admin/erasure/{id}': ({ person }) => [`/admin/erasure/${person}`],
  '/admin/fairness': () => ['/admin/fairness?sample=1'],
  '/admin/keys': () => ['/admin/keys'],
  '/admin/retention': () => ['/admin/retention'],
  '/admin/staff': () => ['/admin/staff'],
  '/admin/taxonomy': () => ['/admin/taxonomy?words=visit'],
  '/admin/taxonomy/offers': () => ['/admin/taxonomy/offers'],
  '/admin/taxonomy/unmatched': () => ['/admin/taxonomy/unmatched'],
  '/candidacies/{id}': ({ candidacy }) => [`/candidacies/${candidacy}`],
  '/candidacies/{id}/submission': ({ candidacy }) => [`/candidacies/${candidacy}/submission`],
  '/candidates': () => ['/candidates', '/candidates?person=amara'],
  '/candidates/{id}': ({ person }) => [`/candidates/${person}`],
  '/candidates/{id}/compliance': ({ person }) => [`/candidates/${person}/compliance`],
  '/candidates/{id}/compliance/new': ({ person }) => [`/candidates/${person}/compliance/new?kind=identity`],
  '/candidates/{id}/contact': ({ person }) => [`/candidates/${person}/contact`],
  '/candidates/{id}/link-revocations': ({ person }) => [`/candidates/${person}/link-revocations`],
  '/candidates/{id}/similar': ({ person }) => [`/candidates/${person}/similar`],
  '/compliance': () => ['/compliance'],
  '/cv/review': () => ['/cv/review'],
  '/cvs/bulk': () => ['/cvs/bulk'],
  '/cvs/bulk/{id}': ({ batch }) => [`/cvs/bulk/${batch}`, `/cvs/bulk/${batch}?names=shown`],
  '/duplicates': () => ['/duplicates'],
  '/employers/{id}/checks': ({ employer }) => [`/employers/${employer}/checks`],
  '/employers/{id}/checks/{checkId}/retirement': ({ employer, employerCheck }) => [
    `/employers/${employer}/checks/${employerCheck}/retirement`,
  ],
  '/messages': () => ['/messages'],
  '/messages/{id}': ({ message }) => [`/messages/${message}`],
  '/pipeline': () => ['/pipeline'],
  '/requests': () => ['/requests'],
  '/vacancies': () => ['/vacancies', '/vacancies?status=closed'],
  '/vacancies/import': () => ['/vacancies/import'],
  '/vacancies/new': () => ['/vacancies/new'],
  '/vacancies/{id}': ({ vacancy }) => [`/vacancies/${vacancy}`],
  '/vacancies/{id}/about': ({ vacancy }) => [`/vacancies/${vacancy}/about`],
  '/vacancies/{id}/close': ({ vacancy }) => [`/vacancies/${vacancy}/close`],
  '/vacancies/{id}/edit': ({ vacancy }) => [`/vacancies/${vacancy}/edit`],
  '/vacancies/{id}/compare': ({ vacancy, person, other }) => [
    `/vacancies/${vacancy}/compare?with=${person},${other}`,
  ],
  '/vacancies/{id}/moves': ({ vacancy }) => [`/vacancies/${vacancy}/moves`],
  '/vacancies/{id}/people/{candidateId}': ({ vacancy, person }) => [
    `/vacancies/${vacancy}/people/${person}`,
    `/vacancies/${vacancy}/people/${person}?names=shown&view=pages`,
  ],
  '/vacancies/{id}/pipeline': ({ vacancy }) => [
    `/vacancies/${vacancy}/pipeline`,
    `/vacancies/${vacancy}/pipeline?view=table`,
  ],
  '/vacancies/{id}/weights': ({ vacancy }) => [`/vacancies/${vacancy}/weights`],
};

/** The same as somebody sees them who is not of the staff. */
const OF_OTHERS: Readonly<Record<string, (named: Named) => readonly string[]>> = {
  '/': () => ['/'],
  '/cv': ({ token }) => ['/cv', `/cv?token=${token}`],
  '/cv/known': () => ['/cv/known'],
  '/cv/link': () => ['/cv/link'],
  '/cv/{id}': ({ cv, unreadable, token }) => [`/cv/${cv}?token=${token}`, unreadable],
  '/cv/{id}/erasure': ({ cv, token }) => [`/cv/${cv}/erasure?token=${token}`],
  '/how-ranking-works': () => ['/how-ranking-works'],
  '/set-password': () => ['/set-password'],
  '/sign-in': () => ['/sign-in', '/sign-in?set=password'],
};

describe.runIf(hasChromium())('every page', () => {
  let api: TestApi;
  let worker: TestWorker;
  let admin: TestAccount;
  let staff: Page;
  let stranger: Page;
  let named: Named;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    admin = await makeAccount(api, 'admin');
    const sent = await api.upload({
      file: sampleCv('amara-okafor.pdf'),
      fileName: 'amara.pdf',
      fields: { name: 'Amara Okafor', email: 'amara@example.org' },
    });
    const other = await uploadSample(api, 'tom-hadley.txt');
    const damaged = await api.upload({
      file: '%PDF-1.7\nnothing like a PDF',
      fields: { name: 'Dee Damaged', email: 'dee@example.org' },
    });
    const vacancy = await postVacancy(api, {
      title: 'Stroke therapist',
      employer: 'Riverside',
      description: sampleAdvert('band-6-stroke-esd.txt'),
    });
    await worker.workOff();
    const person = String(sent.json['candidateId']);
    const { key } = await api.keyFor('consultant');
    const considered = await api.call(`/v1/vacancies/${vacancy}/candidacies`, {
      method: 'POST',
      key,
      body: { candidateId: person, stage: 'shortlisted', reason: 'best_evidence' },
    });
    expect(considered.status, considered.text).toBe(201);
    const candidacy = String(considered.json['id']);
    await api.database.prisma.candidacy.update({
      where: { id: candidacy },
      data: { stage: 'willingness_confirmed' },
    });
    const batch = uuidv7();
    await api.database.prisma.cvBatch.create({
      data: {
        id: batch,
        staffId: admin.staffId,
        items: { create: [{ position: 0, fileName: 'amara.pdf', cvId: String(sent.json['id']) }] },
      },
    });
    const message = await api.database.prisma.message.findFirstOrThrow({ where: { candidateId: person } });
    const { employerId } = await api.database.prisma.vacancy.findUniqueOrThrow({ where: { id: vacancy } });
    const asked = await api.call(`/v1/employers/${employerId}/checks`, {
      method: 'POST',
      key,
      body: { name: 'Driving licence', expires: true },
    });
    const [check] = asked.json['checks'] as readonly { readonly id: string }[];
    named = {
      ...{ employer: employerId, employerCheck: check?.id ?? '' },
      ...{ vacancy, person, other: other.candidateId, candidacy, batch, message: message.id },
      cv: String(sent.json['id']),
      token: tokenOf(sent),
      unreadable: pageOf(damaged),
    };
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    staff = await signedInPage(visitor, api, admin);
    stranger = await visitor.open();
  });

  const visit = async (page: Page, address: string): Promise<void> => {
    await page.goto(api.address + address);
    expect(await page.locator('h1').count(), address).toBe(1);
    expect(await page.getByText('please give us this reference').count(), address).toBe(0);
    await expectAccessible(page);
  };

  it('has a visit below', () => {
    const pages = api.app.routes.filter(({ method, page }) => method === 'get' && page);
    const listed = [...Object.keys(OF_STAFF), ...Object.keys(OF_OTHERS), ...NO_PAGES];
    expect(listed.sort()).toEqual(pages.map(({ path }) => path).sort());
  });

  it.each(Object.keys(OF_STAFF))('%s is accessible to staff', async (path) => {
    for (const address of OF_STAFF[path]?.(named) ?? []) await visit(staff, address);
  });

  it.each(Object.keys(OF_OTHERS))('%s is accessible to everybody else', async (path) => {
    for (const address of OF_OTHERS[path]?.(named) ?? []) await visit(stranger, address);
  });

  it('of setting up a second factor, and of signing in with it, is accessible', async () => {
    const account = await makeAccount(api, 'consultant');
    const page = await signedInPage(visitor, api, account, '/account/second-factor');
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue' }).click();
    const key = page.locator('main code');
    await key.waitFor();
    await expectAccessible(page);
    const totp = new TOTP({ secret: Secret.fromBase32((await key.textContent()) ?? '') });
    await page.getByLabel('Code', { exact: true }).fill(totp.generate());
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('link', { name: 'Go on to the vacancies' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Email address', { exact: true }).fill(account.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Enter the code' }).waitFor();
    await expectAccessible(page);
  });

  it('of deleting everything is accessible to its end', async () => {
    const sent = await api.upload({ fields: { name: 'Gone Soon', email: 'gone@example.org' } });
    const page = await visitor.open();
    await page.goto(api.address + pageOf(sent).replace('?', '/erasure?'));
    await page.getByLabel('I want everything to be deleted').check();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything has been deleted' }).waitFor();
    await expectAccessible(page);
  });
});

/** The candidate's page of a CV that was sent. */
function pageOf(sent: Answer): string {
  return String(sent.json['statusUrl']).replace(/^.*\/v1\/cvs/, '/cv');
}
