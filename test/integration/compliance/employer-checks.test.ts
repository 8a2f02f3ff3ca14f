import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReminders } from '../../../src/compliance/write-reminders.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { daysAgo, fileCheck } from '../../fixtures/compliance.js';
import { sendForm } from '../../fixtures/forms.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, revision = 0, key = consultant.key): Promise<Answer> =>
  api.call(path, {
    ...{ method: 'POST', key, body },
    headers: revision === 0 ? {} : { 'if-match': `"${revision}"` },
  });
const get = (path: string): Promise<Answer> => api.call(path, { key: consultant.key });
const file = (id: string, kind: string, fields: Record<string, string> = {}): Promise<Answer> =>
  fileCheck(api, consultant.key, id, kind, { fields });

let count = 0;
async function person(): Promise<Sender> {
  const sender = await sendCv(api);
  const { id } = sender;
  await worker.workOff();
  for (const kind of ['identity', 'employment_history', 'qualification', 'hcpc_register'])
    await file(id, kind);
  for (const item of ['Team lead', 'Ward manager']) await file(id, 'reference', { item });
  return sender;
}
interface Vacancy {
  readonly id: string;
  readonly employer: { readonly id: string; readonly name: string };
}
async function vacancy(fields: object = {}): Promise<Vacancy> {
  count += 1;
  const given = { title: `Therapist ${count}`, employer: `Council ${count}`, description: 'Home visits.' };
  const answer = await post('/v1/vacancies', { ...given, ...fields });
  if (answer.status !== 201) throw new Error(answer.text);
  await worker.workOff();
  return answer.json as unknown as Vacancy;
}
interface Candidacy {
  readonly id: string;
  readonly revision: number;
  readonly stage: string;
  readonly submission: { evidence: Record<string, { met: boolean; items: string[]; title?: string }> };
}
const done = (answer: Answer): Candidacy => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.json as unknown as Candidacy;
};
const move = (one: Candidacy, to: string, rest: object = {}): Promise<Answer> =>
  post(`/v1/candidacies/${one.id}/moves`, { to, ...rest }, one.revision);
const submit = (one: Candidacy, body: object = {}): Promise<Answer> =>
  post(`/v1/candidacies/${one.id}/submission`, { told: 'Good.', ...body }, one.revision);
async function ready(who: { id: string; token: string }, vacancyId: string): Promise<Candidacy> {
  const first = { candidateId: who.id, stage: 'shortlisted', reason: 'potential' };
  let one = done(await post(`/v1/vacancies/${vacancyId}/candidacies`, first));
  one = done(await move(one, 'contacted'));
  await post(`/v1/candidates/${who.id}/consents`, { scope: 'vacancy', vacancyId }, 0, who.token);
  return done(await move(one, 'willingness_confirmed'));
}
const faults = (answer: Answer): { field: string; message: string }[] =>
  answer.json['errors'] as { field: string; message: string }[];

/** @returns the id of the check that was added last. */
async function ask(employerId: string, check: object): Promise<string> {
  const answer = await post(`/v1/employers/${employerId}/checks`, check);
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.json['checks'] as { id: string }[]).at(-1)?.id ?? '';
}
const required = async (id: string): Promise<{ item: string | null; title: string; state: string }[]> =>
  (await get(`/v1/candidates/${id}/compliance`)).json['requirements'] as never;

