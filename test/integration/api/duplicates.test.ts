import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/audit/verify-audit.js';
import { startApi, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let staff: StaffKey;
beforeEach(async () => {
  api = await startApi();
  worker = await startWorker(api);
  staff = await api.keyFor('consultant');
});
afterEach(() => api.stop());

interface Person {
  readonly cvId: string;
  readonly id: string;
  readonly token: string;
}

let sent = 0;
/** A CV of somebody whose number, duties and contact data the test says. */
async function person(
  fields: Record<string, string | undefined>,
  {
    number = '',
    lines = ['I carry out home visits.'],
    key,
  }: { number?: string; lines?: string[]; key?: string } = {},
): Promise<Person> {
  sent += 1;
  const file = [
    fields['name'] ?? 'Somebody',
    'Occupational Therapist',
    number === '' ? '' : `HCPC registration number: ${number}`,
    'Experience',
    'Band 6 Occupational Therapist, Leeds Teaching Hospitals NHS Trust, March 2019 to present',
    ...lines,
    `Reference ${sent}`,
  ].join('\n');
  const answer = await api.upload({
    fields: { phone: undefined, postcode: undefined, ...fields },
    file,
    ...(key === undefined ? {} : { key }),
  });
  if (answer.status !== 202) throw new Error(answer.text);
  return { cvId: String(answer.json['id']), id: String(answer.json['candidateId']), token: tokenOf(answer) };
}

interface Proposed {
  confidence: string;
  reasons: { reason: string }[];
  records: { id: string; name: string; hcpcNumber: string | null }[];
}

async function proposals(query = ''): Promise<Proposed[]> {
  const answer = await api.call(`/v1/duplicates${query}`, { key: staff.key });
  expect(answer.status, answer.text).toBe(200);
  return answer.json['items'] as Proposed[];
}

const pairs = (items: Proposed[]): string[] =>
  items.map(({ records }) => records.map(({ id }) => id).join('+'));

function merge(kept: string, merged: string, headers: Record<string, string> = {}): Promise<Answer> {
  return api.call(`/v1/candidates/${kept}/merges`, {
    method: 'POST',
    key: staff.key,
    body: { candidateId: merged },
    headers,
  });
}

async function merged(kept: string, other: string): Promise<string> {
  const answer = await merge(kept, other);
  expect(answer.status, answer.text).toBe(201);
  return String(answer.json['id']);
}

const undo = (mergeId: string): Promise<Answer> =>
  api.call(`/v1/merges/${mergeId}/undo`, { method: 'POST', key: staff.key });

/** Everything that is stored about people, but for the counters that only grow. */
async function records(): Promise<unknown> {
  const { pool } = api.database;
  const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;
  return {
    candidates: await rows(
      'SELECT id, outward_code, link_version, merged_into_id FROM candidate ORDER BY id',
    ),
    contacts: await rows('SELECT * FROM contact ORDER BY candidate_id'),
    consents: await rows('SELECT * FROM consent ORDER BY id'),
    cvs: await rows(
      'SELECT id, candidate_id, status, outcome, detail, attempts, ready_at FROM cv ORDER BY id',
    ),
    profiles: await rows(
      'SELECT candidate_id, cv_id, taxonomy_version, understanding_version, profile, features FROM profile ORDER BY candidate_id',
    ),
    matches: await rows(
      `SELECT m.vacancy_id, m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit
         FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation ORDER BY 1, 2`,
    ),
  };
}

async function addVacancy(): Promise<string> {
  const answer = await api.call('/v1/vacancies', {
    method: 'POST',
    key: staff.key,
    body: {
      title: 'Occupational Therapist',
      employer: 'A Trust',
      description: 'Band 6. Home visits are essential.',
    },
  });
  return String(answer.json['id']);
}

async function ranked(vacancyId: string): Promise<string[]> {
  const answer = await api.call(`/v1/vacancies/${vacancyId}/matches`, { key: staff.key });
  return (answer.json['items'] as { candidate: { id: string } }[]).map(({ candidate }) => candidate.id);
}

describe('records that may be one person', () => {
  it('are proposed by HCPC number, then by contact data and name, with the reasons', async () => {
    const sam = await person({ name: 'Sam Field', email: 'sam@example.org' }, { number: 'OT12345' });
    const married = await person({ name: 'Sam Okafor', email: 'so@example.org' }, { number: 'OT12345' });
    const first = await person({ name: 'Jo Bright', email: 'Jo.Bright@example.org', phone: '0113 496 0000' });
    const again = await person({
      name: 'Bright, Jo',
      email: 'jo.bright@EXAMPLE.org',
      phone: '+44 113 4960001',
    });
    const brother = await person({
      name: 'Max Bright',
      email: 'max@example.org',
      phone: '+44 (113) 496-0000',
    });
    await person({ name: 'Jo Bright', email: 'another@example.org' });
    await worker.workOff();

    const found = await proposals();
    const confidenceOf = (a: Person, b: Person) =>
      found.find(({ records }) => records.every(({ id }) => id === a.id || id === b.id));
    expect(confidenceOf(sam, married)).toMatchObject({
      confidence: 'likely',
      reasons: [{ reason: 'same_hcpc_number' }, { reason: 'other_name' }],
    });
    expect(confidenceOf(first, again)).toMatchObject({
      confidence: 'likely',
      reasons: [{ reason: 'same_email' }, { reason: 'same_name' }],
    });
    expect(confidenceOf(first, brother)).toMatchObject({
      confidence: 'possible',
      reasons: [{ reason: 'same_phone' }, { reason: 'other_name' }],
    });
    const order = found.map(({ confidence }) => ['strong', 'likely', 'possible'].indexOf(confidence));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(found.every(({ records }) => records.length === 2)).toBe(true);
  });

  it('come a page at a time, can be asked for by confidence, and every look is recorded', async () => {
    const same = { name: 'Sam Field', email: 'sam@example.org' };
    for (let i = 0; i < 4; i += 1) await person(same, { number: 'OT054321' });
    await worker.workOff();
    const all = pairs(await proposals('?limit=100'));
    expect(all).toHaveLength(6);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const answer = await api.call(`/v1/duplicates?limit=4${cursor}`, { key: staff.key });
      paged.push(...pairs(answer.json['items'] as Proposed[]));
      if (answer.json['nextCursor'] === null) break;
      cursor = `&cursor=${answer.json['nextCursor'] as string}`;
    }
    expect(paged).toEqual(all);
    expect(await proposals('?confidence=strong')).toHaveLength(6);
    expect(await proposals('?confidence=possible')).toEqual([]);
    expect((await api.call('/v1/duplicates?cursor=x', { key: staff.key })).json['code']).toBe(
      'invalid_cursor',
    );
    const { prisma } = api.database;
    expect(await prisma.auditEvent.count({ where: { action: 'duplicates.viewed' } })).toBe(4);
  });

  it('are not what more than ten people share, such as a switchboard', async () => {
    for (let i = 0; i < 11; i += 1)
      await person({
        name: `Person ${'abcdefghijk'[i] ?? ''}`,
        email: `p${i}@example.org`,
        phone: '0113 496 0000',
      });
    expect(await proposals()).toEqual([]);
  });

  it('stay two once somebody has said so, and saying so twice is fine', async () => {
    const same = { name: 'Sam Field', email: 'sam@example.org' };
    const [a, b] = [await person(same), await person(same)];
    expect(pairs(await proposals())).toEqual([`${a.id}+${b.id}`]);
    const dismiss = (candidateIds: string[]) =>
      api.call('/v1/duplicates/dismissals', { method: 'POST', key: staff.key, body: { candidateIds } });
    for (const ids of [
      [b.id, a.id],
      [a.id, b.id],
    ])
      expect((await dismiss(ids)).status).toBe(200);
    expect(await proposals()).toEqual([]);
    expect((await dismiss([a.id, a.id])).json['code']).toBe('invalid_request');
    expect((await dismiss([a.id, '0199a0a0-0000-7000-8000-000000000000'])).status).toBe(404);
    expect(await api.database.prisma.auditEvent.count({ where: { action: 'duplicate.dismissed' } })).toBe(1);
  });

  it('are proposed against the record that speaks for a merged one', async () => {
    const a = await person({ name: 'Sam Field', email: 'sam@example.org', phone: '0113 496 0000' });
    const b = await person({ name: 'Sam Field', email: 'other@example.org', phone: '0113 496 0000' });
    await merged(a.id, b.id);
    expect(await proposals()).toEqual([]);
    const c = await person({ name: 'Sam Field', email: 'other@example.org' });
    expect(pairs(await proposals())).toEqual([`${a.id}+${c.id}`]);
  });
});

