import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount } from '../fixtures/accounts.js';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { postVacancy, signedInPage } from '../fixtures/staff-pages.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

describe.runIf(hasChromium())('what a candidate asks of the agency', () => {
  let api: TestApi;
  let worker: TestWorker;
  let consultant: StaffKey;
  let vacancyId: string;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
    consultant = await api.keyFor('consultant');
    vacancyId = await postVacancy(api, {
      title: 'Occupational Therapist, hands',
      employer: 'A Trust',
      description: 'Band 6. You must have experience of splinting.',
    });
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();

  interface Candidate {
    readonly id: string;
    readonly page: string;
  }
  const candidate = async (email: string, file = textCv()): Promise<Candidate> => {
    const sent = await api.upload({ fields: { email }, file });
    await worker.workOff();
    return {
      id: String(sent.json['candidateId']),
      page: api.address + String(sent.json['statusUrl']).replace(/^.*\/v1\/cvs/, '/cv'),
    };
  };
  const consider = async (candidateId: string, body: object): Promise<Answer> => {
    const answer = await api.call(`/v1/vacancies/${vacancyId}/candidacies`, {
      method: 'POST',
      key: consultant.key,
      body: { candidateId, ...body },
    });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer;
  };

  it('reaches a person, whose answer stands on the candidate’s page, on a phone and without JavaScript', async () => {
    const who = await candidate('dispute@example.org');
    await consider(who.id, { stage: 'rejected_by_agency', reason: 'stage_too_far', note: 'REASON-IN-WORDS' });
    const phone = await visitor.open({ ...PHONE, javaScriptEnabled: false });
    await phone.goto(who.page);
    const decided = phone.getByRole('region', { name: 'What was decided, and who was told about you' });
    await decided.getByText('A Trust has been told nothing about you.').waitFor();
    expect(await decided.textContent()).toMatch(
      /Turned down by us, by the agency.*Another career stage.*REASON-IN-WORDS/s,
    );

    await phone.getByText('Ask for a person, or dispute a decision').click();
    await phone.getByLabel('Dispute a decision, or where I stand in a list').check();
    await phone.getByLabel('What you would like').fill('  ');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await phone.getByRole('alert').getByText('Enter what you would like').waitFor();
    expect(await phone.title()).toMatch(/^Error: /);
    expect(await phone.getByLabel('Dispute a decision, or where I stand in a list').isChecked()).toBe(true);
    await phone.getByLabel('What you would like').fill('I am a Band 6.\nLook <b>again</b>.');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await phone.getByText('Your request has been sent.').waitFor();
    const asked = phone.getByRole('region', { name: 'Your data, and a person to talk to' });
    await asked.getByText('Look <b>again</b>.').waitFor();
    await asked.getByText(/^Answered by \d+ \w+ \d{4}$/).waitFor();

    const account = await makeAccount(api, 'consultant');
    const staff = await signedInPage(visitor, api, account, '/vacancies');
    await staff.getByRole('link', { name: 'Requests 1 waiting' }).click();
    const request = staff.getByRole('region', { name: /Dispute a decision/ });
    await request.getByText('Look <b>again</b>.').waitFor();
    await expectAccessible(staff);
    await request.getByRole('button', { name: /^Answer/ }).click();
    await staff.getByRole('alert').getByText('Enter the answer').waitFor();
    await expectAccessible(staff);
    await request.getByLabel(/^Your answer/).fill('You are right: we have put you back.');
    await request.getByRole('button', { name: /^Answer/ }).click();
    await staff.getByText('Answered. The person has been sent your answer').waitFor();
    await staff.getByText('Nothing waits for an answer.').waitFor();
    expect(await staff.getByRole('link', { name: 'Requests', exact: true }).count()).toBe(1);
    await staff.goto(`${api.address}/candidates/${who.id}`);
    await staff
      .getByRole('region', { name: 'Requests' })
      .getByText('You are right: we have put you back.')
      .waitFor();
    await expectAccessible(staff);

    await phone.goto(who.page);
    await asked.getByText('You are right: we have put you back.').waitFor();
    await asked.getByText(/^A consultant answered/).waitFor();
    const seeing = await visitor.open(PHONE);
    await seeing.goto(who.page);
    await expectAccessible(seeing);
  });

  it('is shown to staff by urgency, and what is overdue says so on both sides', async () => {
    const who = await candidate('late@example.org');
    const ask = (words: string): Promise<unknown> =>
      api.call(`/v1/candidates/${who.id}/requests`, {
        method: 'POST',
        key: new URL(who.page).searchParams.get('token') ?? '',
        body: { kind: 'access', words },
      });
    await ask('The newer one.');
    await ask('The late one.');
    await api.database.pool.query(
      `UPDATE person_request SET due_at = now() - interval '3 days' WHERE words = 'The late one.'`,
    );
    const staff = await signedInPage(visitor, api, await makeAccount(api, 'admin'), '/requests');
    const heads = await staff.getByRole('heading', { level: 2 }).allTextContents();
    expect(heads[0]).toMatch(/Overdue since/);
    expect(heads[1]).toMatch(/Due by/);
    const page = await visitor.open();
    await page.goto(who.page);
    await page.getByText(/Overdue: it was due by/).waitFor();
  });

  it('can be yes to one post that they were asked about, which is seen and taken back there', async () => {
    const who = await candidate('willing@example.org');
    const made = await consider(who.id, { stage: 'shortlisted', reason: 'potential' });
    const page = await visitor.open({ ...PHONE, javaScriptEnabled: false });
    await page.goto(who.page);
    expect(await page.getByRole('button', { name: 'Yes, put me forward' }).count()).toBe(0);
    const moved = await api.call(`/v1/candidacies/${String(made.json['id'])}/moves`, {
      method: 'POST',
      key: consultant.key,
      headers: { 'if-match': String(made.headers.get('etag')) },
      body: { to: 'contacted' },
    });
    expect(moved.status, moved.text).toBe(200);
    await page.reload();
    await page.getByRole('button', { name: 'Yes, put me forward' }).click();
    await page.getByText('Done. What you agree to now stands here.').waitFor();
    const agreed = page.getByRole('region', { name: 'What you agree to' });
    await agreed.getByText('Put me forward for Occupational Therapist, hands, A Trust').waitFor();
    expect(await page.getByRole('button', { name: 'Yes, put me forward' }).count()).toBe(0);
    const standing = { candidateId: who.id, scope: 'vacancy', withdrawnAt: null } as const;
    expect(await api.database.prisma.consent.count({ where: { ...standing, vacancyId } })).toBe(1);
    await agreed.getByRole('button', { name: 'Take back my yes to Occupational Therapist, hands' }).click();
    await page.getByText('Done. What you agree to now stands here.').waitFor();
    expect(await agreed.getByText('Put me forward for Occupational Therapist, hands').count()).toBe(0);
    expect(await api.database.prisma.consent.count({ where: standing })).toBe(0);
    const stage = await api.database.prisma.candidacy.findFirst({ where: { candidateId: who.id } });
    expect(stage?.stage).toBe('withdrawn');
    await page.getByText('Took back their agreement').waitFor();
  });

  it('says that stage, registration, posts or wishes were read wrongly, which a person gets as well', async () => {
    const unregistered = textCv().replace(/^.*HCPC.*$/m, 'Occupational therapist in stroke rehabilitation.');
    const who = await candidate('stage@example.org', unregistered);
    const page = await visitor.open({ ...PHONE, javaScriptEnabled: false });
    await page.goto(who.page);
    await page.getByText('My stage, registration, posts or wishes are wrong').click();
    await page.getByLabel('What was read wrongly').selectOption({ label: 'Registration' });
    await page.getByLabel('How it is, in a sentence or two').fill(' ');
    await page.getByRole('button', { name: 'Have it put right' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Enter how it is' }).waitFor();
    const subject = page.getByLabel('What was read wrongly');
    expect(await subject.inputValue()).toBe('registration');
    await page
      .getByLabel('How it is, in a sentence or two')
      .fill('I am registered with the HCPC, number OT098765.');
    await page.getByRole('button', { name: 'Have it put right' }).click();
    await page.getByText('Thank you. Your words stand beside your CV').waitFor();
    await page.getByText('Registration is wrong: I am registered with the HCPC').waitFor();
    const asked = await api.database.prisma.personRequest.findMany({ where: { candidateId: who.id } });
    expect(asked).toMatchObject([
      {
        kind: 'rectify',
        words: 'Read wrongly, registration: I am registered with the HCPC, number OT098765.',
      },
    ]);
    await worker.workOff();
    await page.reload();
    await page.getByText('OT098765').first().waitFor();
    expect(await page.getByRole('region', { name: 'Career stage and registration' }).textContent()).toContain(
      'OT098765',
    );
    // As they were, until it is taken back.
    await page.getByRole('button', { name: /^Take back.*I am registered/ }).click();
    await page.getByText('It is taken back.').waitFor();
    await worker.workOff();
    await page.reload();
    expect(
      await page.getByRole('region', { name: 'Career stage and registration' }).textContent(),
    ).not.toContain('OT098765');
  });
});
