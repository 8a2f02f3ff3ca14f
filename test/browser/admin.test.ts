import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preparePostgresQueue } from '../../src/queue/postgres-backend.js';
import { openQueue } from '../../src/queue/queue.js';
import { controlOf } from '../../src/queue/queue-control.js';
import { makeAccount, signedInBrowser } from '../fixtures/accounts.js';
import { startApi, textCv, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('an administrator', () => {
  let api: TestApi;
  let worker: TestWorker;
  let page: Page;
  let person: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    const cv = (n: number) => `${textCv()}\nI lead kitchen walks, year ${n}.`;
    for (let n = 0; n < 6; n += 1) {
      const fields = { name: `Ada ${n}`, email: `ada${n}@example.org` };
      person = String((await api.upload({ file: cv(n), fields })).json['candidateId']);
    }
    const description = 'Band 6 stroke occupational therapist in Leeds.';
    await postVacancy(api, { title: 'Stroke OT', employer: 'Riverside', description });
    await worker.workOff();
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  beforeAll(async () => {
    page = await signedInPage(visitor, api, await makeAccount(api, 'admin'), '/admin', {
      acceptDownloads: true,
    });
    await page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor();
  });
  const open = (name: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name, exact: true }).click();

  it('invites a colleague, changes their role, signs them out and closes their account', async () => {
    await open('Staff');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('alert').getByText('Enter their name').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Casey <b>New</b>');
    await page.getByLabel('Email address (optional').fill('casey@agency.example');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByText('Casey <b>New</b> was added.').waitFor();
    expect(await page.locator('.notice code').textContent()).toContain('/set-password#');
    await expectAccessible(page);

    await page.getByLabel('Role of Casey').selectOption({ label: 'Agency staff' });
    await page.getByRole('button', { name: 'Change the role of Casey' }).click();
    const casey = () =>
      api.database.prisma.staff.findFirstOrThrow({ where: { name: { startsWith: 'Casey' } } });
    await page.getByRole('row').filter({ hasText: 'Casey' }).waitFor();
    expect((await casey()).role).toBe('agency_staff');

    const colleague = await makeAccount(api, 'consultant', { email: 'sam@agency.example' });
    const browser = await signedInBrowser(api, colleague);
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'sam@agency.example' });
    await row.getByRole('button', { name: /^Sign out/ }).click();
    await row.getByText('No', { exact: true }).waitFor();
    expect(await browser.call('/v1/vacancies')).toMatchObject({ status: 401 });

    await page.getByRole('button', { name: 'Close the account of Casey' }).click();
    await page.getByRole('button', { name: 'Open again the account of Casey' }).waitFor();
    expect((await casey()).disabledAt).not.toBeNull();
  });

  it('is told why the last administrator stays', async () => {
    await api.database.prisma.staff.updateMany({
      where: { role: 'admin', account: null },
      data: { disabledAt: new Date() },
    });
    await open('Staff');
    const mine = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Close the account of A admin' }) });
    await mine.getByRole('button', { name: /^Close/ }).click();
    await page.getByRole('alert').getByText('This is the last one').waitFor();
  });

  it('reads the audit trail by person, kind and day, and has it checked', async () => {
    await open('Audit trail');
    await page.getByLabel('What', { exact: true }).selectOption('staff.created');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('table').getByText('staff.created').first().waitFor();
    expect(await page.getByRole('table').getByText('cv.uploaded').count()).toBe(0);
    await page.getByRole('link', { name: 'Check that it is whole' }).click();
    await page.getByText(/The newest \d+ entries are whole/).waitFor();
    await expectAccessible(page);
    await page.goto(`${api.address}/admin/audit?day=2020-01-01`);
    await page.getByText('Nothing like that was done.').waitFor();
    await page.goto(`${api.address}/admin/audit?actor=%27%20OR%201%3D1`);
    await page.getByRole('alert').getByText('Name one as the trail does').waitFor();
  });

  it('holds a person, sees that nothing of them goes, and lifts the hold', async () => {
    await open('Retention');
    await expectAccessible(page);
    await page.getByLabel('Id of the person').fill('nobody');
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByRole('alert').getByText('Enter the id of the person').waitFor();
    await page.getByLabel('Id of the person').fill(person);
    await page.getByLabel('Why').fill('A claim, <b>case 7</b>');
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByText('A claim, <b>case 7</b>').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lift the hold' }).click();
    await page.getByText('Nobody is under legal hold.').waitFor();
  });

  it('erases a person after a look at what goes, by typing who it is, and not under a legal hold', async () => {
    const { json } = await api.upload({
      file: `${textCv()}\nTo be erased.`,
      fields: { name: 'Grace <i>Gone</i>', email: 'grace@example.org' },
    });
    const id = String(json['candidateId']);
    const reference = `C-${id.slice(-6).toUpperCase()}`;
    const { key } = await api.keyFor('admin');
    const hold = await api.call(`/v1/candidates/${id}/holds`, {
      method: 'POST',
      key,
      body: { reason: 'A claim' },
    });
    await open('Retention');
    await page.getByLabel('Name, email address').fill('grace@EXAMPLE.org');
    await page.getByRole('button', { name: 'Find' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Grace <i>Gone</i>' }).click();
    await page.getByText('This person is under legal hold').waitFor();
    await page.getByText('A claim').waitFor();
    expect(await page.getByRole('button', { name: 'Erase this person' }).count()).toBe(0);
    await expectAccessible(page);
    await api.call(`/v1/holds/${String(hold.json['id'])}`, { method: 'DELETE', key });

    await page.reload();
    await page.getByText('Nothing: they were introduced to nobody within a year.').waitFor();
    expect(await page.getByRole('definition').allTextContents()).toEqual(['1', '1', '0', '2', '0', '1', '0']);
    await page.getByLabel(`Type ${reference} to confirm`).fill('yes');
    await page.getByRole('button', { name: 'Erase this person' }).click();
    await page.getByRole('alert').getByText('Select why they are erased').waitFor();
    await page.getByRole('alert').getByText(`Enter ${reference} to confirm`).waitFor();
    await expectAccessible(page);
    expect(await api.database.prisma.candidate.count({ where: { id } })).toBe(1);
    await page.getByLabel('They asked us to').check();
    await page.getByLabel(`Type ${reference} to confirm`).fill(reference.toLowerCase());
    await page.getByRole('button', { name: 'Erase this person' }).click();
    await page.getByRole('heading', { level: 1, name: 'The person is erased' }).waitFor();
    await expectAccessible(page);
    expect(await api.database.prisma.candidate.count({ where: { id } })).toBe(0);
    const entry = await api.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'candidate.erased', subject: `candidate:${id}` },
    });
    expect(entry.facts).toMatchObject({ reason: 'asked', because: 'asked_us' });
  });

  it('pages through more colleagues than one page shows', async () => {
    const all = await api.database.prisma.staff.count();
    await page.goto(`${api.address}/admin/staff?limit=${all - 1}`);
    const people = page.getByRole('rowheader');
    expect(await people.count()).toBe(all - 1);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByRole('link', { name: 'First page' }).waitFor();
    expect(await people.count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(0);
  });

  it('sees how people decide, each share as a bar with its number', async () => {
    const { staffId } = await api.keyFor('consultant');
    const vacancy = await api.database.prisma.vacancy.findFirstOrThrow();
    const people = await api.database.prisma.candidate.findMany({ take: 4 });
    for (const [n, { id }] of people.entries())
      await api.database.pool.query(
        `WITH c AS (INSERT INTO candidacy (id, candidate_id, vacancy_id, stage) VALUES (gen_random_uuid(), $1, $2, $3)
                    RETURNING id)
         INSERT INTO candidacy_move (id, candidacy_id, revision, actor, "from", "to", by_id, shown)
         SELECT gen_random_uuid(), c.id, 1, 'staff:' || $4, 'matched', $3, $4::uuid, $5::jsonb FROM c`,
        [id, vacancy.id, n === 0 ? 'shortlisted' : 'rejected_by_agency', staffId, shown(n + 1)],
      );
    await open('Decisions');
    await page.getByRole('row').filter({ hasText: 'A consultant' }).getByText('3 of 3').first().waitFor();
    await expectAccessible(page);
    await page.goto(`${api.address}/admin/decisions?from=2001-01-01`);
    await page.getByRole('alert').waitFor();
  });

  it('looks a concept up with its forms and sources, and finds what no concept knows', async () => {
    await open('Taxonomy');
    await page.getByLabel('Words').fill('home visit');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.locator('summary').first().click();
    await page.getByRole('heading', { name: 'Sources' }).first().waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Phrases that no concept knows' }).click();
    await page.getByRole('heading', { level: 1, name: 'Phrases that no concept knows' }).waitFor();
    const phrases = await page.getByRole('rowheader').allTextContents();
    expect(phrases).toContain('kitchen walks');
    expect(phrases.join(' ')).not.toMatch(/ada|field|leeds|stroke/i);
    await expectAccessible(page);
  });

  it('looks into the queues, of which nothing can be changed there, and nobody else does', async () => {
    const config = { redisUrl: null };
    await preparePostgresQueue(api.databaseUrl);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const queue = await openQueue({ config, database: api.database, log });
    const beside = await startApi({ beside: api, queue: controlOf(queue, api.database.pool) });
    try {
      await queue.enqueue('rank-candidate', { candidateId: person }, { revision: 1 });
      const answer = await page.goto(`${beside.address}/admin/queues`);
      expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'");
      await page.getByRole('link', { name: /rank/ }).first().click();
      await page.getByText('rank-candidate').first().waitFor();
      const { key } = await beside.keyFor('consultant');
      expect(await beside.call('/admin/queues/api/queues', { key })).toMatchObject({ status: 403 });
      const emptied = await beside.call('/admin/queues/api/queues/rank/empty', { method: 'PUT' });
      expect(emptied.status).toBe(405);
      expect(await (await queue.open('rank')).getWaitingCount()).toBe(1);

      const cv = await api.database.prisma.cv.findFirstOrThrow();
      const failed = { status: 'failed', detail: 'the disk <b>burned</b>' } as const;
      await api.database.prisma.cv.update({ where: { id: cv.id }, data: failed });
      await page.goto(`${beside.address}/admin`);
      await page.getByRole('link', { name: 'CVs given up on' }).click();
      await page.getByRole('cell', { name: 'the disk <b>burned</b>' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Try all of them again' }).click();
      await page.getByRole('status').getByText('Tried again: 1 CV, 0 jobs.').waitFor();
      const again = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: cv.id } });
      expect(again.status).not.toBe('failed');
    } finally {
      await queue.close();
      await beside.stop();
    }
  });
});

const shown = (rank: number): string =>
  JSON.stringify({ cvId: null, rank, score: 5_000, versions: 'v', opened: null });
