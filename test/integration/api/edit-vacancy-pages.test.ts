import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';
import { fieldsOf, sendForm } from '../../fixtures/forms.js';
import { postVacancy } from '../../fixtures/staff-pages.js';

const WORDS = {
  title: 'Occupational Therapist, Stroke',
  employer: 'Riverside Community NHS Trust',
  description: [
    'Riverside Community NHS Trust',
    'Band 6',
    'Permanent. You carry out home visits after a stroke.',
    'HCPC registration is essential.',
  ].join('\n'),
};

let api: TestApi;
let staff: TestBrowser;
beforeAll(async () => {
  api = await startApi();
  staff = await signedInBrowser(api, await makeAccount(api, 'agency_staff'));
});
afterAll(() => api.stop());

const page = async (path: string): Promise<string> => (await staff.call(path, HTML)).text;
const HTML = { headers: { accept: 'text/html' } } as const;
const stored = (id: string) => api.database.prisma.vacancy.findUniqueOrThrow({ where: { id } });
const latest = async (id: string): Promise<unknown> =>
  api.database.prisma.auditEvent.findFirst({
    where: { subject: `vacancy:${id}` },
    orderBy: { id: 'desc' },
    select: { action: true, facts: true },
  });

describe('the page to change a vacancy', () => {
  it('changes nothing when it is saved as it came', async () => {
    const id = await postVacancy(api, { ...WORDS, band: '7', closesAt: '2027-07-01T22:59:59Z' });
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    expect(fields).toMatchObject({ band: '7', closesOn: '2027-07-01', contract: 'permanent' });
    const answer = await sendForm(staff, `/vacancies/${id}/edit`, fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/vacancies/${id}/about`]);
    expect((await stored(id)).revision).toBe(1);
  });

  it('saves what was changed, and takes back what was set to what the text says', async () => {
    const id = await postVacancy(api, { ...WORDS, band: '7' });
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    const description = `${WORDS.description}\nYou must have a full driving licence and access to a car.`;
    const answer = await sendForm(staff, `/vacancies/${id}/edit`, {
      ...fields,
      ...{ title: 'Stroke <b>OT', band: '6', contract: '', payFrom: '40000', payTo: '45000', description },
    });
    expect(answer.headers.get('location')).toBe(`/vacancies/${id}/about?done=changed`);
    const vacancy = await stored(id);
    expect(vacancy).toMatchObject({
      ...{ revision: 2, title: 'Stroke <b>OT', band: '6', contract: null, driverRequired: true },
      fieldsSetByStaff: ['contract', 'pay'],
    });
    expect(api.enqueued).toContainEqual({ name: 'rank-vacancy', payload: { vacancyId: id } });
    const about = await page(`/vacancies/${id}/about?done=changed`);
    expect(about).toContain('Stroke &lt;b&gt;OT');
    expect(about).toContain('£40,000 to £45,000 a year');
    expect(about).toContain('Saved. Everybody is ranked again.');
  });

  it('keeps hours and place that were set while the text is read again, and lets the text speak again', async () => {
    const description = `${WORDS.description}\nBase: Fellmere. 37.5 hours a week, full time or part time.`;
    const id = await postVacancy(api, { ...WORDS, description });
    const path = `/vacancies/${id}/edit`;
    const fields = fieldsOf(await page(path));
    expect(fields).toMatchObject({ weekly: '37.5', patterns: 'full_time,part_time', place: 'Fellmere' });
    await sendForm(staff, path, { ...fields, weekly: '30', patterns: '', place: 'Example Town' });
    const set = { hours: { weekly: 30, patterns: [] }, place: 'Example Town' };
    expect(await stored(id)).toMatchObject({ ...set, fieldsSetByStaff: ['hours', 'place'] });
    const now = fieldsOf(await page(path));
    await sendForm(staff, path, { ...now, description: description.replace('Fellmere', 'Elmbury') });
    expect(await stored(id)).toMatchObject({ revision: 3, ...set });
    const back = { weekly: '37.5', patterns: 'full_time,part_time', place: 'Elmbury' };
    await sendForm(staff, path, { ...fieldsOf(await page(path)), ...back });
    expect(await stored(id)).toMatchObject({ place: 'Elmbury', fieldsSetByStaff: [] });
  });

  it('never writes over what somebody else saved meanwhile, and keeps what was typed', async () => {
    const id = await postVacancy(api, WORDS);
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    await sendForm(staff, `/vacancies/${id}/edit`, { ...fields, band: '7' });
    const late = await sendForm(staff, `/vacancies/${id}/edit`, { ...fields, band: '5', grade: 'Grade H' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Somebody else changed this vacancy meanwhile');
    expect(await stored(id)).toMatchObject({ revision: 2, band: '7' });
    expect(fieldsOf(late.text)).toMatchObject({ revision: '2', band: '5', grade: 'Grade H' });
    const again = await sendForm(staff, `/vacancies/${id}/edit`, fieldsOf(late.text));
    expect(again.status).toBe(303);
    expect(await stored(id)).toMatchObject({ revision: 3, band: '5', grade: 'Grade H' });
  });

  it('shows what a colleague saved meanwhile in what was left alone, and beside what both changed', async () => {
    const id = await postVacancy(api, WORDS);
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    const path = `/vacancies/${id}/edit`;
    const description = `${WORDS.description}\nA line of theirs.`;
    await sendForm(staff, path, { ...fields, band: '7', title: 'Theirs', contract: 'locum', description });
    const mine = { ...fields, band: '5', grade: 'Grade H' };
    const looking = await sendForm(staff, path, { ...mine, find: 'splinting', do: 'find' });
    expect(looking.status).toBe(409);
    const late = await sendForm(staff, path, mine);
    const both = { band: '5', grade: 'Grade H', title: 'Theirs', contract: 'locum', description };
    expect(fieldsOf(late.text)).toMatchObject(both);
    expect(late.text.match(/Changed by somebody else to “[^”]*”/g)).toEqual([
      'Changed by somebody else to “7”',
    ]);
    expect((await sendForm(staff, path, fieldsOf(late.text))).status).toBe(303);
    expect(await stored(id)).toMatchObject({ revision: 3, ...both });
  });

  it('comes back with what is wrong beside the field', async () => {
    const id = await postVacancy(api, WORDS);
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    const answer = await sendForm(staff, `/vacancies/${id}/edit`, { ...fields, title: '', band: '12' });
    expect(answer.status).toBe(400);
    for (const words of ['Enter the title of the post', 'id="band-error"', 'This is not an NHS band'])
      expect(answer.text).toContain(words);
    expect(fieldsOf(answer.text)).toMatchObject({ title: '', band: '12' });
    expect((await stored(id)).revision).toBe(1);
  });
});

describe('closing a vacancy on its pages', () => {
  it('is confirmed, recorded, and can be taken back, and everybody is ranked again', async () => {
    const id = await postVacancy(api, WORDS);
    expect(await page(`/vacancies/${id}/close`)).toContain('Close this vacancy?');
    expect((await stored(id)).status).toBe('open');
    expect((await sendForm(staff, `/vacancies/${id}/close`, {})).status).toBe(303);
    expect((await stored(id)).status).toBe('closed');
    expect(await latest(id)).toMatchObject({ action: 'vacancy.closed' });
    expect((await staff.call(`/vacancies/${id}/edit`, HTML)).status).toBe(409);
    expect(await page(`/vacancies/${id}/about`)).toContain('Open it again');
    api.enqueued.length = 0;
    expect((await sendForm(staff, `/vacancies/${id}/reopen`, {})).status).toBe(303);
    expect(await stored(id)).toMatchObject({ status: 'open', revision: 3 });
    expect(await latest(id)).toMatchObject({ action: 'vacancy.reopened' });
    expect(api.enqueued).toEqual([{ name: 'rank-vacancy', payload: { vacancyId: id } }]);
  });

  it('is open to programs too, and asked of nothing that is not there', async () => {
    const id = await postVacancy(api, WORDS);
    const { key } = await api.keyFor('agency_staff');
    const call = (path: string) => api.call(`/v1/vacancies/${path}`, { method: 'POST', key, body: {} });
    await call(`${id}/close`);
    expect((await call(`${id}/reopen`)).json).toMatchObject({ status: 'open', revision: 3 });
    expect((await call(`${id}/reopen`)).json).toMatchObject({ status: 'open', revision: 3 });
    expect((await call('0199a0a0-0000-7000-8000-000000000000/reopen')).status).toBe(404);
  });
});

describe('taking registration off a post that needs it by its stage', () => {
  const off = { registrationRequired: 'false' };

  it('asks for a reason, records it, and is shown on the vacancy', async () => {
    const id = await postVacancy(api, WORDS);
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    const refused = await sendForm(staff, `/vacancies/${id}/edit`, { ...fields, ...off });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Select why a post of this stage needs no HCPC registration');
    const waived = { ...off, registrationWaiver: 'employer_confirmed' };
    expect((await sendForm(staff, `/vacancies/${id}/edit`, { ...fields, ...waived })).status).toBe(303);
    expect(await latest(id)).toMatchObject({
      action: 'vacancy.changed',
      facts: { registrationWaiver: 'employer_confirmed' },
    });
    const banner = 'People without HCPC registration are not held back here.';
    expect(await page(`/vacancies/${id}/about`)).toContain(banner);
    const now = fieldsOf(await page(`/vacancies/${id}/edit`));
    expect(now).toMatchObject(waived);
    await sendForm(staff, `/vacancies/${id}/edit`, { ...now, registrationRequired: 'true' });
    expect((await stored(id)).registrationWaiver).toBeNull();
    expect(await page(`/vacancies/${id}/about`)).not.toContain(banner);
  });

  it('takes more than a sentence of the text, and says so on the vacancy', async () => {
    const description = `${WORDS.description}\nAn assistant joins with you and does not need HCPC registration.`;
    const id = await postVacancy(api, { ...WORDS, description });
    const about = await page(`/vacancies/${id}/about`);
    expect(about).toContain('people without it are held back all the same');
    expect(about).not.toContain('are not held back here.');
  });

  it('can be taken off with a reason where the text says the same, and not with a reason alone', async () => {
    const description = `${WORDS.description}\nHCPC registration is not required.`;
    const id = await postVacancy(api, { ...WORDS, description });
    const fields = fieldsOf(await page(`/vacancies/${id}/edit`));
    expect(fields['registrationRequired']).toBe('false');
    const reason = { registrationWaiver: 'employer_confirmed' };
    const save = (more: object) =>
      sendForm(staff, `/vacancies/${id}/edit`, { ...fields, ...reason, ...more });
    const refused = await save({ registrationRequired: 'true' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Select “No” where HCPC registration is not needed');
    expect((await save({})).status).toBe(303);
    expect(await stored(id)).toMatchObject({ registrationRequired: false, ...reason });
    expect(await page(`/vacancies/${id}/about`)).toContain('are not held back here.');
  });

  it('is refused to programs without a reason, and needs none of a support worker', async () => {
    const { key } = await api.keyFor('agency_staff');
    const post = (more: object) =>
      api.call('/v1/vacancies', {
        method: 'POST',
        key,
        body: { ...WORDS, registrationRequired: false, ...more },
      });
    expect(await post({})).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'registrationWaiver' }] },
    });
    expect((await post({ stage: 'support_worker' })).status).toBe(201);
    expect((await post({ registrationWaiver: 'no_protected_title' })).json).toMatchObject({
      registrationWaiver: 'no_protected_title',
    });
  });
});
