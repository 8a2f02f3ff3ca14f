import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, type TestAccount } from '../fixtures/accounts.js';
import { startApi, textCv, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('staff who bring in much at once', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: TestAccount;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await makeAccount(api, 'consultant');
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  const signedIn = (next: string, options: BrowserContextOptions = {}): Promise<Page> =>
    signedInPage(visitor, api, consultant, next, options);
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

  it('send many CVs, and see each move on by itself', async () => {
    const page = await signedIn('/cvs/bulk');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send the CVs' }).click();
    await page.getByRole('alert').getByText('Select CVs, or a ZIP of CVs').waitFor();
    await page
      .getByLabel('CVs', { exact: true })
      .setInputFiles([file('one.txt', textCv()), file('<b>two.txt', ''), file('three.txt', textCv())]);
    await page.getByLabel('Whose CV each file is').fill('file,name,email\none.txt,Ada,ada@example.org');
    await page.getByRole('button', { name: 'Send the CVs' }).click();
    await page.getByRole('alert').getByText('Select how the people told you').waitFor();
    await expectAccessible(page);
    await page
      .getByLabel('CVs', { exact: true })
      .setInputFiles([
        file('one.txt', textCv()),
        file('<b>two.txt', ''),
        file('three.txt', textCv().padEnd(300_000)),
      ]);
    await page.getByLabel('Each of them agreed that the agency keeps').check();
    await page.getByLabel('By telephone').check();
    const session = await page.context().newCDPSession(page);
    const slowly = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150_000 };
    await session.send('Network.emulateNetworkConditions', slowly);
    await page.getByRole('button', { name: 'Send the CVs' }).click();
    await page.getByText(/^Sending the CVs: \d+ %$/).waitFor();
    await session.detach();
    await page.getByRole('heading', { level: 1, name: /^CVs sent/ }).waitFor();
    await page.getByText('2 of 3 files done, 2 not taken').waitFor();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    expect(await row('File 2').textContent()).toContain('file_empty');
    expect(await page.getByText('one.txt').count()).toBe(0);
    await expectAccessible(page);
    await worker.workOff();
    await page.getByText('3 of 3 files done, 1 ready to be ranked').waitFor();
    await page.getByRole('link', { name: 'Show file names' }).click();
    await row('<b>two.txt').waitFor();
    expect(await row('<b>two.txt').textContent()).toContain('file_empty');
    expect(await row('three.txt').textContent()).toContain('person_missing');
    expect(await row('one.txt').textContent()).toContain('Ready');
    await expectAccessible(page);
  });

  it('do so without a script and on a small screen', async () => {
    const page = await signedIn('/cvs/bulk', {
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    const list = file('people.csv', 'file,name,email\nfour.txt,Grace,grace@example.org');
    await page.getByLabel('CVs', { exact: true }).setInputFiles([file('four.txt', textCv()), list]);
    await page.getByLabel('Each of them agreed that the agency keeps').check();
    await page.getByLabel('In person').check();
    await page.getByRole('button', { name: 'Send the CVs' }).click();
    await page.getByText('0 of 1 file done').waitFor();
    await worker.workOff();
    await page.getByRole('link', { name: 'Look again' }).click();
    await page.getByText('1 of 1 file done, 1 ready').waitFor();
  });

  it('import vacancies from a spreadsheet after a look at each row, without a script', async () => {
    const page = await signedIn('/vacancies', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Import from CSV' }).click();
    const choose = async (csv: string): Promise<void> => {
      await page.getByLabel('Table of vacancies').setInputFiles(file('posts.csv', csv));
      await page.getByRole('button', { name: 'Look at the rows' }).click();
    };
    await choose('name,age\nx,y');
    await page.getByRole('alert').getByText('it lacks: title, employer, description').waitFor();
    const head = 'title;employer;description;band;contract';
    await choose(
      `${head}\n=1+1 OT;Riverside;"Stroke\n</textarea><b>at home</b>";6;permanent\nOT;Riverside;Band 5 rotation;5;often`,
    );
    await page.getByText('1 row cannot be used as it is. 1 row is good. Nothing is stored yet.').waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'often' }).count()).toBe(0);
    await page.getByText('This must be one of: permanent').waitFor();
    await page.getByRole('button', { name: 'Post the 1 good one only' }).click();
    await page.getByText('1 vacancy posted').waitFor();
    const stored = await api.database.prisma.vacancy.findFirstOrThrow({ where: { title: '=1+1 OT' } });
    expect(stored).toMatchObject({
      description: 'Stroke\n</textarea><b>at home</b>',
      band: '6',
      fieldsSetByStaff: ['band', 'contract'],
    });
  });

  it('look at the rows of an import on any screen', async () => {
    const page = await signedIn('/vacancies/import');
    await expectAccessible(page);
    const csv = 'title,employer,description\nOT,Riverside,Band 5 rotation\nOT,Riverside,Band 5 rotation';
    await page.getByLabel('Table of vacancies').setInputFiles(file('posts.csv', csv));
    await page.getByRole('button', { name: 'Look at the rows' }).click();
    await page.getByText('This is line 2 again.').waitFor();
    await expectAccessible(page);
  });

  it('keep the filters of a list under a name, and delete them again', async () => {
    const vacancy = { title: 'Stroke OT', employer: 'Riverside', description: 'Band 6 stroke OT in Leeds.' };
    const id = await postVacancy(api, vacancy);
    await worker.workOff();
    const page = await signedIn(`/vacancies/${id}`, { javaScriptEnabled: false });
    await page.getByLabel('Advanced').check();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Save these filters as').fill('Advanced <i>people</i>');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. You find it on the page of vacancies.').waitFor();
    await page.getByRole('link', { name: 'Vacancies', exact: true }).click();
    await page.getByRole('link', { name: 'Advanced <i>people</i>' }).click();
    expect(await page.getByLabel('Advanced').isChecked()).toBe(true);
    await page.goBack();
    await page.getByRole('button', { name: 'Delete Advanced <i>people</i>' }).click();
    await page.getByRole('heading', { level: 1, name: 'Open vacancies' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Your saved searches' }).count()).toBe(0);
  });
});
