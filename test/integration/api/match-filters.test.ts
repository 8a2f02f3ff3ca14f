import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreMatch } from '../../../src/matching/score.js';
import type { Features } from '../../../src/matching/features.js';
import type { Requirement } from '../../../src/matching/requirement.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { RANKED_CVS, sampleAdvert, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';
import { storedText } from '../../fixtures/stored-text.js';

interface Item {
  readonly rank: number;
  readonly candidate: { readonly id: string };
  readonly facts: {
    readonly stage: string | null;
    readonly registration: string;
    readonly availableFrom: string | null;
    readonly distance: { readonly miles: number; readonly precision: string } | null;
  };
  readonly tier: number;
  readonly score: number;
  readonly gates: readonly { readonly gate: string; readonly state: string }[];
}
interface Page {
  readonly matching: number | null;
  readonly items: Item[];
  readonly nextCursor: string | null;
}

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let vacancyId: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  const answer = await api.call('/v1/vacancies', {
    method: 'POST',
    key: consultant.key,
    body: {
      title: 'Specialist Occupational Therapist (Stroke)',
      employer: 'Long Mynd Community Health NHS Trust',
      description: sampleAdvert('band-6-stroke-esd.txt'),
      postcode: 'LS1 3EX',
    },
  });
  vacancyId = String(answer.json['id']);
  for (const file of RANKED_CVS) await uploadSample(api, file);
  await worker.workOff();
});
afterAll(() => api.stop());

const get = (query: string): Promise<Answer> =>
  api.call(`/v1/vacancies/${vacancyId}/matches${query}`, { key: consultant.key });

async function page(query: string): Promise<Page> {
  const answer = await get(query);
  expect(answer.status).toBe(200);
  return answer.json as unknown as Page;
}

async function walk(query: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor = ''; ;) {
    const one = await page(`?limit=2${query}${cursor}`);
    items.push(...one.items);
    if (one.nextCursor === null) return items;
    cursor = `&cursor=${one.nextCursor}`;
  }
}

