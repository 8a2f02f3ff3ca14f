import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sampleAdvert, uploadSample } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
const people = new Map<string, string>();
const vacancies = new Map<string, string>();

const CVS = [
  'amara-okafor.pdf',
  'leah-wooldridge.pdf',
  'nasreen-malik.pdf',
  'kayleigh-barrow.docx',
  'tom-hadley.txt',
  'isla-mcrae.txt',
];
const ADVERTS = [
  'band-6-stroke-esd',
  'band-8a-neuro-consultant',
  'council-locum-adaptations',
  'council-senior-grade-10',
  'band-3-stroke-assistant',
];

beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  for (const file of CVS) people.set(file, (await uploadSample(api, file)).candidateId);
  for (const name of ADVERTS) {
    const answer = await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: { title: name, employer: `Employer of ${name}`, description: sampleAdvert(`${name}.txt`) },
    });
    vacancies.set(name, String(answer.json['id']));
  }
  await worker.workOff();
});
afterAll(() => api.stop());

interface Similar {
  similarity: number;
  sharedCount: number;
  categories: { weight: number; score: number }[];
  shared: {
    category: string;
    trait: string;
    label: string;
    points: number;
    quote?: { text: string } | null;
  }[];
}
type SimilarCandidate = Similar & { candidate: { id: string } };
type SimilarVacancy = Similar & { vacancy: { id: string; title: string; status: string } };

async function items<T>(path: string): Promise<T[]> {
  const answer = await api.call(path, { key: consultant.key });
  expect(answer.status, answer.text).toBe(200);
  return answer.json['items'] as T[];
}
const like = (file: string, query = '') =>
  items<SimilarCandidate>(`/v1/candidates/${people.get(file) ?? ''}/similar${query}`);
const likeVacancy = (name: string, query = '') =>
  items<SimilarVacancy>(`/v1/vacancies/${vacancies.get(name) ?? ''}/similar${query}`);

describe('people like somebody', () => {
  it('are everybody else, the most alike first, each with what is shared and whose words show it', async () => {
    const found = await like('amara-okafor.pdf');
    expect(found.map(({ candidate }) => candidate.id).sort()).toEqual(
      [...people.values()].filter((id) => id !== people.get('amara-okafor.pdf')).sort(),
    );
    const similarities = found.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    const [best] = found;
    expect(best?.shared.length).toBeGreaterThan(0);
    expect(best?.shared.some(({ quote }) => typeof quote?.text === 'string' && quote.text !== '')).toBe(true);
    for (const { shared, similarity, sharedCount } of found) {
      const points = shared.reduce((sum, one) => sum + one.points, 0);
      if (sharedCount === shared.length) expect(points).toBe(similarity);
      else expect(points).toBeLessThanOrEqual(similarity);
      for (const { category, quote } of shared) if (category === 'stage') expect(quote).toBeNull();
    }
  });

  it('are as like one way as the other', async () => {
    const [a, b] = ['amara-okafor.pdf', 'tom-hadley.txt'] as const;
    const there = (await like(a)).find(({ candidate }) => candidate.id === people.get(b));
    const back = (await like(b)).find(({ candidate }) => candidate.id === people.get(a));
    expect(there?.similarity).toBe(back?.similarity);
  });

  it('come as many as are asked for', async () => {
    const all = await like('isla-mcrae.txt');
    expect(await like('isla-mcrae.txt', '?limit=2')).toEqual(all.slice(0, 2));
    const answer = await api.call(`/v1/candidates/${people.get('isla-mcrae.txt') ?? ''}/similar?limit=51`, {
      key: consultant.key,
    });
    expect(answer.json['code']).toBe('invalid_request');
  });

  it('are nobody who has withdrawn consent, from that moment, and are found for nobody like that', async () => {
    const gone = people.get('kayleigh-barrow.docx') ?? '';
    const { pool } = api.database;
    await pool.query('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [gone]);
    expect((await like('amara-okafor.pdf')).map(({ candidate }) => candidate.id)).not.toContain(gone);
    expect((await api.call(`/v1/candidates/${gone}/similar`, { key: consultant.key })).status).toBe(404);
    await pool.query('UPDATE consent SET withdrawn_at = NULL, given_at = now() WHERE candidate_id = $1', [
      gone,
    ]);
    expect((await like('amara-okafor.pdf')).map(({ candidate }) => candidate.id)).toContain(gone);
  });

  it('are shown without names, and of nobody there is nothing', async () => {
    const answer = await api.call(`/v1/candidates/${people.get('amara-okafor.pdf') ?? ''}/similar`, {
      key: consultant.key,
    });
    expect(answer.text).not.toContain('@example.org');
    const none = await api.call('/v1/candidates/0199a0a0-0000-7000-8000-000000000000/similar', {
      key: consultant.key,
    });
    expect(none.status).toBe(404);
  });
});

describe('vacancies like one', () => {
  it('are the others, those of the same work first', async () => {
    const found = await likeVacancy('council-locum-adaptations');
    expect(found).toHaveLength(ADVERTS.length - 1);
    expect(found[0]?.vacancy.title).toBe('council-senior-grade-10');
    expect(found[0]?.shared.map(({ trait }) => trait)).toContain('local_authority');
    for (const { shared } of found) for (const { label } of shared) expect(label).not.toBe('');
  });

  it('can be the closed ones alone', async () => {
    const closed = vacancies.get('band-3-stroke-assistant') ?? '';
    await api.call(`/v1/vacancies/${closed}/close`, { method: 'POST', key: consultant.key });
    const ids = (found: SimilarVacancy[]) => found.map(({ vacancy }) => vacancy.id);
    expect(ids(await likeVacancy('band-6-stroke-esd', '?status=closed'))).toEqual([closed]);
    expect(ids(await likeVacancy('band-6-stroke-esd', '?status=open'))).not.toContain(closed);
    const none = await api.call('/v1/vacancies/0199a0a0-0000-7000-8000-000000000000/similar', {
      key: consultant.key,
    });
    expect(none.status).toBe(404);
  });
});
