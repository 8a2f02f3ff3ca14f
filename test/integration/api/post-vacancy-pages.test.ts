import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVacancyAgain } from '../../../src/matches/rank-vacancy-reading.js';
import type { Requirement } from '../../../src/matching/requirement.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { makeAccount, signedInBrowser, type TestBrowser } from '../../fixtures/accounts.js';
import { startApi, type Answer, type TestApi } from '../../fixtures/api.js';
import { fieldsOf, sendFileForm, sendForm } from '../../fixtures/forms.js';

const ADVERT = [
  'Senior Occupational Therapist, Stroke',
  'Employer: Riverside Community NHS Trust',
  'Band 6',
  '£38,682 to £46,580 a year. Permanent, full time or job share, 37.5 hours a week. Fellmere FE1 2AB.',
  'HCPC registration is essential, or an application for HCPC registration that is pending. An enhanced DBS check (adult workforce) is made.',
  'You must have a full driving licence and access to a car.',
  'You will carry out home visits and assess people after a stroke.',
  'Closing date: 3 July 2027.',
].join('\n');

const OF_A_COUNCIL =
  'Occupational Therapist, Adult Social Care\nExample County Council\nGrade H, SCP 26-30\nPermanent. You carry out home visits.';

const OF_AN_AGENCY = 'Locum Occupational Therapist\nBand 6. £26.50 an hour PAYE. You carry out home visits.';

let api: TestApi;
let staff: TestBrowser;
beforeAll(async () => {
  api = await startApi();
  staff = await signedInBrowser(api, await makeAccount(api, 'agency_staff'));
});
afterAll(() => api.stop());

const pasteAdvert = (text: string) => sendFileForm(api, staff, '/vacancies/new', { text });
const read = async (text = ADVERT): Promise<Record<string, string>> =>
  fieldsOf((await pasteAdvert(text)).text);
const newest = () => api.database.prisma.vacancy.findFirstOrThrow({ orderBy: { id: 'desc' } });
async function post(changes: Readonly<Record<string, string>>, text = ADVERT) {
  const sent = { title: 'Stroke', employer: 'Riverside' };
  const answer = await sendForm(staff, '/vacancies', { ...(await read(text)), ...sent, ...changes });
  expect([answer.status, answer.text]).toEqual([303, '']);
  return newest();
}

describe('a field of an advert that staff leave alone', () => {
  it('goes on being read from the text', async () => {
    const stored = await post({});
    expect(stored.fieldsSetByStaff).toEqual([]);
    expect(stored).toMatchObject({ band: '6', contract: 'permanent', driverRequired: true, sector: 'nhs' });
  });
});

