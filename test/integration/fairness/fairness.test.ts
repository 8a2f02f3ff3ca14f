import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let admin: StaffKey;
let who: Sender;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  admin = await api.keyFor('admin');
  who = await sendCv(api);
  await worker.workOff();
});
afterAll(() => api.stop());

const ANSWERS = { age: '35_to_44', sex: 'female', ethnic_group: 'black', disability: null };
const monitoring = (key: string, body?: unknown, id = who.id): Promise<Answer> =>
  api.call(`/v1/candidates/${id}/monitoring`, {
    key,
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
const stored = () => api.database.prisma.monitoringAnswer.findMany({ orderBy: { question: 'asc' } });

describe('what people say for equality monitoring', () => {
  it('is theirs to say, to change, to see and to take back', async () => {
    expect((await monitoring(who.token)).json).toEqual({
      age: null,
      sex: null,
      ethnic_group: null,
      disability: null,
    });
    expect((await monitoring(who.token, ANSWERS)).json).toEqual(ANSWERS);
    expect((await stored()).map(({ question, answer }) => [question, answer])).toEqual([
      ['age', '35_to_44'],
      ['ethnic_group', 'black'],
      ['sex', 'female'],
    ]);
    const page = await api.call(`/cv/${who.cvId}/monitoring?token=${who.token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.address },
      body: 'sex=male&age=&ethnic_group=&disability=',
    });
    expect(page.status).toBe(303);
    expect((await monitoring(who.token)).json).toEqual({
      ...ANSWERS,
      age: null,
      sex: 'male',
      ethnic_group: null,
    });
    const shown = await api.call(`/cv/${who.cvId}?token=${who.token}`);
    expect(shown.text).toMatch(/<option value="male" selected>/);
    const held = await api.call(`/v1/candidates/${who.id}/export`, { key: who.token });
    expect(JSON.stringify(held.json)).toContain('"question":"sex","answer":"male"');
    await monitoring(who.token, { age: null, sex: null, ethnic_group: null, disability: null });
    expect(await stored()).toEqual([]);
  });

  it('is nobody else’s to see: no other candidate, no member of staff, no line of the trail or the logs', async () => {
    await monitoring(who.token, ANSWERS);
    const other = await api.upload({ fields: { email: 'other@example.org' } });
    expect((await monitoring(tokenOf(other))).status).toBe(404);
    expect((await monitoring(tokenOf(other), ANSWERS)).status).toBe(404);
    expect((await monitoring(admin.key)).json).toMatchObject({ status: 403, code: 'not_allowed' });
    const held = await api.call(`/v1/candidates/${who.id}/export`, { key: admin.key });
    expect(held.text).not.toMatch(/35_to_44|ethnic_group/);
    const trail = await api.database.prisma.auditEvent.findMany({
      where: { action: 'candidate.monitoring_answered' },
    });
    expect(trail.length).toBeGreaterThan(0);
    expect(trail.map(({ facts }) => facts)).toEqual(trail.map(() => ({})));
    expect(api.logs.join('')).not.toMatch(/35_to_44|ethnic_group/);
  });

  it('takes no answer that was not offered', async () => {
    const answer = await monitoring(who.token, { ...ANSWERS, sex: 'yes' });
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(await stored()).toHaveLength(3);
  });
});

interface Report {
  versions: { taxonomy: string };
  invariance: { cvs: number; lines: { characteristic: string; tried: number; changed: number }[] };
  selection: {
    vacancies: number;
    steps: {
      step: string;
      questions: {
        question: string;
        groups: {
          group: string;
          people: number | null;
          rate: number | null;
          ratio: number | null;
          belowFourFifths: boolean;
        }[];
      }[];
    }[];
  };
}

describe('the fairness report', () => {
  it('reads stored CVs again as somebody else’s, and says what the groups are taken like', async () => {
    const made = await api.call('/v1/vacancies', {
      method: 'POST',
      key: admin.key,
      body: { title: 'Occupational Therapist', employer: 'A Trust', description: 'Band 6. Home visits.' },
    });
    expect(made.status).toBe(201);
    await worker.workOff();
    const { id, generation } = await api.database.prisma.vacancy.findFirstOrThrow();
    await addRanked(id, generation, { women: 30, men: 30, others: 10 });
    const report = (await api.call('/v1/fairness?top=20', { key: admin.key })).json as unknown as Report;
    expect(report.invariance.cvs).toBe(2);
    expect(report.invariance.lines.find(({ characteristic }) => characteristic === 'name')?.tried).toBe(4);
    expect(report.invariance.lines.find(({ characteristic }) => characteristic === 'health')?.tried).toBe(2);
    expect(report.invariance.lines.filter(({ changed }) => changed > 0)).toEqual([]);
    expect(report.selection.vacancies).toBe(1);
    const sexes = report.selection.steps[0]?.questions.find(({ question }) => question === 'sex');
    // The first 20 places are 15 of 30 men and 5 of 30 women; one more woman is the person above.
    expect(sexes?.groups).toMatchObject([
      { group: 'female', people: 30, rate: 16, ratio: 0.32, belowFourFifths: true },
      { group: 'male', people: 30, rate: 50, ratio: 1, belowFourFifths: false },
      { group: 'in_another_way', people: null, rate: null, ratio: null, belowFourFifths: false },
    ]);
    const page = await api.call('/admin/fairness?top=20', { key: admin.key });
    expect(page.text).toContain('Below four fifths');
    expect(page.text).toContain('Nothing that scoring reads was different');
    const nothing = (await api.call('/v1/fairness?stage=consultant', { key: admin.key }))
      .json as unknown as Report;
    expect(nothing.selection.vacancies).toBe(0);
  });

  it('tells what is wrong with a wish', async () => {
    expect((await api.call('/v1/fairness?top=0', { key: admin.key })).json).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'top' }],
    });
  });
});

/** People with a place in the list and a word for monitoring: men on every other place of the first 30, women after them. */
async function addRanked(
  vacancyId: string,
  generation: number,
  { women, men, others }: { women: number; men: number; others: number },
): Promise<void> {
  const sexes = [
    ...Array.from({ length: 20 }, (_, index) => (index % 4 === 3 ? 'female' : 'male')),
    ...Array.from({ length: men - 15 }, () => 'male'),
    ...Array.from({ length: women - 5 }, () => 'female'),
    ...Array.from({ length: others }, () => 'in_another_way'),
  ];
  const ids = sexes.map(() => randomUUID());
  const values = [ids, sexes, vacancyId, generation];
  await api.database.pool.query('INSERT INTO candidate (id) SELECT unnest($1::uuid[])', [ids]);
  await api.database.pool.query(
    `INSERT INTO monitoring_answer (candidate_id, question, answer)
     SELECT id, 'sex', sex FROM unnest($1::uuid[], $2::text[]) AS one (id, sex)`,
    values.slice(0, 2),
  );
  await api.database.pool.query(
    `INSERT INTO match (vacancy_id, generation, candidate_id, tier, score, fit, reverse_fit, profile_revision)
     SELECT $3::uuid, $4::int, id, 1, 10000 - place, 5000, 5000, 1
       FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS one (id, sex, place)`,
    values,
  );
}
