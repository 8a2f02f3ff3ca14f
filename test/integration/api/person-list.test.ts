import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sampleAdvert, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

interface Item {
  readonly rank: number;
  readonly vacancy: {
    readonly id: string;
    readonly stage: string | null;
    readonly sector: string | null;
    readonly contract: string | null;
  };
  readonly distance: { readonly miles: number } | null;
  readonly tier: number;
  readonly score: number;
  readonly isCurrent: boolean;
  readonly gates: readonly { readonly gate: string; readonly state: string }[];
}
interface Page {
  readonly matching: number | null;
  readonly items: Item[];
  readonly nextCursor: string | null;
}

const POSTS: readonly [file: string, title: string, postcode?: string][] = [
  ['band-6-stroke-esd.txt', 'Specialist Occupational Therapist (Stroke)', 'LS1 3EX'],
  ['band-3-stroke-assistant.txt', 'Occupational Therapy Assistant (Stroke)', 'M13 9WL'],
  ['band-5-rotational.txt', 'Occupational Therapist, Band 5 Rotational', 'TR1 3LJ'],
  ['council-senior-grade-10.txt', 'Senior Occupational Therapist, Grade 10'],
];

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
let candidateId: string;
const posts: string[] = [];
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  for (const [file, title, postcode] of POSTS) posts.push(await addVacancy(file, title, postcode));
  candidateId = (await uploadSample(api, 'stefan-kowalczyk.txt')).candidateId;
  await worker.workOff();
});
afterAll(() => api.stop());

async function addVacancy(file: string, title: string, postcode?: string): Promise<string> {
  const body = { title, employer: `Trust of ${title}`, description: sampleAdvert(file), postcode };
  return String((await api.call('/v1/vacancies', { method: 'POST', key: consultant.key, body })).json['id']);
}

const get = (query = ''): Promise<Answer> =>
  api.call(`/v1/candidates/${candidateId}/matches${query}`, { key: consultant.key });

async function page(query = ''): Promise<Page> {
  const answer = await get(query);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as unknown as Page;
}

describe("a person's list", () => {
  it('has every open vacancy with the score of its own list', async () => {
    const { items, matching } = await page();
    expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(matching).toBeNull();
    expect(items.map(({ vacancy }) => vacancy.id).sort()).toEqual([...posts].sort());
    for (const { vacancy, score, tier } of items) {
      const list = await api.call(`/v1/vacancies/${vacancy.id}/matches`, { key: consultant.key });
      expect(list.json['items']).toMatchObject([{ candidate: { id: candidateId }, score, tier }]);
    }
  });

  it('takes in a change of a vacancy before any list is made again', async () => {
    const [id = ''] = posts;
    const before = (await page()).items.find(({ vacancy }) => vacancy.id === id);
    const { headers } = await api.call(`/v1/vacancies/${id}`, { key: consultant.key });
    await api.call(`/v1/vacancies/${id}`, {
      method: 'PATCH',
      key: consultant.key,
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { stage: 'consultant' },
    });
    const after = (await page()).items.find(({ vacancy }) => vacancy.id === id);
    expect(after?.vacancy.stage).toBe('consultant');
    expect(after?.score).toBeLessThan(before?.score ?? 0);
    await worker.workOff();
    const list = await api.call(`/v1/vacancies/${id}/matches`, { key: consultant.key });
    expect(list.json['items']).toMatchObject([{ score: after?.score }]);
  });

  it.each<[string, (item: Item) => boolean]>([
    ['stage=support_worker', ({ vacancy }) => vacancy.stage === 'support_worker'],
    ['sector=local_authority', ({ vacancy }) => vacancy.sector === 'local_authority'],
    ['contract=permanent', ({ vacancy }) => vacancy.contract === null || vacancy.contract === 'permanent'],
    ['withinMiles=60', ({ distance }) => distance !== null && distance.miles <= 60],
    ['lawful=true', ({ tier }) => tier === 1],
    ['gates=stage_floor:contradicted', ({ gates }) => gates.some((one) => one.state === 'contradicted')],
  ])('narrowed by %s keeps order and places', async (filter, passes) => {
    const everything = (await page()).items;
    const narrowed = await page(`?${filter}`);
    expect(narrowed.items).toEqual(everything.filter(passes));
    expect(narrowed.matching).toBe(narrowed.items.length);
  });

  it('is narrowed by words of the advert', async () => {
    const stroke = await page('?text=stroke');
    const rest = await page('?text=-stroke');
    expect(stroke.items.length).toBeGreaterThan(0);
    expect(rest.items.length).toBeGreaterThan(0);
    expect(stroke.items.length + rest.items.length).toBe(posts.length);
  });

  it('is the same in pages of one', async () => {
    const everything = (await page('?stage=support_worker,occupational_therapist')).items;
    const walked: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const one: Page = await page(`?limit=1&stage=support_worker,occupational_therapist${cursor}`);
      walked.push(...one.items);
      cursor = one.nextCursor && `&cursor=${one.nextCursor}`;
    }
    expect(walked).toEqual(everything);
    expect(everything.length).toBeGreaterThan(1);
  });

  it.each(['stage=wizard', 'gates=stage_floor', 'withinMiles=near', 'cursor=abc'])(
    'refuses %s',
    async (query) => {
      expect((await get(`?${query}`)).status).toBe(400);
    },
  );

  it('is empty for somebody who has withdrawn', async () => {
    await api.database.pool.query('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [
      candidateId,
    ]);
    expect((await page()).items).toEqual([]);
  });
});
