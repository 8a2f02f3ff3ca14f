import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

interface Consent {
  id: string;
  scope: string;
  vacancyId: string | null;
  stands: boolean;
  given: string;
  givenBy: string | null;
  expiresAt: string | null;
  withdrawnAt: string | null;
  withdrawn: string | null;
  withdrawnBy: string | null;
  notes?: { given: string | null; withdrawn: string | null };
}

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let vacancyId: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  const made = await api.call('/v1/vacancies', {
    method: 'POST',
    key: consultant.key,
    body: {
      title: 'Occupational Therapist',
      employer: 'A Trust',
      description: 'Band 6. Home visits are essential.',
    },
  });
  vacancyId = String(made.json['id']);
});
afterAll(() => api.stop());

async function person(fields: Record<string, string | undefined> = {}): Promise<Sender> {
  const sender = await sendCv(api, { fields });
  await worker.workOff();
  return sender;
}

const list = async (id: string, key = consultant.key): Promise<Consent[]> =>
  (await api.call(`/v1/candidates/${id}/consents`, { key })).json['items'] as Consent[];
const give = (id: string, body: unknown, key = consultant.key): Promise<Answer> =>
  api.call(`/v1/candidates/${id}/consents`, { method: 'POST', key, body });
const withdraw = (id: string, body: unknown, key = consultant.key): Promise<Answer> =>
  api.call(`/v1/candidates/${id}/withdrawals`, { method: 'POST', key, body });
const standing = (consents: readonly Consent[]): string[] =>
  consents
    .filter(({ stands }) => stands)
    .map(({ scope }) => scope)
    .sort();
const daysLeft = ({ expiresAt }: Consent): number =>
  Math.round((Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000);

async function ranked(): Promise<string[]> {
  await worker.workOff();
  const page = await api.call(`/v1/vacancies/${vacancyId}/matches?limit=100`, { key: consultant.key });
  return (page.json['items'] as { candidate: { id: string } }[]).map(({ candidate }) => candidate.id);
}
async function storedFor(id: string): Promise<number> {
  return api.database.prisma.match.count({ where: { candidateId: id } });
}

describe('what a person agrees to', () => {
  it('on the upload form stands for two years and for one', async () => {
    const { id, token } = await person();
    const consents = await list(id, token);
    expect(standing(consents)).toEqual(['keep', 'represent']);
    expect(Object.fromEntries(consents.map((one) => [one.scope, daysLeft(one)]))).toEqual({
      keep: 730,
      represent: 365,
    });
    expect(consents.every(({ given, givenBy }) => given === 'upload_form' && givenBy === null)).toBe(true);
  });

  it('by their link is theirs, and by staff is who wrote it down and how they were told', async () => {
    const { id, token } = await person();
    const own = await give(id, { scope: 'vacancy', vacancyId }, token);
    expect(own.json['items']).toContainEqual(
      expect.objectContaining({ scope: 'vacancy', vacancyId, given: 'candidate_link', givenBy: null }),
    );
    expect(JSON.stringify(own.json)).not.toContain('notes');
    const longer = { scope: 'vacancy', vacancyId, how: 'phone', note: 'Called at 9.', expiresInDays: 120 };
    const noted = (await give(id, longer)).json['items'] as Consent[];
    expect(noted[0]).toMatchObject({
      given: 'phone',
      givenBy: 'A consultant',
      notes: { given: 'Called at 9.', withdrawn: null },
    });
    expect(daysLeft(noted[0] as Consent)).toBe(120);
    const seen = (await list(id, token))[0];
    expect(seen).toMatchObject({ given: 'phone', givenBy: 'the agency' });
    expect(seen).not.toHaveProperty('notes');
  });

  it('twice is one agreement, also when both come at once', async () => {
    const { id, token } = await person({ consentToRepresent: 'false' });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => give(id, { scope: 'represent' }, token)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await list(id)).filter(({ scope }) => scope === 'represent')).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['a vacancy without its id', { scope: 'vacancy', how: 'phone' }, 'vacancyId'],
    [
      'an id where there is none',
      { scope: 'keep', how: 'phone', vacancyId: '0199a0a0-0000-7000-8000-000000000000' },
      'vacancyId',
    ],
    [
      'a vacancy that does not exist',
      { scope: 'vacancy', how: 'phone', vacancyId: '0199a0a0-0000-7000-8000-000000000000' },
      'vacancyId',
    ],
    ['no word of how', { scope: 'keep' }, 'how'],
    ['another how', { scope: 'keep', how: 'rumour' }, 'how'],
    ['another scope', { scope: 'everything', how: 'phone' }, 'scope'],
    ['no days', { scope: 'keep', how: 'phone', expiresInDays: 0 }, 'expiresInDays'],
    ['endless days', { scope: 'keep', how: 'phone', expiresInDays: 100_000 }, 'expiresInDays'],
    ['a field that is ours to set', { scope: 'keep', how: 'phone', givenAt: '2020-01-01' }, 'givenAt'],
  ])('with %s is refused by name', async (_what, body, field) => {
    const { id } = await person();
    const before = await list(id);
    const answer = await give(id, body);
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ field }] });
    expect(await list(id)).toEqual(before);
  });

  it('is not said for them in their own name: a candidate names no way of telling', async () => {
    const { id, token } = await person();
    expect((await give(id, { scope: 'keep', how: 'phone' }, token)).json).toMatchObject({
      errors: [{ field: 'how' }],
    });
  });
});

