import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sampleAdvert } from '../../fixtures/people.js';

let api: TestApi;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi();
  staff = await api.keyFor('agency_staff');
});
afterAll(() => api.stop());

const ADVERT = {
  title: 'Specialist Occupational Therapist, Early Supported Discharge (Stroke)',
  employer: 'Long Mynd Community Health NHS Trust',
  description: sampleAdvert('band-6-stroke-esd.txt'),
};

interface Vacancy {
  id: string;
  revision: number;
  status: string;
  title: string;
  text: string;
  fields: Record<
    string,
    { value: unknown; setBy: string | null; quote: { text: string; start: number; end: number } | null }
  >;
  criteria: {
    conceptId: string;
    importance: string;
    appliedWeight: number;
    suggestedWeight: number;
    setBy: string;
  }[];
}

function vacancyIn(answer: Answer): Vacancy {
  expect([200, 201]).toContain(answer.status);
  return answer.json as unknown as Vacancy;
}

function add(more: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  return api.call('/v1/vacancies', { method: 'POST', key: staff.key, body: { ...ADVERT, ...more }, headers });
}

function change(id: string, body: object, etag?: string): Promise<Answer> {
  const headers = etag === undefined ? {} : { 'if-match': etag };
  return api.call(`/v1/vacancies/${id}`, { method: 'PATCH', key: staff.key, body, headers });
}

describe('suggestions', () => {
  it('read a text, store nothing, and quote it for every point', async () => {
    const answer = await api.call('/v1/vacancies/suggestions', {
      method: 'POST',
      key: staff.key,
      body: { text: ADVERT.description },
    });
    const suggested = vacancyIn(answer);
    expect(suggested.criteria.length).toBeGreaterThan(3);
    for (const { value, quote } of Object.values(suggested.fields)) {
      if (value !== null && quote) expect(suggested.text.slice(quote.start, quote.end)).toBe(quote.text);
    }
    expect(await api.database.prisma.vacancy.count()).toBe(0);
  });
});

describe('suggestions about the wording of an advert', () => {
  const text =
    'Locum Occupational Therapist, Stroke\nFellmere FE1 2AB\n37 hours, closing 3 March 2027\n\nYou are a native English speaker.';

  it('name what is unlawful with its place, reason and source, and what else the advert says', async () => {
    const answer = await api.call('/v1/vacancies/suggestions', {
      method: 'POST',
      key: staff.key,
      body: { text },
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      fields: {
        hours: { value: { weekly: 37 }, setBy: 'text' },
        place: { value: 'Fellmere', quote: { text: 'Fellmere' } },
      },
      details: {
        closing: { value: { year: 2027, month: 3, day: 3 } },
        specialisms: [{ conceptId: 'spec.stroke' }],
      },
      findings: [
        {
          code: 'native_english',
          kind: 'likely_unlawful',
          quote: { text: 'native English speaker' },
          source: expect.stringMatching(/^https:/) as string,
        },
        { code: 'agency_not_named', kind: 'missing', quote: null },
      ],
    });
  });
});

