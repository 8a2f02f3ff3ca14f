import type { Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, tokenOf, type TestApi } from '../fixtures/api.js';
import { hasChromium, useBrowser } from '../fixtures/browser.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

describe.runIf(hasChromium())('what somebody wrote to do harm', () => {
  let api: TestApi;
  let worker: TestWorker;
  let admin: TestAccount;
  let page: Page;
  const dialogs: string[] = [];
  let person: string;
  let read: string;
  let token: string;
  let vacancy: string;
  let candidacy: string;
  let batch: string;
  let compared: readonly string[];
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    admin = await makeAccount(api, 'admin');
    await api.database.prisma.staff.update({ where: { id: admin.staffId }, data: { name: `Ada ${EVIL}` } });
    const cv = (line: string): string =>
      `Sam ${EVIL}\nOccupational Therapist\nBand 6 Occupational Therapist, Leeds, 2019 to present\nI assess stroke ${EVIL} patients at home and prescribe equipment. ${line}`;
    const send = (email: string) =>
      api.upload({ file: cv(email), fileName: `${EVIL}.txt`, fields: { name: `Sam ${EVIL}`, email } });
    const sent = await send('e@example.org');
    const again = await send('other@example.org');
    person = String(sent.json['candidateId']);
    read = `/cv/${String(sent.json['id'])}`;
    token = tokenOf(sent);
    vacancy = await postVacancy(api, {
      title: `Stroke ${EVIL}`,
      employer: `Riverside ${EVIL}`,
      description: `Band 6 stroke occupational therapist in Leeds. Home visits ${EVIL} with stroke patients.`,
    });
    await worker.workOff();
    const { key } = await api.keyFor('consultant');
    const considered = await api.call(`/v1/vacancies/${vacancy}/candidacies`, {
      method: 'POST',
      key,
      body: { candidateId: person, stage: 'shortlisted', reason: 'other', note: `Because ${EVIL}` },
    });
    candidacy = String(considered.json['id']);
    batch = uuidv7();
    await api.database.prisma.cvBatch.create({
      data: {
        id: batch,
        staffId: admin.staffId,
        items: { create: [{ position: 0, fileName: `${EVIL}.pdf`, code: 'file_empty', detail: EVIL }] },
      },
    });
    await api.database.prisma.question.create({
      data: {
        id: uuidv7(),
        candidateId: person,
        about: EVIL,
        question: `Do you ${EVIL}?`,
        askedById: admin.staffId,
      },
    });
    compared = [person, String(again.json['candidateId'])];
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    page = await signedInPage(visitor, api, admin);
    refuseDialogs(page);
  });
  const refuseDialogs = (at: Page) =>
    at.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });

  /** It stands there letter by letter, and nothing was made of it. */
  const expectInert = async (where: string, at = page): Promise<void> => {
    await at.waitForLoadState();
    expect(await at.locator('main').innerText(), where).toContain('<img src=x onerror=alert(1)>');
    expect(await at.locator('main img, main script, [onerror]').count(), where).toBe(0);
    expect(dialogs, where).toEqual([]);
  };

  it.each<[string, () => string]>([
    ['what was read of a CV', () => `${read}?names=shown`],
    ['the list of vacancies', () => '/vacancies'],
    ['the vacancy', () => `/vacancies/${vacancy}/about`],
    ['the form to change it', () => `/vacancies/${vacancy}/edit`],
    ['the ranked list', () => `/vacancies/${vacancy}?names=shown`],
    ['the review', () => `/vacancies/${vacancy}/people/${person}?names=shown`],
    ['the comparison', () => `/vacancies/${vacancy}/compare?names=shown&with=${compared.join(',')}`],
    ['the weights', () => `/vacancies/${vacancy}/weights`],
    ['the board', () => `/vacancies/${vacancy}/pipeline?names=shown`],
    ['the candidacy', () => `/candidacies/${candidacy}?names=shown`],
    ['the person’s page with what they were asked', () => `/candidates/${person}`],
    ['the search for people', () => `/candidates?person=sam`],
    ['the table of a batch', () => `/cvs/bulk/${batch}`],
    ['the duplicates', () => '/duplicates'],
    ['the audit trail', () => '/admin/audit'],
    ['the staff', () => '/admin/staff'],
  ])('is words and nothing else on %s', async (name, addressOf) => {
    await page.goto(api.address + addressOf());
    await expectInert(name);
  });

  it('is words and nothing else on the candidate’s own page', async () => {
    const theirs = await visitor.open();
    refuseDialogs(theirs);
    await theirs.goto(`${api.address}${read}?token=${token}`);
    await expectInert('their own page', theirs);
  });

  it('is words and nothing else where an import is checked', async () => {
    await page.goto(`${api.address}/vacancies/import`);
    const quoted = EVIL.replaceAll('"', '""');
    const table = `title,employer,description\n"Stroke ${quoted}","Riverside ${quoted}","Band 6 OT, Leeds ${quoted}"\n`;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'vacancies.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await page.getByRole('button', { name: 'Look at the rows' }).click();
    await page.getByRole('heading', { name: 'Check the vacancies' }).waitFor();
    await expectInert('the import');
  });
});