describe('a field of an advert that staff clear', () => {
  const inRequirement = (name: string) => (stored: { requirement: unknown }) =>
    (stored.requirement as Requirement)[name as keyof Requirement];
  it.each([
    ['stage', null],
    ['sector', null],
    ['band', undefined],
    ['grade', undefined, OF_A_COUNCIL],
    ['contract', null],
    ['place', undefined],
    ['postcode', undefined],
    ['payBasis', undefined, OF_AN_AGENCY],
    ['payYear', undefined],
    ['pendingRegistrationAccepted', false],
    ['dbsLevel', undefined],
    ['dbsWorkforce', undefined],
    ['registrationRequired', true],
    ['driverRequired', false],
  ] as const)('%s is not stated, and not ranked by', async (name, ranked, text: string = ADVERT) => {
    const before = await read(text);
    expect(before[name]).not.toBe('');
    const stored = await post({ [name]: '' }, text);
    expect(stored[name]).toBeNull();
    expect(stored.fieldsSetByStaff).toEqual([name]);
    if (ranked !== undefined) expect(inRequirement(name)(stored)).toBe(ranked);
  });

  it('pay is not stated', async () => {
    const stored = await post({ payFrom: '', payTo: '' });
    expect(stored).toMatchObject({ payFrom: null, payTo: null, payUnit: null, fieldsSetByStaff: ['pay'] });
  });

  it('hours are not stated', async () => {
    const stored = await post({ weekly: '', wholeTimeEquivalent: '', patterns: '' });
    expect(stored).toMatchObject({ hours: null, fieldsSetByStaff: ['hours'] });
  });

  it('the closing date is none', async () => {
    expect(await read()).toMatchObject({ closesOn: '2027-07-03' });
    expect((await post({ closesOn: '' })).closesAt).toBeNull();
  });

  it('stays cleared when the form comes back with a fault', async () => {
    const answer = await sendForm(staff, '/vacancies', {
      ...(await read()),
      employer: '',
      band: '',
      stage: '',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Enter the employer');
    expect(fieldsOf(answer.text)).toMatchObject({ band: '', stage: '', employer: '', contract: 'permanent' });
  });
});

describe('the form of a vacancy', () => {
  it('takes pay as people write it, to the penny and by the hour', async () => {
    const stored = await post({ payFrom: '£24.50', payTo: '£1,030', payUnit: 'hour' });
    expect([stored.payFrom?.toNumber(), stored.payTo?.toNumber(), stored.payUnit]).toEqual([
      24.5,
      1030,
      'hour',
    ]);
    expect(stored.fieldsSetByStaff).toEqual(['pay']);
  });

  it('says which amount is none, beside it', async () => {
    const answer = await sendForm(staff, '/vacancies', {
      ...(await read()),
      ...{ title: 'Stroke', employer: 'Riverside', payFrom: 'a lot' },
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('href="#payFrom"');
    expect(answer.text).toContain('Enter pay in pounds');
  });

  it('shows all that is read of the post, each with its sentence and to be changed', async () => {
    const { text } = await pasteAdvert(ADVERT);
    expect(fieldsOf(text)).toMatchObject({
      ...{ weekly: '37.5', patterns: 'full_time,job_share', place: 'Fellmere', dbsLevel: 'enhanced' },
      ...{ payBasis: '', payYear: '2025/26', pendingRegistrationAccepted: 'true', dbsWorkforce: 'adult' },
    });
    expect(await read(OF_AN_AGENCY)).toMatchObject({ payBasis: 'paye' });
    for (const words of ['37.5 hours', 'enhanced DBS', 'adult workforce', 'pending', 'Fellmere'])
      expect(text).toMatch(new RegExp(`<blockquote[^>]*>[^]*?${words}[^]*?</blockquote>`));
    expect(text).toMatch(/<strong>Specialisms<\/strong><br>[^<]*[Ss]troke/);
  });

  it('takes hours, place, DBS check and pending registration that staff set, and ranks by the last', async () => {
    const stored = await post({
      ...{ weekly: '22.5', wholeTimeEquivalent: '0.6', patterns: 'part_time', place: 'Example Town' },
      ...{ dbsLevel: 'enhanced_with_barred_lists', dbsWorkforce: 'child' },
      pendingRegistrationAccepted: 'false',
    });
    const set = ['dbsLevel', 'dbsWorkforce', 'hours', 'pendingRegistrationAccepted', 'place'];
    expect(stored).toMatchObject({
      hours: { weekly: 22.5, wholeTimeEquivalent: 0.6, patterns: ['part_time'] },
      ...{ place: 'Example Town', dbsLevel: 'enhanced_with_barred_lists', dbsWorkforce: 'child' },
      fieldsSetByStaff: set,
      requirement: { pendingRegistrationAccepted: false },
    });
    const about = await staff.call(`/vacancies/${stored.id}/about`, { headers: { accept: 'text/html' } });
    for (const words of ['22.5 hours a week, 0.6 of full time, part time', 'Enhanced, with barred lists'])
      expect(about.text).toContain(words);
    // One row only: what the text alone says of it stands in the form.
    expect(about.text.match(/<strong>DBS workforce<\/strong><br>[^<]*/g)).toEqual([
      '<strong>DBS workforce</strong><br>Children ',
    ]);
  });

  it('says beside the field which hours, pay year or band is none', async () => {
    const answer = await sendForm(staff, '/vacancies', {
      ...(await read()),
      ...{ title: 'Stroke', employer: 'Riverside', band: '6/5', payYear: '2026/28' },
      ...{ weekly: '99', wholeTimeEquivalent: 'half', postcode: 'nowhere' },
    });
    expect(answer.status).toBe(400);
    for (const [id, words] of [
      ['band', 'The lower band of a range comes first, such as 5/6'],
      ['payYear', 'Enter the pay year like 2026/27'],
      ['postcode', 'Enter the postcode like LS1 3EX, or its first part like LS1'],
      ['weekly', 'Enter hours a week as a number up to 60, like 37.5'],
      ['wholeTimeEquivalent', 'Enter the share of full time as a number up to 1, like 0.6'],
    ] as const) {
      expect(answer.text).toMatch(new RegExp(`<a href="#${id}">\\s*${words}`));
      expect(answer.text).toContain(`id="${id}-error"`);
    }
    const kept = { band: '6/5', payYear: '2026/28', weekly: '99', wholeTimeEquivalent: 'half' };
    expect(fieldsOf(answer.text)).toMatchObject({ ...kept, patterns: 'full_time,job_share' });
  });

  it('takes a range of bands, whose stage grows, and shows it wherever the band stands', async () => {
    const stored = await post({ band: 'Band 5 to 6' });
    expect(stored).toMatchObject({
      ...{ band: '5/6', stage: 'occupational_therapist', fieldsSetByStaff: ['band'] },
      requirement: { stage: 'occupational_therapist', growsTo: 'senior_specialist' },
    });
    const words = 'Occupational therapist, growing to Senior or specialist';
    for (const path of ['/vacancies', `/vacancies/${stored.id}/about`])
      expect((await staff.call(path, { headers: { accept: 'text/html' } })).text).toContain(words);
  });

  it('keeps the stage of the text beside another band where staff say so', async () => {
    const stored = await post({ band: '7' });
    const path = `/vacancies/${stored.id}/edit`;
    const fields = fieldsOf((await staff.call(path, { headers: { accept: 'text/html' } })).text);
    expect(fields).toMatchObject({ band: '7', stage: 'advanced' });
    await sendForm(staff, path, { ...fields, stage: 'senior_specialist' });
    expect(await newest()).toMatchObject({
      ...{ band: '7', stage: 'senior_specialist', fieldsSetByStaff: ['band', 'stage'] },
    });
  });

  it('reads a changed text again: what was changed by hand stays, what was left alone follows the text', async () => {
    const shown = await read();
    const sent = {
      ...shown,
      contract: 'locum',
      text: ADVERT.replace('Band 6', 'Band 7').replace('37.5', '30'),
    };
    const answer = await sendForm(staff, '/vacancies', { ...sent, do: 'read' });
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer.text)).toMatchObject({ band: '7', contract: 'locum', weekly: '30' });
    const stored = await post({ ...fieldsOf(answer.text), title: 'Stroke', employer: 'Riverside' });
    expect(stored).toMatchObject({ band: '7', contract: 'locum', fieldsSetByStaff: ['contract'] });
  });

  it('posts no changed text before somebody has seen what it says', async () => {
    const before = await api.database.prisma.vacancy.count();
    const sent = { ...(await read()), title: 'Stroke', employer: 'Riverside' };
    const answer = await sendForm(staff, '/vacancies', {
      ...sent,
      text: `${ADVERT}\nYou supervise students.`,
    });
    expect(answer.text).toContain('The changed text has been read');
    expect(fieldsOf(answer.text)).toMatchObject({ title: 'Stroke', employer: 'Riverside' });
    const without = await sendForm(staff, '/vacancies', { ...sent, text: ' ' });
    expect([without.status, without.text]).toEqual([
      400,
      expect.stringContaining('Paste the text of the advert'),
    ]);
    expect(await api.database.prisma.vacancy.count()).toBe(before);
  });

  it('adds a criterion that the advert forgot, and leaves out one that it has', async () => {
    const sent: Record<string, string> = { ...(await read()), title: 'Stroke', employer: 'Riverside' };
    const looked = await sendForm(staff, '/vacancies', { ...sent, do: 'find', find: 'splint' });
    expect(looked.status).toBe(200);
    expect(await api.database.prisma.vacancy.count({ where: { title: 'Splints' } })).toBe(0);
    const fields = fieldsOf(looked.text);
    const splinting = Object.keys(fields).find((name) => /^importance\..*splint/.test(name)) ?? 'none found';
    expect(fields[splinting]).toBe('');
    expect(sent['importance.duty.home_visits']).toBeDefined();
    const chosen = { [splinting]: 'must', 'importance.duty.home_visits': '' };
    const again = await sendForm(staff, '/vacancies', { ...fields, ...chosen, do: 'find', find: '' });
    expect(fieldsOf(again.text)).toMatchObject(chosen);
    await sendForm(staff, '/vacancies', { ...fieldsOf(again.text), title: 'Splints' });
    const stored = await newest();
    const concept = splinting.slice('importance.'.length);
    expect(stored.fieldsSetByStaff).toEqual([`importance:${concept}`, 'weight:duty.home_visits']);
    const { criteria } = stored.requirement as unknown as Requirement;
    expect(criteria.find(({ conceptId }) => conceptId === concept)).toMatchObject({ importance: 'must' });
    expect(criteria.map(({ conceptId }) => conceptId)).not.toContain('duty.home_visits');
  });

  it('ends the closing day as the day ends in London', async () => {
    const stored = await post({ closesOn: '2027-07-03' });
    expect(stored.closesAt?.toISOString()).toBe('2027-07-03T22:59:59.000Z');
  });

  it('gives a text back that is too long to be read', async () => {
    const text = `${'x'.repeat(50_001)}<b>`;
    const answer = await pasteAdvert(text);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.text)['text']).toBe(text);
  });
});