describe('what a person takes back', () => {
  it('ends with all that depends on it, and stays on record', async () => {
    const { id, token } = await person();
    await give(id, { scope: 'vacancy', vacancyId }, token);
    const left = (await withdraw(id, { scope: 'represent' }, token)).json['items'] as Consent[];
    expect(standing(left)).toEqual(['keep']);
    expect(left).toHaveLength(3);
    const gone = (await withdraw(id, { scope: 'keep', how: 'letter', note: 'Dated 1 May.' })).json[
      'items'
    ] as Consent[];
    expect(standing(gone)).toEqual([]);
    expect(gone.find(({ scope }) => scope === 'keep')).toMatchObject({
      withdrawn: 'letter',
      withdrawnBy: 'A consultant',
      notes: { withdrawn: 'Dated 1 May.' },
    });
    expect(gone.find(({ scope }) => scope === 'represent')).toMatchObject({
      withdrawn: 'candidate_link',
      withdrawnBy: null,
    });
  });

  it('twice is fine and changes nothing, also when both come at once', async () => {
    const { id, token } = await person();
    await Promise.all([
      withdraw(id, { scope: 'keep' }, token),
      withdraw(id, { scope: 'keep', how: 'phone' }),
    ]);
    const once = await list(id);
    expect((await withdraw(id, { scope: 'keep' }, token)).status).toBe(200);
    expect(await list(id)).toEqual(once);
    const entries = await api.database.prisma.auditEvent.count({
      where: { subject: `candidate:${id}`, action: 'consent.withdrawn' },
    });
    expect(entries).toBe(1);
  });

  it('for one vacancy leaves the others', async () => {
    const { id, token } = await person();
    const other = await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: { title: 'Another', employer: 'B Trust', description: 'Band 5.' },
    });
    await give(id, { scope: 'vacancy', vacancyId }, token);
    await give(id, { scope: 'vacancy', vacancyId: other.json['id'] }, token);
    await withdraw(id, { scope: 'vacancy', vacancyId }, token);
    const left = (await list(id)).filter(({ scope, stands }) => scope === 'vacancy' && stands);
    expect(left.map((one) => one.vacancyId)).toEqual([other.json['id']]);
  });

  it('takes them out of every list at once, and giving it again takes them in again', async () => {
    const { id, token } = await person();
    expect(await ranked()).toContain(id);
    await withdraw(id, { scope: 'keep' }, token);
    expect(api.enqueued).toContainEqual({ name: 'rank-candidate', payload: { candidateId: id } });
    api.enqueued.length = 0;
    const row = await api.database.prisma.profile.findUniqueOrThrow({ where: { candidateId: id } });
    expect(row.rankedRevision).toBeNull();
    const page = await api.call(`/v1/vacancies/${vacancyId}/matches?limit=100`, { key: consultant.key });
    expect(page.text).not.toContain(id);

    await give(id, { scope: 'keep' }, token);
    expect(await ranked()).toContain(id);
    await withdraw(id, { scope: 'keep' }, token);
    expect(await ranked()).not.toContain(id);
    expect(await storedFor(id)).toBe(0);
    const again = await api.database.prisma.profile.findUniqueOrThrow({ where: { candidateId: id } });
    expect(again.rankedRevision).toBe(again.revision);
  });

  it('is given again with a document that is here already, by the person’s own link alone', async () => {
    const again = { file: textCv(), fields: { email: 'again@example.org' } };
    const first = await api.upload(again);
    await worker.workOff();
    const [id, token] = [String(first.json['candidateId']), tokenOf(first)];
    await withdraw(id, { scope: 'keep' }, token);
    expect(await ranked()).not.toContain(id);
    expect((await api.upload(again)).status).toBe(200);
    expect(standing(await list(id))).toEqual([]);
    expect((await api.upload({ ...again, key: token })).status).toBe(200);
    expect(standing(await list(id))).toContain('keep');
    const profile = await api.database.prisma.profile.findUniqueOrThrow({ where: { candidateId: id } });
    expect(profile.rankedRevision).toBeNull();
  });

  it('is needed for nothing else: without keeping there is no representing', async () => {
    const { id, token } = await person();
    await withdraw(id, { scope: 'keep' }, token);
    expect((await give(id, { scope: 'represent' }, token)).json).toMatchObject({
      status: 409,
      code: 'keeping_needed',
    });
  });

  it('cannot be rewritten in the database', async () => {
    const { id, token } = await person();
    await withdraw(id, { scope: 'represent' }, token);
    const { pool } = api.database;
    for (const change of [`given = 'letter'`, 'withdrawn_at = NULL', `scope = 'represent'`]) {
      await expect(
        pool.query(
          `UPDATE consent SET ${change} WHERE candidate_id = $1 AND (withdrawn_at IS NOT NULL OR scope = 'keep')`,
          [id],
        ),
        change,
      ).rejects.toThrow('a consent is not rewritten');
    }
  });
});