describe('a list narrowed down', () => {
  it('keeps order, scores and places among everybody, in pages of any size', async () => {
    const everybody = (await page('')).items;
    const registered = everybody.filter(({ facts }) => facts.registration === 'registered');
    expect(registered.length).toBeGreaterThan(2);
    const narrowed = await page('?registration=registered');
    expect(narrowed.matching).toBe(registered.length);
    expect(narrowed.items).toEqual(registered);
    expect(await walk('&registration=registered')).toEqual(registered);
  });

  it('takes stages, gates and the law together', async () => {
    const everybody = (await page('')).items;
    const lawful = (await page('?lawful=true')).items;
    expect(lawful).toEqual(everybody.filter(({ tier }) => tier === 1));
    const met = (await page('?gates=registration:met,profession:met')).items;
    expect(met).toEqual(
      everybody.filter(({ gates }) =>
        gates.every(({ gate, state }) => !['registration', 'profession'].includes(gate) || state === 'met'),
      ),
    );
    const [first] = everybody;
    const same = (await page(`?stage=${String(first?.facts.stage)}&lawful=true`)).items;
    expect(same.map(({ candidate }) => candidate.id)).toContain(first?.candidate.id);
  });

  it('takes criteria that the CV shows itself, each of them, in pages of any size', async () => {
    const everybody = (await page('')).items;
    const { rows } = await api.database.pool.query<{ id: string; strengths: Features['strengths'] }>(
      `SELECT candidate_id AS id, features->'strengths' AS strengths FROM profile`,
    );
    const shows = (id: string, concept: string): boolean =>
      (rows.find((row) => row.id === id)?.strengths[concept] ?? 0) > 0;
    const those = (...concepts: string[]) =>
      everybody.filter(({ candidate }) => concepts.every((concept) => shows(candidate.id, concept)));
    const stroke = those('spec.stroke');
    expect(stroke.length).toBeGreaterThan(0);
    expect(stroke.length).toBeLessThan(everybody.length);
    const narrowed = await page('?criterion=spec.stroke');
    expect(narrowed.items).toEqual(stroke);
    expect(narrowed.matching).toBe(stroke.length);
    expect(await walk('&criterion=spec.stroke')).toEqual(stroke);
    const other = Object.keys(rows.find(({ id }) => id === stroke[0]?.candidate.id)?.strengths ?? {}).find(
      (concept) => those('spec.stroke', concept).length < stroke.length,
    );
    expect((await page(`?criterion=spec.stroke,${String(other)}`)).items).toEqual(
      those('spec.stroke', String(other)),
    );
  });

  it('finds words in CVs, and nobody where nobody has them', async () => {
    expect((await page('?text=zebrafinch')).items).toEqual([]);
    const found = (await page('?text=stroke')).items;
    expect(found.length).toBeGreaterThan(0);
    for (const { candidate } of found) {
      const text = await storedText(api.database, candidate.id);
      expect(text.toLowerCase()).toContain('stroke');
    }
  });

  it.each(["'; DROP TABLE cv; --", "stroke' OR '1'='1", '"unclosed', 'a & | ! :* (', '\\\\x00', "''"])(
    'takes %s for words and nothing else',
    async (text) => {
      expect((await page(`?text=${encodeURIComponent(text)}`)).items.length).toBeLessThan(
        (await page('')).items.length,
      );
    },
  );

  it('measures miles, and leaves out whose place is not known', async () => {
    const everybody = (await page('')).items;
    const [one, two] = everybody.map(({ candidate }) => candidate.id);
    await api.database.pool.query('UPDATE contact SET postcode = NULL');
    await api.database.pool.query('UPDATE candidate SET outward_code = NULL');
    await api.database.pool.query(`UPDATE contact SET postcode = 'LS2 7EW' WHERE candidate_id = $1`, [one]);
    await api.database.pool.query(`UPDATE contact SET postcode = 'TR1 2AA' WHERE candidate_id = $1`, [two]);
    const near = await page('?withinMiles=20');
    expect(near.items.map(({ candidate }) => candidate.id)).toEqual([one]);
    expect(near.items[0]?.facts.distance?.miles).toBeLessThanOrEqual(20);
    const all = (await page('')).items;
    expect(all[1]?.facts.distance?.miles).toBeGreaterThan(200);
    expect(all[2]?.facts.distance).toBeNull();
  });

  it('lets through only those who may be represented now', async () => {
    const [first] = (await page('')).items;
    await api.database.pool.query(
      `UPDATE consent SET withdrawn_at = now() WHERE scope = 'represent' AND candidate_id <> $1`,
      [first?.candidate.id],
    );
    const [only, ...others] = (await page('?consent=represent')).items;
    expect(only?.candidate.id).toBe(first?.candidate.id);
    expect(others).toEqual([]);
  });

  it('knows who can start by a day, from the upload, the person or staff, and keeps whoever has not said', async () => {
    const [one, two] = (await page('')).items.map(({ candidate }) => candidate.id);
    const set = (id: string | undefined, availableFrom: string | null): Promise<Answer> =>
      api.call(`/v1/candidates/${id ?? ''}/availability`, {
        method: 'PATCH',
        key: consultant.key,
        body: { availableFrom },
      });
    expect((await set(one, '2027-03-01')).json).toEqual({ availableFrom: '2027-03-01' });
    const [entry] = await api.database.prisma.auditEvent.findMany({
      where: { action: 'candidate.availability_set' },
    });
    expect(entry?.facts).toMatchObject({ isKnown: true });
    expect(JSON.stringify(entry?.facts)).not.toContain('2027');
    expect((await set(two, '2027-01-15')).status).toBe(200);
    const everybody = (await page('')).items;
    expect(everybody.slice(0, 3).map(({ facts }) => facts.availableFrom)).toEqual([
      '2027-03-01',
      '2027-01-15',
      null,
    ]);
    const soon = (await page('?availableBy=2027-02-01')).items;
    expect(soon).toEqual(everybody.filter(({ candidate }) => candidate.id !== one));
    expect((await page('?availableBy=2027-03-01')).items).toEqual(everybody);
    expect((await set(one, null)).status).toBe(200);
    expect((await page('?availableBy=2027-02-01')).items).toHaveLength(everybody.length);
    expect((await set(one, 'soon')).json).toMatchObject({ errors: [{ field: 'availableFrom' }] });
    expect((await set('0199a0a0-0000-7000-8000-000000000000', null)).status).toBe(404);

    const fields = { name: 'Robin Late', email: 'robin.late@example.org', availableFrom: '2027-06-30' };
    const sent = await api.upload({ fields });
    const view = await api.call(`/v1/candidates/${String(sent.json['candidateId'])}`, {
      key: consultant.key,
    });
    expect(view.json['availableFrom']).toBe('2027-06-30');
    const wrong = await api.upload({ fields: { ...fields, availableFrom: '30/06/2027' } });
    expect(wrong.json).toMatchObject({ status: 400, errors: [{ field: 'availableFrom' }] });
    await worker.workOff();
  });

  it('says which filter cannot be read', async () => {
    for (const [query, field] of [
      ['?stage=wizard', 'stage.0'],
      ['?gates=registration', 'gates'],
      ['?withinMiles=far', 'withinMiles'],
      ['?text=a', 'text'],
      ['?availableBy=soon', 'availableBy'],
      ['?criterion=spec.wizardry', 'criterion'],
      ['?criterion=', 'criterion.0'],
    ] as const) {
      const answer = await get(query);
      expect(answer.status).toBe(400);
      expect(answer.json['errors']).toMatchObject([{ field }]);
    }
  });

  it('refuses a cursor of a list that has been made again', async () => {
    const { nextCursor } = await page('?limit=2');
    await api.database.pool.query('UPDATE vacancy SET revision = revision + 1');
    api.enqueued.push({ name: 'rank-vacancy', payload: { vacancyId } });
    await worker.workOff();
    const answer = await get(`?limit=2&cursor=${String(nextCursor)}`);
    expect(answer.status).toBe(409);
    expect(answer.json['code']).toBe('list_changed');
  });
});

