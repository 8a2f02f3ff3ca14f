import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type Answer, type StaffKey, type TestApi } from '../fixtures/api.js';

const LIMITS = { STAFF_NAMES_PER_HOUR: '2', STAFF_DOCUMENTS_PER_HOUR: '3', STAFF_EXPORTS_PER_HOUR: '2' };

let api: TestApi;
/** Another process of the same installation. */
let beside: TestApi;
let admin: StaffKey;
const cvs: string[] = [];
const people: string[] = [];
beforeAll(async () => {
  api = await startApi({ env: LIMITS });
  beside = await startApi({ env: LIMITS, beside: api });
  admin = await api.keyFor('admin');
  for (let n = 0; n < 6; n += 1) {
    const { json } = await api.upload({ fields: { email: `${randomUUID()}@example.org` } });
    cvs.push(String(json['id']));
    people.push(String(json['candidateId']));
  }
});
afterAll(async () => {
  await beside.stop();
  await api.stop();
});

const REFUSED = { status: 429, code: 'hourly_limit_reached' };

function entries(action: string, staffId: string): Promise<{ facts: unknown }[]> {
  return api.database.prisma.auditEvent.findMany({
    where: { action, actor: `staff:${staffId}` },
    select: { facts: true },
  });
}

/** Makes all that somebody did so far an hour older; only the owner of the table can. */
async function anHourLater(staffId: string): Promise<void> {
  await api.database.pool.query(`
    BEGIN; ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only;
    UPDATE audit_event SET at = at - interval '61 minutes' WHERE actor = 'staff:${staffId}';
    ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only; COMMIT`);
}