describe('consents of somebody else', () => {
  it('are neither seen nor changed by a candidate', async () => {
    const [mine, theirs] = [await person(), await person()];
    const before = await list(theirs.id);
    for (const answer of [
      await api.call(`/v1/candidates/${theirs.id}/consents`, { key: mine.token }),
      await give(theirs.id, { scope: 'vacancy', vacancyId }, mine.token),
      await withdraw(theirs.id, { scope: 'keep' }, mine.token),
    ]) {
      expect(answer.json).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect(await list(theirs.id)).toEqual(before);
  });

  it('are not opened by a merge, while taking back reaches the whole person', async () => {
    const [kept, merged] = [await person(), await person()];
    await api.call(`/v1/candidates/${kept.id}/merges`, {
      method: 'POST',
      key: consultant.key,
      body: { candidateId: merged.id },
    });
    await give(merged.id, { scope: 'vacancy', vacancyId }, merged.token);
    expect((await list(merged.id, merged.token)).map(({ scope }) => scope).sort()).toEqual([
      'keep',
      'represent',
      'vacancy',
    ]);
    expect(await list(merged.id)).toHaveLength(5);
    await withdraw(merged.id, { scope: 'keep' }, merged.token);
    expect(standing(await list(kept.id))).toEqual([]);
  });
});
