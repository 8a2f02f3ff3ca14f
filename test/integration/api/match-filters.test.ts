import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreMatch } from '../../../src/matching/score.js';
import type { Features } from '../../../src/matching/features.js';
import type { Requirement } from '../../../src/matching/requirement.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { RANKED_CVS, sampleAdvert, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

interface Item {
  readonly rank: number;
  readonly candidate: { readonly id: string };
  readonly facts: {
    readonly stage: string | null;
    readonly registration: string;
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
afterAll(async () => {
  await worker.close();
  await api.stop();
});

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

  it('finds words in CVs, and nobody where nobody has them', async () => {
    expect((await page('?text=zebrafinch')).items).toEqual([]);
    const found = (await page('?text=stroke')).items;
    expect(found.length).toBeGreaterThan(0);
    for (const { candidate } of found) {
      const { text } = await api.database.prisma.cvText.findFirstOrThrow({
        where: { cv: { candidateId: candidate.id } },
      });
      expect(text.toLowerCase()).toContain('stroke');
    }
  });

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

  it('says which filter cannot be read', async () => {
    for (const [query, field] of [
      ['?stage=wizard', 'stage.0'],
      ['?gates=registration', 'gates'],
      ['?withinMiles=far', 'withinMiles'],
      ['?text=a', 'text'],
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