describe('what a member of staff may take out within an hour', () => {
  it('is counted over all processes and all keys, and never twice for the same thing', async () => {
    const who = await api.keyFor('consultant');
    const look = (n: number, by: TestApi = api): Promise<Answer> =>
      by.call(`/v1/cvs/${String(cvs[n])}`, { key: who.key });
    for (let n = 0; n < 5; n += 1) expect((await look(0)).status).toBe(200);
    expect((await look(1, beside)).status).toBe(200);
    expect((await api.call(`/v1/cvs/${String(cvs[1])}/file`, { key: who.key })).status).toBe(200);
    expect((await look(2)).status).toBe(200);

    const refused = await look(3, beside);
    expect(refused.json).toMatchObject(REFUSED);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3_000);
    expect(wait).toBeLessThanOrEqual(3_600);
    const file = await api.call(`/v1/cvs/${String(cvs[4])}/file`, { key: who.key });
    expect(file.json).toMatchObject(REFUSED);
    const page = await api.call(`/candidates/${String(people[4])}`, {
      key: who.key,
      headers: { accept: 'text/html' },
    });
    expect({ status: page.status, text: page.text }).toMatchObject({
      status: 429,
      text: expect.stringContaining('within an hour') as string,
    });
    // What was seen already is seen again, and nobody else is held up.
    expect((await look(0)).status).toBe(200);
    expect((await api.call(`/v1/cvs/${String(cvs[3])}`, { key: admin.key })).status).toBe(200);

    await anHourLater(who.staffId);
    expect((await look(3)).status).toBe(200);
  });

  it('is not passed by many requests at once', async () => {
    const who = await api.keyFor('consultant');
    const answers = await Promise.all(
      cvs.map((id, n) => (n % 2 === 0 ? api : beside).call(`/v1/cvs/${id}`, { key: who.key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  });

  it('has names of its own, counted by people', async () => {
    const who = await api.keyFor('consultant');
    const named = (n: number): Promise<Answer> =>
      api.call(`/v1/cvs/${String(cvs[n])}?names=shown`, { key: who.key });
    expect((await named(0)).status).toBe(200);
    expect((await named(1)).status).toBe(200);
    expect((await named(2)).json).toMatchObject(REFUSED);
    expect((await api.call(`/v1/cvs/${String(cvs[2])}`, { key: who.key })).status).toBe(200);
  });

  it('has exports of its own, each of which counts', async () => {
    const who = await api.keyFor('admin');
    const held = (): Promise<Answer> =>
      api.call(`/v1/candidates/${String(people[0])}/export`, { key: who.key });
    expect((await held()).status).toBe(200);
    expect((await held()).status).toBe(200);
    expect((await held()).json).toMatchObject(REFUSED);
  });

  it('counts a person’s own link among exports, once for each person, since it opens their export', async () => {
    const who = await api.keyFor('consultant');
    const messageOf = async (candidateId: string): Promise<string> => {
      const { id } = await api.database.prisma.message.create({
        data: { id: randomUUID(), candidateId, kind: 'questions', subject: 'a', body: 'b' },
      });
      return id;
    };
    const [first = '', second = '', third = ''] = await Promise.all(people.slice(0, 3).map(messageOf));
    const shown = (id: string): Promise<Answer> => api.call(`/v1/messages/${id}/text`, { key: who.key });
    expect((await shown(first)).status).toBe(200);
    expect((await shown(first)).status).toBe(200);
    const held = (n: number): Promise<Answer> =>
      api.call(`/v1/candidates/${String(people[n])}/export`, { key: who.key });
    expect((await held(0)).status).toBe(200);
    expect((await shown(second)).json).toMatchObject(REFUSED);
    expect((await held(1)).json).toMatchObject(REFUSED);
    // What was sent is shown without the link, and is a document.
    await api.database.prisma.message.update({ where: { id: third }, data: { state: 'sent' } });
    expect((await shown(third)).status).toBe(200);
    expect((await shown(first)).status).toBe(200);
  });

  it('counts the link that an upload answers with where the CV was here before, and not else', async () => {
    const who = await api.keyFor('consultant');
    const file = textCv();
    const sendAgain = (email: string): Promise<Answer> =>
      api.upload({ key: who.key, file, fields: { email } });
    for (const n of [1, 2, 3]) expect((await sendAgain(`again${n}@example.org`)).status).toBe(202);
    for (const n of [1, 1, 2]) expect((await sendAgain(`again${n}@example.org`)).status).toBe(200);
    // The upload itself is answered, without the link.
    const without = await sendAgain('again3@example.org');
    expect(without).toMatchObject({
      status: 200,
      json: { statusUrl: expect.not.stringContaining('token') as string },
    });
    expect(await entries('staff.limit_reached', who.staffId)).toHaveLength(1);
  });

  it('does not count an export that came to nothing', async () => {
    const who = await api.keyFor('admin');
    const held = (n: number): Promise<Answer> =>
      api.call(`/v1/candidates/${String(people[n])}/export`, { key: who.key });
    await api.database.pool.query(
      `INSERT INTO cv_text (cv_id, pages, truncated, sealed, sealed_words) VALUES ($1, '[]', false, 'no key', '')`,
      [cvs[5]],
    );
    for (let n = 0; n < 3; n += 1) expect((await held(5)).json['code']).toBe('text_unavailable');
    expect(await entries('candidate.exported', who.staffId)).toHaveLength(0);
    expect((await held(0)).status).toBe(200);
  });

  it('is on record once an hour when it is reached, and shown to administrators', async () => {
    const who = await api.keyFor('agency_staff');
    for (const id of cvs) await api.call(`/v1/cvs/${id}`, { key: who.key });
    expect(await entries('staff.limit_reached', who.staffId)).toMatchObject([
      { facts: { taking: 'documents', limit: 3 } },
    ]);
    expect(await entries('cv.viewed', who.staffId)).toHaveLength(3);
    const { json } = await api.call('/v1/staff', { key: admin.key });
    const listed = (json['items'] as { id: string; limitReachedAt: string | null }[]).filter(
      ({ limitReachedAt }) => limitReachedAt !== null,
    );
    expect(listed.map(({ id }) => id)).toContain(who.staffId);
    expect(listed.map(({ id }) => id)).not.toContain(admin.staffId);
    const page = await api.call('/admin/staff', { key: admin.key });
    expect(page.text).toContain(`/admin/audit?actor=staff%3A${who.staffId}`);
  });

  it('does not bind candidates', async () => {
    const sent = await api.upload({ fields: { email: `${randomUUID()}@example.org` } });
    const key = new URL(String(sent.json['statusUrl'])).searchParams.get('token') ?? '';
    const { candidateId } = sent.json;
    for (let n = 0; n < 4; n += 1)
      expect((await api.call(`/v1/candidates/${String(candidateId)}/export`, { key })).status).toBe(200);
  });
});