describe('a new vacancy', () => {
  it('needs no more than title, employer and description; the rest is read, and ranking starts', async () => {
    const answer = await add();
    expect(answer.status).toBe(201);
    const vacancy = vacancyIn(answer);
    expect(answer.headers.get('location')).toBe(`/v1/vacancies/${vacancy.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(vacancy.fields['sector']).toMatchObject({ value: 'nhs', setBy: 'text' });
    expect(vacancy.fields['band']).toMatchObject({ value: '6', setBy: 'text' });
    expect(vacancy.fields['stage']?.value).not.toBeNull();
    expect(vacancy.criteria.every((criterion) => criterion.setBy === 'text')).toBe(true);
    expect(vacancy).toMatchObject({ ranking: { state: 'updating' } });
    expect(api.enqueued).toContainEqual({ name: 'rank-vacancy', payload: { vacancyId: vacancy.id } });
  });

  it('shows every detail that was read, with the words of its own text that say so', async () => {
    const description =
      'Full time, 37.5 hours a week. Pay £38,682 to £46,580 a year (2025/26).\nStroke unit, Fellmere FE1 2AB.\nClosing date: 3 March 2027.';
    const { json } = await add({ title: 'Occupational Therapist, Stroke', description });
    const { text } = json as unknown as Vacancy;
    type Read = Record<
      string,
      { value: unknown; quote: { text: string; start: number; end: number } | null }
    >;
    const { fields, details } = json as unknown as { readonly fields: Read; readonly details: Read };
    const read = { ...fields, ...details };
    expect(read).toMatchObject({
      payYear: { value: '2025/26' },
      hours: { value: { weekly: 37.5, patterns: ['full_time'] } },
      place: { value: 'Fellmere' },
      closing: { value: { year: 2027, month: 3, day: 3 } },
      specialisms: [{ conceptId: 'spec.stroke' }],
    });
    for (const name of ['payYear', 'hours', 'place', 'closing']) {
      const quote = read[name]?.quote;
      expect(quote && text.slice(quote.start, quote.end)).toBe(quote?.text ?? 'no quote');
    }
  });

  it('takes what staff set before what the text says', async () => {
    const vacancy = vacancyIn(
      await add({
        stage: 'advanced',
        pay: { from: 25.5, to: 32, unit: 'hour' },
        closesAt: '2027-01-31T12:00:00+00:00',
        criteria: [{ conceptId: 'duty.home_visits', weight: 100 }],
      }),
    );
    expect(vacancy.fields['stage']).toMatchObject({ value: 'advanced', setBy: 'staff' });
    expect(vacancy.fields['pay']).toMatchObject({
      value: { from: 25.5, to: 32, unit: 'hour' },
      setBy: 'staff',
    });
    expect(vacancy.criteria).toContainEqual(
      expect.objectContaining({ conceptId: 'duty.home_visits', appliedWeight: 100, setBy: 'staff' }),
    );
    const row = await api.database.prisma.vacancy.findUniqueOrThrow({ where: { id: vacancy.id } });
    expect(row.requirement).toMatchObject({ stage: 'advanced' });
    expect(row.fieldsSetByStaff).toEqual(['pay', 'stage', 'weight:duty.home_visits']);
  });

  it.each<[string, object, string]>([
    ['without a title', { title: undefined }, 'title'],
    ['with a blank employer', { employer: '  ' }, 'employer'],
    ['with an endless description', { description: 'x'.repeat(60_000) }, 'description'],
    ['with a stage that is none', { stage: 'grand_wizard' }, 'stage'],
    ['with a band that is none', { band: '12' }, 'band'],
    ['with pay the wrong way round', { pay: { from: 40, to: 30, unit: 'hour' } }, 'pay.to'],
    [
      'with a concept that is none',
      { criteria: [{ conceptId: 'duty.alchemy', weight: 5 }] },
      'criteria.0.conceptId',
    ],
    [
      'with a weight of 200',
      { criteria: [{ conceptId: 'duty.home_visits', weight: 200 }] },
      'criteria.0.weight',
    ],
    ['with a query instead of a text', { title: { contains: '' } }, 'title'],
    ['with a field that is ours to set', { requirement: {} }, 'requirement'],
  ])('%s is refused by field', async (_name, more, field) => {
    const answer = await add(more);
    expect(answer.status).toBe(400);
    expect((answer.json['errors'] as { field: string }[]).map((error) => error.field)).toEqual([field]);
  });

  it('sent twice with one Idempotency-Key is one vacancy', async () => {
    const key = { 'idempotency-key': 'vacancy-twice' };
    const [first, second] = [await add({}, key), await add({}, key)];
    expect(second.status).toBe(201);
    expect(second.json['id']).toBe(first.json['id']);
    expect((await add({ title: 'Another' }, key)).status).toBe(422);
  });

  it('of a known employer does not make another', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => add({ employer: 'One Trust', title: `Post ${i}` })),
    );
    expect(await api.database.prisma.employer.count({ where: { name: 'One Trust' } })).toBe(1);
  });
});

describe('a change', () => {
  it('needs the ETag of what was changed', async () => {
    const { id } = vacancyIn(await add());
    expect((await change(id, { title: 'New' })).json).toMatchObject({
      status: 428,
      code: 'precondition_required',
    });
    expect((await change(id, { title: 'New' }, '"7"')).json).toMatchObject({
      status: 412,
      code: 'changed_meanwhile',
    });
    expect((await change(id, { title: 'New' }, 'W/"1"')).status).toBe(412);
    const changed = await change(id, { title: 'New' }, '"1"');
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(changed.json).toMatchObject({ title: 'New', revision: 2, ranking: { state: 'updating' } });
  });

  it('by two at once is made by one; the other is told', async () => {
    const { id } = vacancyIn(await add());
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map((title) => change(id, { title }, '"1"')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect(vacancyIn(await api.call(`/v1/vacancies/${id}`, { key: staff.key })).revision).toBe(2);
  });

  it('reads the text again, keeps what staff set, and starts the ranking', async () => {
    const { id } = vacancyIn(await add({ stage: 'advanced' }));
    api.enqueued.length = 0;
    const text =
      'Band: 5\n\nAn occupational therapist for our hand therapy clinic. You must have experience of splinting.';
    const changed = vacancyIn(await change(id, { description: text }, '"1"'));
    expect(changed.fields['stage']).toMatchObject({ value: 'advanced', setBy: 'staff' });
    expect(changed.fields['band']).toMatchObject({ value: '5', setBy: 'text' });
    expect(api.enqueued).toEqual([{ name: 'rank-vacancy', payload: { vacancyId: id } }]);
  });

  it('null gives a field back to the text', async () => {
    const before = vacancyIn(await add());
    const { id } = vacancyIn(
      await add({ stage: 'support_worker', criteria: [{ conceptId: 'duty.home_visits', weight: 0 }] }),
    );
    const body = { stage: null, criteria: [{ conceptId: 'duty.home_visits', weight: null }] };
    const after = vacancyIn(await change(id, body, '"1"'));
    expect(after.fields).toEqual(before.fields);
    expect(after.criteria).toEqual(before.criteria);
  });

  it('moves a must to what is merely told about, weighs it so, and keeps that when the text is read again', async () => {
    const made = vacancyIn(await add());
    const must = made.criteria.find(({ importance }) => importance === 'must');
    if (!must) throw new Error('the advert demands nothing');
    const { conceptId } = must;
    const missing = { conceptId: 'qual.bia', importance: 'must' };
    const moved = { criteria: [{ conceptId, importance: 'context' }, missing] };
    const after = vacancyIn(await change(made.id, moved, '"1"'));
    const of = (vacancy: typeof made, id: string) => vacancy.criteria.find((one) => one.conceptId === id);
    expect(of(after, conceptId)).toMatchObject({
      importance: 'context',
      setBy: 'staff',
      suggestedWeight: must.suggestedWeight,
    });
    expect(of(after, conceptId)?.appliedWeight).toBeLessThan(must.appliedWeight);
    expect(of(after, missing.conceptId)).toMatchObject({
      importance: 'must',
      suggestedWeight: 0,
      quote: null,
    });
    expect(of(after, missing.conceptId)?.appliedWeight).toBeGreaterThan(0);
    const again = vacancyIn(await change(made.id, { title: 'Another title' }, '"2"'));
    expect(of(again, conceptId)).toMatchObject({ importance: 'context', setBy: 'staff' });
    const back = {
      criteria: [conceptId, missing.conceptId].map((id) => ({ conceptId: id, importance: null })),
    };
    const restored = vacancyIn(await change(made.id, { ...back, title: made.title }, '"3"'));
    expect(restored.criteria).toEqual(made.criteria);
  });

  it('of nothing, or of what does not exist, is refused', async () => {
    const { id } = vacancyIn(await add());
    expect((await change(id, {}, '"1"')).status).toBe(400);
    expect((await change(id, { status: 'closed' }, '"1"')).status).toBe(400);
    expect((await change('0199a0a0-0000-7000-8000-000000000000', { title: 'X' }, '"1"')).status).toBe(404);
  });
});

describe('closing', () => {
  it('ends a vacancy for good; twice is fine', async () => {
    const { id } = vacancyIn(await add());
    const close = (): Promise<Answer> =>
      api.call(`/v1/vacancies/${id}/close`, { method: 'POST', key: staff.key });
    expect((await close()).json).toMatchObject({
      status: 'closed',
      revision: 2,
      ranking: { state: 'frozen' },
    });
    expect((await close()).json).toMatchObject({ status: 'closed', revision: 2 });
    expect((await change(id, { title: 'New' }, '"2"')).json).toMatchObject({
      status: 409,
      code: 'vacancy_closed',
    });
    const audit = await api.database.prisma.auditEvent.findMany({ where: { subject: `vacancy:${id}` } });
    expect(audit.map(({ action }) => action)).toEqual(['vacancy.created', 'vacancy.closed']);
  });
});

describe('the list', () => {
  it('shows each vacancy once while new ones are being added, newest first', async () => {
    for (let i = 0; i < 5; i += 1) await add({ title: `Listed ${i}` });
    const known = await api.database.prisma.vacancy.findMany({
      select: { id: true },
      orderBy: { id: 'desc' },
    });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await api.call(`/v1/vacancies?limit=3${cursor && `&cursor=${cursor}`}`, {
        key: staff.key,
      });
      seen.push(...(page.json['items'] as { id: string }[]).map(({ id }) => id));
      cursor = page.json['nextCursor'] as string | null;
      await add({ title: 'Meanwhile' });
    }
    expect(seen).toEqual(known.map(({ id }) => id));
  });

  it('filters by status', async () => {
    const { id } = vacancyIn(await add());
    await api.call(`/v1/vacancies/${id}/close`, { method: 'POST', key: staff.key });
    const statuses = async (status: string): Promise<string[]> => {
      const page = await api.call(`/v1/vacancies?status=${status}&limit=100`, { key: staff.key });
      return [...new Set((page.json['items'] as { status: string }[]).map((item) => item.status))];
    };
    expect(await statuses('closed')).toEqual(['closed']);
    expect(await statuses('open')).toEqual(['open']);
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'status=all', 'sort=title', 'limit=1&limit=2'])(
    'refuses %s',
    async (query) => {
      expect((await api.call(`/v1/vacancies?${query}`, { key: staff.key })).status).toBe(400);
    },
  );

  it.each([
    'nonsense',
    Buffer.from('["other-list","x"]').toString('base64url'),
    Buffer.from('["vacancies","x"]').toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    const answer = await api.call(`/v1/vacancies?cursor=${cursor}`, { key: staff.key });
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_cursor' });
  });
});