describe('a check that one employer asks for', () => {
  it('is in the file of who is on their way there, and gates that introduction and no other', async () => {
    const { id: vacancyId, employer } = await vacancy();
    const other = await vacancy();
    const who = await person();
    const driving = await ask(employer.id, { name: 'Driving licence', expires: true });
    const ofIt = async () => (await required(who.id)).find(({ item }) => item === driving);
    expect(await ofIt()).toBeUndefined();
    const elsewhere = await ready(who, other.id);
    expect(await ofIt()).toBeUndefined();
    expect((await submit(elsewhere)).status).toBe(201);
    const one = await ready(who, vacancyId);
    const title = `Driving licence (${employer.name})`;
    expect(await ofIt()).toMatchObject({ title, state: 'missing' });
    const refused = await submit(one);
    expect(refused.json['code']).toBe('evidence_missing');
    expect(faults(refused)).toMatchObject([{ field: `employerEvidence.${driving}` }]);
    expect(faults(refused)[0]?.message).toContain(`${title}: missing`);

    const endless = await file(who.id, 'employer_check', { item: driving });
    expect(faults(endless)).toMatchObject([{ field: 'validUntil' }]);
    const fields = { item: driving, validUntil: daysAgo(-5) };
    expect((await file(who.id, 'employer_check', fields)).status).toBe(201);
    expect(await ofIt()).toMatchObject({ state: 'expiring' });
    const { submission } = done(await submit(one));
    expect(submission.evidence[driving]).toMatchObject({ met: true, title });
    expect(submission.evidence[driving]?.items).toHaveLength(1);
  });

  it('is met in words or by an exception too, and is reminded of until it is asked for no more', async () => {
    const { id: vacancyId, employer } = await vacancy();
    const who = await person();
    await post(`/v1/candidates/${who.id}/consents`, { scope: 'represent' }, 0, who.token);
    const one = await ready(who, vacancyId);
    const insurance = await ask(employer.id, { name: 'Business insurance', expires: false });
    await file(who.id, 'employer_check', { item: insurance, validUntil: daysAgo(-3) });
    expect((await get('/v1/compliance/expiring?limit=100')).text).toContain(
      `Business insurance (${employer.name})`,
    );
    const reminders = () =>
      api.database.prisma.message.findMany({ where: { candidateId: who.id, kind: 'compliance_ending' } });
    await writeReminders(api.database, 30);
    expect((await reminders()).map(({ body }) => body).join()).toContain('Business insurance');

    const driving = await ask(employer.id, { name: 'Driving licence', expires: false });
    const words = { employerEvidence: { [driving]: 'Licence seen by AB today.' } };
    const out = done(await submit(one, words));
    expect(out.submission.evidence[driving]).toMatchObject({
      met: true,
      words: 'Licence seen by AB today.',
    });

    await post(`/v1/employer-checks/${insurance}/retirement`, {});
    expect((await get('/v1/compliance/expiring?limit=100')).text).not.toContain(`(${employer.name})`);
    // Nor is whoever is on their way there no more.
    await file(who.id, 'employer_check', { item: driving, validUntil: daysAgo(-3) });
    expect((await get('/v1/compliance/expiring?limit=100')).text).toContain(`(${employer.name})`);
    done(await move(out, 'withdrawn', { reason: 'other_job' }));
    expect((await get('/v1/compliance/expiring?limit=100')).text).not.toContain(`(${employer.name})`);
    expect((await file(who.id, 'employer_check', { item: insurance })).status).toBe(400);
    expect((await post(`/v1/employer-checks/${insurance}/retirement`, {})).status).toBe(404);
  });

  it('is not about health before an offer, and then beginning needs it, whoever does the other checks', async () => {
    const { id: vacancyId, employer } = await vacancy({ contract: 'permanent' });
    const early = await post(`/v1/employers/${employer.id}/checks`, {
      ...{ name: 'Occupational health form', expires: false },
    });
    expect(faults(early)).toMatchObject([{ field: 'aboutHealth' }]);
    const form = await ask(employer.id, {
      name: 'Occupational health form',
      expires: false,
      aboutHealth: true,
    });
    const who = await person();
    let one = await ready(who, vacancyId);
    // Words that are not asked for are refused: about health they would be kept before the offer.
    for (const other of [form, '0199a0a0-0000-7000-8000-000000000000'])
      expect(faults(await submit(one, { employerEvidence: { [other]: 'Fit.' } }))).toMatchObject([
        { field: `employerEvidence.${other}` },
      ]);
    one = done(await submit(one));
    expect((await required(who.id)).some(({ item }) => item === form)).toBe(false);
    expect((await file(who.id, 'employer_health_check', { item: form })).json['code']).toBe(
      'health_before_offer',
    );
    // Another employer's offer is none of this one's.
    const elsewhere = done(await submit(await ready(who, (await vacancy()).id)));
    await move(elsewhere, 'offer');
    expect((await required(who.id)).some(({ item }) => item === form)).toBe(false);
    expect((await file(who.id, 'employer_health_check', { item: form })).json['code']).toBe(
      'health_before_offer',
    );
    one = done(await move(one, 'offer'));
    expect((await required(who.id)).some(({ item }) => item === form)).toBe(true);
    expect(faults(await move(one, 'placed'))).toMatchObject([{ field: `employerEvidence.${form}` }]);
    // The kind says that it is about health, and nobody files it as something else.
    expect(faults(await file(who.id, 'employer_check', { item: form }))).toMatchObject([{ field: 'kind' }]);
    expect((await file(who.id, 'employer_health_check', { item: form })).status).toBe(201);
    expect(done(await move(one, 'placed')).stage).toBe('placed');
  });

  it('is asked again with what was filed of it, and is never changed into another', async () => {
    const { id: vacancyId, employer } = await vacancy();
    const who = await person();
    const driving = await ask(employer.id, { name: 'Driving licence', expires: false });
    await ready(who, vacancyId);
    await file(who.id, 'employer_check', { item: driving });
    await post(`/v1/employer-checks/${driving}/retirement`, {});
    await post(`/v1/employers/${employer.id}/checks`, { name: 'driving licence', expires: false });
    expect((await required(who.id)).find(({ item }) => item === driving)).toMatchObject({ state: 'current' });
    await post(`/v1/employer-checks/${driving}/retirement`, {});
    await post(`/v1/employers/${employer.id}/checks`, { name: 'Driving licence', expires: true });
    expect((await required(who.id)).some(({ item }) => item === driving)).toBe(false);
    const again = { name: 'Driving licence', expires: false };
    expect(faults(await post(`/v1/employers/${employer.id}/checks`, again))).toMatchObject([
      { field: 'name' },
    ]);
    const change = `UPDATE employer_check SET name = 'Passport' WHERE id = '${driving}'`;
    await expect(api.database.pool.query(change)).rejects.toThrow('employer_check is a record');
  });

  it('stays in the file of who is placed there, and of nobody whose post closed before an offer', async () => {
    const { id: vacancyId, employer } = await vacancy({ contract: 'permanent' });
    const closing = await post('/v1/vacancies', {
      ...{ title: 'Second post', employer: employer.name, description: 'Home visits.' },
    });
    const closingId = String(closing.json['id']);
    const driving = await ask(employer.id, { name: 'Driving licence', expires: false });
    const has = async (id: string) => (await required(id)).some(({ item }) => item === driving);
    const [placed, left] = [await person(), await person()];
    await file(placed.id, 'employer_check', { item: driving });
    const one = done(await submit(await ready(placed, vacancyId)));
    await ready(left, closingId);
    expect(await has(left.id)).toBe(true);
    expect(done(await move(done(await move(one, 'offer')), 'placed')).stage).toBe('placed');
    for (const id of [vacancyId, closingId])
      expect((await post(`/v1/vacancies/${id}/close`, {})).status).toBeLessThan(300);
    expect(await has(placed.id)).toBe(true);
    expect(await has(left.id)).toBe(false);
  });

  it('about health is listed, shown and handed out with the offer of its employer, and of no other', async () => {
    const { id: vacancyId, employer } = await vacancy();
    const form = await ask(employer.id, { name: 'Health form', expires: true, aboutHealth: true });
    const who = await person();
    const one = done(await move(done(await submit(await ready(who, vacancyId))), 'offer'));
    const filing = { fields: { item: form, validUntil: daysAgo(-5) }, file: 'Fit.' };
    const filed = await fileCheck(api, consultant.key, who.id, 'employer_health_check', filing);
    const checks = filed.json['checks'] as { id: string; kind: string }[];
    const id = checks.find(({ kind }) => kind === 'employer_health_check')?.id ?? '';
    const shown = async (): Promise<boolean[]> => [
      (await get('/v1/compliance/expiring?limit=100')).text.includes(id),
      (await get(`/v1/candidates/${who.id}/compliance`)).text.includes(id),
      (await get(`/v1/compliance-checks/${id}/file`)).text === 'Fit.',
      // Names stand in a ZIP file as they are.
      (await get(`/v1/candidacies/${one.id}/audit-pack`)).text.includes('employer-health-check'),
    ];
    expect(await shown()).toEqual([true, true, true, true]);
    done(await post(`/v1/candidacies/${one.id}/undo`, { note: 'A slip.' }, one.revision));
    const elsewhere = done(await submit(await ready(who, (await vacancy()).id)));
    done(await move(elsewhere, 'offer'));
    expect(await shown()).toEqual([false, false, false, false]);
  });

  it('is retired on its own page only after a question, which says what was filed, and once however often that is sent', async () => {
    const { id: vacancyId, employer } = await vacancy();
    const other = await vacancy();
    const who = await person();
    const driving = await ask(employer.id, { name: 'Driving licence', expires: false });
    await ready(who, vacancyId);
    await file(who.id, 'employer_check', { item: driving });
    const staff = await signedInBrowser(api, await makeAccount(api, 'consultant'));
    const html = { headers: { accept: 'text/html' } };
    const path = `/employers/${employer.id}/checks/${driving}/retirement`;
    const list = await staff.call(`/employers/${employer.id}/checks`, html);
    expect(list.text).toContain(`href="${path}"`);
    const asked = await staff.call(path, html);
    expect(asked.text).toContain('Ask for this check no more?');
    expect(asked.text).toContain('The 1 entry filed of it stays on file.');
    const isAsked = async () => (await required(who.id)).some(({ item }) => item === driving);
    expect(await isAsked()).toBe(true);
    const elsewhere = `/employers/${other.employer.id}/checks/${driving}/retirement`;
    expect((await staff.call(elsewhere, html)).status).toBe(404);
    expect((await sendForm(staff, elsewhere, {})).status).toBe(404);
    expect(await isAsked()).toBe(true);
    for (const answer of [await sendForm(staff, path, {}), await sendForm(staff, path, {})])
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/employers/${employer.id}/checks?done=retired`,
      ]);
    expect(await isAsked()).toBe(false);
    const retired = { subject: `employer:${employer.id}`, action: 'employer_check.retired' };
    expect(await api.database.prisma.auditEvent.count({ where: retired })).toBe(1);
    expect((await staff.call(path, html)).status).toBe(303);
  });

  it('is asked once by an employer, and adding and retiring it are in the trail', async () => {
    const { employer } = await vacancy();
    const id = await ask(employer.id, { name: 'Driving licence', expires: true });
    const again = await post(`/v1/employers/${employer.id}/checks`, {
      name: 'driving licence',
      expires: true,
    });
    expect(faults(again)).toMatchObject([{ field: 'name' }]);
    await post(`/v1/employer-checks/${id}/retirement`, {});
    await ask(employer.id, { name: 'driving licence', expires: true });
    const trail = await api.database.prisma.auditEvent.findMany({
      where: { subject: `employer:${employer.id}` },
      orderBy: { id: 'asc' },
    });
    expect(trail.map(({ action, actor }) => [action, actor])).toEqual(
      ['added', 'retired', 'added'].map((what) => [`employer_check.${what}`, `staff:${consultant.staffId}`]),
    );
  });
});

describe('a DBS certificate', () => {
  it('for the wrong workforce does not pass where the post says which, in a sentence, and stands beside another', async () => {
    const { id } = await vacancy({
      contract: 'locum',
      description: 'Enhanced DBS (child workforce) is needed.',
    });
    const who = await person();
    await file(who.id, 'dbs', { workforce: 'adult', updateService: 'false' });
    const one = await ready(who, id);
    const ofDbs = async () =>
      faults(await submit(one)).find(({ field }) => field === 'evidence.criminal_record')?.message;
    expect(await ofDbs()).toContain(
      'the certificate is for work with adults, and this post asks for one for work with children',
    );
    await file(who.id, 'dbs', { workforce: 'child', updateService: 'false', checkedOn: daysAgo(9) });
    expect(await ofDbs()).toBeUndefined();
  });

  it('is held against the workforce that staff set, before the one that the text names, and against none where they say so', async () => {
    const who = await person();
    await file(who.id, 'dbs', { workforce: 'adult', updateService: 'false' });
    const ofDbs = async (description: string, fields: object) => {
      const { id } = await vacancy({ contract: 'locum', description, ...fields });
      const refused = faults(await submit(await ready(who, id)));
      return refused.find(({ field }) => field === 'evidence.criminal_record')?.message;
    };
    const children = 'Enhanced DBS (child workforce) is needed.';
    const forChildren = 'this post asks for one for work with children';
    expect(await ofDbs(children, {})).toContain(forChildren);
    expect(await ofDbs(children, { dbsWorkforce: 'adult' })).toBeUndefined();
    expect(await ofDbs(children, { notStated: ['dbsWorkforce'] })).toBeUndefined();
    expect(await ofDbs('Home visits.', { dbsWorkforce: 'child' })).toContain(forChildren);
  });

  it('of a lower level passes, and is listed as ending, where staff set that of the post, not where it reads so', async () => {
    const who = await person();
    await file(who.id, 'dbs', { level: 'standard', validUntil: daysAgo(-5) });
    const description = 'Our standard DBS checks apply.';
    const ofDbs = async (fields: object) => {
      const { id } = await vacancy({ contract: 'locum', description, ...fields });
      const refused = faults(await submit(await ready(who, id)));
      return refused.find(({ field }) => field === 'evidence.criminal_record')?.message;
    };
    expect(await ofDbs({})).toContain('clinical work needs an enhanced certificate with barred lists');
    expect(await ofDbs({ notStated: ['dbsLevel'] })).toContain('clinical work needs');
    expect(await ofDbs({ dbsLevel: 'standard' })).toBeUndefined();
    const { items } = (await get('/v1/compliance/expiring?limit=100')).json as {
      items: { kind: string; candidate: { id: string } }[];
    };
    expect(items.some(({ kind, candidate }) => kind === 'dbs' && candidate.id === who.id)).toBe(true);
  });
});