describe('a merge', () => {
  it('gives the CVs to one record, ranks it by the newest, and is undone without a trace', async () => {
    const vacancy = await addVacancy();
    const a = await person({ name: 'Sam Field', email: 'sam@example.org' });
    const b = await person(
      { name: 'Sam Field', email: 'other@example.org' },
      { lines: ['I carry out cognitive assessments.'] },
    );
    await worker.workOff();
    const before = await records();
    expect((await ranked(vacancy)).sort()).toEqual([a.id, b.id].sort());

    const mergeId = await merged(a.id, b.id);
    expect(await ranked(vacancy)).not.toContain(b.id);
    await worker.workOff();
    expect(await ranked(vacancy)).toEqual([a.id]);
    const view = await api.call(`/v1/candidates/${a.id}`, { key: staff.key });
    const cvs = view.json['cvs'] as { id: string; inUse: boolean }[];
    expect(cvs.map(({ id, inUse }) => [id, inUse])).toEqual([
      [b.cvId, true],
      [a.cvId, false],
    ]);
    expect(view.json['merges']).toMatchObject([{ id: mergeId, mergedId: b.id, undoneAt: null, cvs: 1 }]);
    const other = await api.call(`/v1/candidates/${b.id}`, { key: staff.key });
    expect(other.json).toMatchObject({ mergedInto: { id: a.id }, cvs: [] });

    expect((await undo(mergeId)).json).toMatchObject({ id: mergeId, undoneAt: expect.any(String) as string });
    await worker.workOff();
    expect(await records()).toEqual(before);
    expect((await undo(mergeId)).json['code']).toBe('merge_undone');

    const events = await api.database.prisma.auditEvent.findMany({
      where: { action: { startsWith: 'candidate.merge' } },
    });
    expect(events.map(({ action, actor }) => [action, actor])).toEqual([
      ['candidate.merged', `staff:${staff.staffId}`],
      ['candidate.merge_undone', `staff:${staff.staffId}`],
    ]);
    expect(JSON.stringify(events.map(({ facts }) => facts))).not.toMatch(/example\.org|Field/);
    expect(await verifyAudit(api.database)).toMatchObject({ brokenAt: null });
  });

  it('leaves the older CV unused when the kept record has the newer one, and is undone exactly', async () => {
    const b = await person({ name: 'Sam Field', email: 'other@example.org' });
    const a = await person({ name: 'Sam Field', email: 'sam@example.org' });
    await worker.workOff();
    const before = await records();
    const mergeId = await merged(a.id, b.id);
    await worker.workOff();
    const profiles = await api.database.prisma.profile.findMany();
    expect(profiles.map(({ candidateId, cvId }) => [candidateId, cvId])).toEqual([[a.id, a.cvId]]);
    await undo(mergeId);
    await worker.workOff();
    expect(await records()).toEqual(before);
  });

  it('opens and closes nothing for whoever holds a link', async () => {
    const a = await person({ name: 'Sam Field', email: 'sam@example.org' });
    const b = await person({ name: 'Sam Field', email: 'other@example.org' });
    await worker.workOff();
    await merged(a.id, b.id);
    await worker.workOff();
    const see = async (cvId: string, token: string) =>
      (await api.call(`/v1/cvs/${cvId}?token=${token}`)).status;
    expect(await see(b.cvId, b.token)).toBe(200);
    expect((await api.call(`/v1/cvs/${b.cvId}/events?token=${b.token}`)).status).toBe(200);
    expect(await see(a.cvId, b.token)).toBe(404);
    expect(await see(a.cvId, a.token)).toBe(200);
  });

  it('opens nothing for whoever sends the CV again without a link, either', async () => {
    const [a, b, c] = [
      await person({ name: 'Sam Field', email: 'sam@example.org' }),
      await person({ name: 'Sam Field', email: 'other@example.org' }),
      await person({ name: 'Sam Field', email: 'third@example.org' }),
    ];
    const file = `Sam Field\nOccupational Therapist\nReference ${sent + 1}`;
    const fields = { name: 'Sam Field', email: 'fourth@example.org' };
    const d = await api.upload({ fields, file });
    const id = String(d.json['candidateId']);
    for (const [kept, other] of [
      [b.id, id],
      [a.id, b.id],
      [c.id, a.id],
    ] as const)
      await merged(kept, other);
    const again = await api.upload({ fields, file });
    expect(again.json).toMatchObject({ id: d.json['id'], candidateId: id });
    const held = (of: string) => api.call(`/v1/candidates/${of}/export`, { key: tokenOf(again) });
    for (const other of [a, b, c]) expect((await held(other.id)).status).toBe(404);
    expect((await held(id)).status).toBe(200);
  });

  it('takes back what came in by the merged record’s own link, and leaves what came by the kept one’s', async () => {
    const a = await person({ name: 'Sam Field', email: 'sam@example.org' });
    const b = await person({ name: 'Sam Field', email: 'other@example.org' });
    const mergeId = await merged(a.id, b.id);
    const byB = await person({}, { key: b.token });
    const byA = await person({}, { key: a.token });
    // Whoever sends it is told of the record that they know, and gets no link to the other.
    expect(byB.id).toBe(b.id);
    expect((await api.call(`/v1/cvs/${a.cvId}?token=${byB.token}`)).status).toBe(404);
    expect((await api.call(`/v1/cvs/${byB.cvId}?token=${b.token}`)).status).toBe(200);
    await worker.workOff();
    const holders = async () =>
      Object.fromEntries(
        (await api.database.prisma.cv.findMany()).map(({ id, candidateId }) => [id, candidateId]),
      );
    expect(new Set(Object.values(await holders()))).toEqual(new Set([a.id]));
    await undo(mergeId);
    await worker.workOff();
    expect(await holders()).toEqual({ [a.cvId]: a.id, [b.cvId]: b.id, [byB.cvId]: b.id, [byA.cvId]: a.id });
    const profiles = await api.database.prisma.profile.findMany();
    expect(Object.fromEntries(profiles.map(({ candidateId, cvId }) => [candidateId, cvId]))).toEqual({
      [a.id]: byA.cvId,
      [b.id]: byB.cvId,
    });
  });

  it('gives back what was agreed to with an upload by the merged record’s link', async () => {
    const a = await person({ name: 'Sam Field', email: 'sam@example.org' });
    const b = await person({ name: 'Sam Field', email: 'other@example.org' });
    const mergeId = await merged(a.id, b.id);
    await api.database.pool.query(`UPDATE consent SET expires_at = now() WHERE candidate_id = $1`, [a.id]);
    await person({}, { key: b.token });
    await worker.workOff();
    await undo(mergeId);
    const { rows } = await api.database.pool.query<{ candidate_id: string }>(
      `SELECT DISTINCT candidate_id FROM consent WHERE expires_at > now()`,
    );
    expect(rows).toEqual([{ candidate_id: b.id }]);
  });

  it('can follow another, and is then undone after it', async () => {
    const [a, b, c] = [
      await person({ name: 'Sam Field', email: 'a@example.org' }),
      await person({ name: 'Sam Field', email: 'b@example.org' }),
      await person({ name: 'Sam Field', email: 'c@example.org' }),
    ];
    await worker.workOff();
    const before = await records();
    const first = await merged(a.id, b.id);
    const second = await merged(c.id, a.id);
    const late = await person({}, { key: b.token });
    await worker.workOff();
    const cvs = await api.database.prisma.cv.findMany();
    expect(cvs.map(({ candidateId }) => candidateId)).toEqual([c.id, c.id, c.id, c.id]);
    expect((await merge(a.id, c.id)).json['code']).toBe('already_merged');
    expect((await undo(first)).json['code']).toBe('merge_not_last');
    expect((await undo(second)).status).toBe(200);
    expect((await undo(first)).status).toBe(200);
    await api.database.pool.query('DELETE FROM profile WHERE cv_id = $1', [late.cvId]);
    expect((await api.database.prisma.cv.findUniqueOrThrow({ where: { id: late.cvId } })).candidateId).toBe(
      b.id,
    );
    await api.database.prisma.cv.delete({ where: { id: late.cvId } });
    // Without the late CV, its record is owed an understanding of the one before.
    await api.database.pool.query(`UPDATE cv SET status = 'read' WHERE id = $1`, [b.cvId]);
    api.enqueued.push({ name: 'profile-cv', payload: { cvId: b.cvId } });
    await worker.workOff();
    expect(await records()).toEqual(before);
  });

  it('fences whoever is reading a CV that moves, and the work is owed again', async () => {
    const a = await person({ name: 'Sam Field', email: 'a@example.org' });
    const b = await person({ name: 'Sam Field', email: 'b@example.org' });
    const cv = () => api.database.prisma.cv.findUniqueOrThrow({ where: { id: b.cvId } });
    await api.database.pool.query(
      `UPDATE cv SET worker = 'w', epoch = epoch + 1, lease_until = now() + interval '1 hour' WHERE id = $1`,
      [b.cvId],
    );
    const { epoch } = await cv();
    await merged(a.id, b.id);
    expect(await cv()).toMatchObject({
      epoch: epoch + 1,
      worker: null,
      leaseUntil: null,
      status: 'received',
    });
    await worker.workOff();
    expect(await cv()).toMatchObject({ status: 'ready', candidateId: a.id });
  });

  it('is refused where one has withdrawn what the other allows, or lets us keep nothing', async () => {
    const [a, b] = [
      await person({ name: 'Sam Field', email: 'a@example.org' }),
      await person({ name: 'Sam Field', email: 'b@example.org' }),
    ];
    const { pool } = api.database;
    const withdraw = (scope: string) =>
      pool.query(
        'UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1 AND scope = $2::consent_scope',
        [b.id, scope],
      );
    const untouched = await records();
    await withdraw('represent');
    expect((await merge(a.id, b.id)).json['code']).toBe('consents_differ');
    await pool.query('UPDATE consent SET withdrawn_at = NULL WHERE candidate_id = $1', [b.id]);
    await withdraw('keep');
    expect((await merge(a.id, b.id)).json['code']).toBe('consents_differ');
    await pool.query('UPDATE consent SET withdrawn_at = NULL WHERE candidate_id = $1', [b.id]);
    expect(await records()).toEqual(untouched);
    await merged(a.id, b.id);
  });

  it('compares what was said of one vacancy with what was said of the same one', async () => {
    const [a, b] = [
      await person({ name: 'Sam Field', email: 'a@example.org' }),
      await person({ name: 'Sam Field', email: 'b@example.org' }),
    ];
    await worker.workOff();
    const [first, second] = [await addVacancy(), await addVacancy()];
    const say = async (path: string, who: { id: string; token: string }, vacancyId: string) => {
      const body = { scope: 'vacancy', vacancyId };
      const answer = await api.call(`/v1/candidates/${who.id}/${path}`, {
        method: 'POST',
        key: who.token,
        body,
      });
      expect(answer.status, answer.text).toBe(200);
    };
    await say('consents', a, first);
    await say('consents', b, first);
    await say('consents', b, second);
    await say('withdrawals', b, first);
    expect((await merge(a.id, b.id)).json['code']).toBe('consents_differ');
    await say('withdrawals', a, first);
    await say('consents', a, second);
    await merged(a.id, b.id);
  });

  it('is refused with oneself, with nobody, and counts once under one Idempotency-Key', async () => {
    const [a, b] = [
      await person({ name: 'Sam Field', email: 'a@example.org' }),
      await person({ name: 'Sam Field', email: 'b@example.org' }),
    ];
    expect((await merge(a.id, a.id)).json['code']).toBe('invalid_request');
    expect((await merge(a.id, '0199a0a0-0000-7000-8000-000000000000')).status).toBe(404);
    const headers = { 'idempotency-key': 'merge-1' };
    const [one, two] = [await merge(a.id, b.id, headers), await merge(a.id, b.id, headers)];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.json['id']).toBe(one.json['id']);
    expect(await api.database.prisma.candidateMerge.count()).toBe(1);
  });
});