describe('a saved search', () => {
  const path = (): string => `/v1/vacancies/${vacancyId}/saved-searches`;
  const save = (body: unknown, key = consultant.key): Promise<Answer> =>
    api.call(path(), { method: 'POST', key, body });

  it('belongs to whoever saved it, is replaced under its name, and can be deleted', async () => {
    const first = await save({ name: ' Band 6,  near ', filters: { stage: 'advanced', withinMiles: '20' } });
    expect(first).toMatchObject({ status: 201, json: { name: 'Band 6, near' } });
    const again = await save({ name: 'Band 6, near', filters: { stage: 'senior_specialist' } });
    expect(again.json).toMatchObject({ id: first.json['id'], filters: { stage: 'senior_specialist' } });
    const mine = await api.call('/v1/saved-searches', { key: consultant.key });
    expect(mine.json['items']).toEqual([again.json]);

    const other = await api.keyFor('consultant');
    expect((await api.call('/v1/saved-searches', { key: other.key })).json['items']).toEqual([]);
    const address = `/v1/saved-searches/${String(first.json['id'])}`;
    expect(await api.call(address, { method: 'DELETE', key: other.key })).toMatchObject({ status: 404 });
    expect(await api.call(address, { method: 'DELETE', key: consultant.key })).toMatchObject({ status: 204 });
    expect((await api.call('/v1/saved-searches', { key: consultant.key })).json['items']).toEqual([]);
  });

  it('holds filters that the list understands, and at least one', async () => {
    const faults = async (filters: unknown): Promise<unknown> =>
      (await save({ name: 'x', filters })).json['errors'];
    expect(await faults({})).toMatchObject([{ field: 'filters' }]);
    expect(await faults({ stage: 'wizard' })).toMatchObject([{ field: 'stage.0' }]);
    expect(await faults({ cursor: 'abc' })).toMatchObject([{ field: 'cursor' }]);
    const nowhere = '/v1/vacancies/00000000-0000-7000-8000-000000000000/saved-searches';
    const body = { name: 'x', filters: { stage: 'advanced' } };
    expect(await api.call(nowhere, { method: 'POST', key: consultant.key, body })).toMatchObject({
      status: 404,
    });
    const agency = await api.keyFor('agency_staff');
    expect(await save(body, agency.key)).toMatchObject({ status: 403 });
    const searches = await Promise.all(
      Array.from({ length: 100 }, (_, n) => save({ ...body, name: `x ${n}` })),
    );
    expect(new Set(searches.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await save({ ...body, name: 'one too many' })).toMatchObject({ status: 400 });
    expect(await save({ ...body, name: 'x 7' })).toMatchObject({ status: 201 });
  });
});

describe('trying out other weights', () => {
  const tryOut = (body: object): Promise<Answer> =>
    api.call(`/v1/vacancies/${vacancyId}/what-if`, { method: 'POST', key: consultant.key, body });

  it('gives the list as it comes to be when the same change is saved, and says afterwards what moved', async () => {
    const before = (await page('')).items.map(({ candidate }) => candidate.id);
    const change = {
      stage: 'support_worker',
      registrationRequired: false,
      criteria: [{ conceptId: 'spec.stroke', weight: 0 }],
      categoryWeights: { wording: 0, duties: 60 },
    };
    const tried = await tryOut(change);
    expect(tried.status).toBe(200);
    const items = tried.json['items'] as { candidate: { id: string }; score: number; rankBefore: number }[];
    expect(items.map(({ rankBefore }) => before[rankBefore - 1])).toEqual(
      items.map(({ candidate }) => candidate.id),
    );
    expect((await page('')).items.map(({ candidate }) => candidate.id)).toEqual(before);

    const { headers } = await api.call(`/v1/vacancies/${vacancyId}`, { key: consultant.key });
    const saved = await api.call(`/v1/vacancies/${vacancyId}`, {
      method: 'PATCH',
      key: consultant.key,
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: change,
    });
    expect(saved.status).toBe(200);
    expect(saved.json['categoryWeights']).toContainEqual({ category: 'duties', weight: 60, setBy: 'staff' });
    await worker.workOff();
    const after = (await page('')).items;
    expect(after.map(({ candidate, score }) => [candidate.id, score])).toEqual(
      items.map(({ candidate, score }) => [candidate.id, score]),
    );
    const moves = await api.call(`/v1/vacancies/${vacancyId}/moves`, { key: consultant.key });
    const [latest] = moves.json['items'] as {
      moves: { candidate: { id: string }; from: number; to: number }[];
    }[];
    expect(latest?.moves.map(({ candidate, from, to }) => [candidate.id, from, to])).toEqual(
      after.map(({ candidate, rank }) => [candidate.id, before.indexOf(candidate.id) + 1, rank]),
    );
  });

  it('scores everybody exactly as one by one', async () => {
    const { rows: people } = await api.database.pool.query<{ candidate_id: string; features: Features }>(
      'SELECT candidate_id, features FROM profile',
    );
    const { rows } = await api.database.pool.query<{ requirement: Requirement }>(
      'SELECT requirement FROM vacancy',
    );
    const { json } = await tryOut({ categoryWeights: { stage: 100 } });
    for (const { candidate, score } of json['items'] as { candidate: { id: string }; score: number }[]) {
      const person = people.find(({ candidate_id: id }) => id === candidate.id);
      const requirement = rows[0]?.requirement;
      if (!person || !requirement) throw new Error('nobody there');
      const changed = { ...requirement, categoryWeights: { ...requirement.categoryWeights, stage: 100 } };
      expect(scoreMatch(person.features, changed).score).toBe(score);
    }
  });

  it('refuses what is no change, what does not exist and what is closed', async () => {
    expect((await tryOut({ criteria: [{ conceptId: 'spec.wizardry', weight: 1 }] })).status).toBe(400);
    expect((await tryOut({ categoryWeights: { luck: 1 } })).status).toBe(400);
    const nobody = await api.call('/v1/vacancies/00000000-0000-7000-8000-000000000000/what-if', {
      method: 'POST',
      key: consultant.key,
      body: {},
    });
    expect(nobody.status).toBe(404);
    await api.call(`/v1/vacancies/${vacancyId}/close`, { method: 'POST', key: consultant.key });
    expect((await tryOut({})).json['code']).toBe('vacancy_closed');
  });
});