describe('not stated, by the API', () => {
  const call = async (method: string, path: string, body: object, etag?: string): Promise<Answer> => {
    const { key } = await api.keyFor('agency_staff');
    const headers = etag === undefined ? {} : { 'if-match': etag };
    return api.call(path, { method, key, body, headers });
  };
  const words = { title: 'Stroke', employer: 'Riverside', description: ADVERT };
  const fieldOf = ({ json }: Answer, name: string): unknown =>
    (json['fields'] as Record<string, unknown>)[name];
  const bandOf = (answer: Answer): unknown => fieldOf(answer, 'band');

  it('is said, kept through other changes, and taken back', async () => {
    const made = await call('POST', '/v1/vacancies', { ...words, notStated: ['band'] });
    expect(bandOf(made)).toMatchObject({ value: null, setBy: 'staff' });
    const path = `/v1/vacancies/${String(made.json['id'])}`;
    const other = await call('PATCH', path, { title: 'Stroke, again' }, '"1"');
    expect(bandOf(other)).toMatchObject({ value: null, setBy: 'staff' });
    expect(bandOf(await call('PATCH', path, { band: null }, '"2"'))).toMatchObject({
      value: '6',
      setBy: 'text',
    });
  });

  it('and a DBS workforce that is set, stay when the text is read again, until they are taken back', async () => {
    const made = await call('POST', '/v1/vacancies', { ...words, dbsWorkforce: 'child' });
    const id = String(made.json['id']);
    const path = `/v1/vacancies/${id}`;
    const theirs = { value: 'child', setBy: 'staff' };
    const changed = { description: ADVERT.replace('adult workforce', 'adult and child workforce') };
    expect(fieldOf(await call('PATCH', path, changed, '"1"'), 'dbsWorkforce')).toMatchObject(theirs);
    const readByAnother = (): Promise<object> =>
      api.database.prisma.vacancy.update({ where: { id }, data: { understandingVersion: 'older' } });
    await readByAnother();
    await readVacancyAgain(api.database, loadTaxonomy(), id);
    expect(await newest()).toMatchObject({ id, dbsWorkforce: 'child', fieldsSetByStaff: ['dbsWorkforce'] });
    const notStated = await call('PATCH', path, { notStated: ['dbsWorkforce'] }, '"2"');
    expect(fieldOf(notStated, 'dbsWorkforce')).toMatchObject({ value: null, setBy: 'staff' });
    await readByAnother();
    await readVacancyAgain(api.database, loadTaxonomy(), id);
    expect((await newest()).dbsWorkforce).toBeNull();
    const asRead = await call('PATCH', path, { dbsWorkforce: null }, '"3"');
    expect(fieldOf(asRead, 'dbsWorkforce')).toMatchObject({ value: 'adult_and_child', setBy: 'text' });
    expect((await newest()).dbsWorkforce).toBe('adult_and_child');
  });

  it('goes with no value', async () => {
    const answer = await call('POST', '/v1/vacancies', { ...words, band: '7', notStated: ['band'] });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ field: 'notStated' }] } });
  });
});