describe('many at once', () => {
  it('merge one record into one other only, and never in a circle', async () => {
    const people: Person[] = [];
    for (const email of ['a', 'b', 'c', 'd'])
      people.push(await person({ name: 'Sam Field', email: `${email}@example.org` }));
    await worker.workOff();
    const tries = people.flatMap((kept) =>
      people.filter((other) => other !== kept).map((other) => [kept, other] as const),
    );
    const answers = await Promise.all(tries.map(([kept, other]) => merge(kept.id, other.id)));
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    await worker.workOff();
    const candidates = await api.database.prisma.candidate.findMany();
    const speaking = candidates.filter(({ mergedIntoId }) => mergedIntoId === null);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(candidates.length - speaking.length);
    const held = await api.database.prisma.cv.findMany();
    expect(held).toHaveLength(4);
    const speakers = new Set(speaking.map(({ id }) => id));
    for (const { candidateId } of held) expect(speakers).toContain(candidateId);
    const profiles = await api.database.prisma.profile.findMany();
    expect(new Set(profiles.map(({ candidateId }) => candidateId))).toEqual(speakers);
  });

  it('undo one merge once, while a CV comes in by the merged record’s link', async () => {
    const a = await person({ name: 'Sam Field', email: 'a@example.org' });
    const b = await person({ name: 'Sam Field', email: 'b@example.org' });
    const mergeId = await merged(a.id, b.id);
    const [late, ...undone] = await Promise.all([
      person({}, { key: b.token }),
      ...[1, 2, 3].map(() => undo(mergeId)),
    ] as const);
    expect(undone.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await worker.workOff();
    const cv = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: late.cvId } });
    expect(cv.candidateId).toBe(b.id);
    expect(
      (await api.database.prisma.profile.findMany()).map(({ candidateId }) => candidateId).sort(),
    ).toEqual([a.id, b.id].sort());
  });
});

describe('an erased person', () => {
  it('is erased with every record that was merged into theirs, and no undoing brings anything back', async () => {
    const a = await person({ name: 'Sam Field', email: 'a@example.org' });
    const b = await person({ name: 'Sam Field', email: 'b@example.org' });
    const mergeId = await merged(a.id, b.id);
    await worker.workOff();
    await api.database.prisma.candidate.delete({ where: { id: a.id } });
    const { prisma } = api.database;
    for (const count of [
      prisma.candidate,
      prisma.contact,
      prisma.cv,
      prisma.consent,
      prisma.candidateMerge,
    ].map((table) => (table as typeof prisma.cv).count()))
      expect(await count).toBe(0);
    expect((await undo(mergeId)).status).toBe(404);
    expect((await api.upload({ key: b.token })).status).toBe(401);
    await worker.workOff();
    expect(await prisma.profile.count()).toBe(0);
  });
});
