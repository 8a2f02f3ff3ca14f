import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sampleAdvert } from '../../fixtures/people.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let consultant: StaffKey;
const people: Record<string, string> = {};
const vacancies: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  consultant = await api.keyFor('consultant');
  for (const postcode of ['LS1 3EX', 'BD1 1HX', undefined]) {
    const answer = await api.upload({ fields: { postcode, email: `${postcode?.[0] ?? 'n'}@example.org` } });
    people[postcode ?? 'none'] = String(answer.json['candidateId']);
  }
  for (const postcode of ['ls27', 'M13 9WL', null]) {
    const description = sampleAdvert('band-6-stroke-esd.txt').replace(
      /\b[A-Z]{1,2}\d{1,2}[A-Z]?( \d[A-Z]{2})?\b/g,
      '',
    );
    const answer = await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: { title: 'Occupational Therapist', employer: 'A Trust', description, postcode },
    });
    expect(answer.status, answer.text).toBe(201);
    vacancies[postcode ?? 'none'] = String(answer.json['id']);
  }
  await worker.workOff();
});
afterAll(() => api.stop());

interface Distance {
  miles: number;
  precision: string;
}

async function ofVacancy(postcode: string): Promise<Record<string, Distance | null>> {
  const answer = await api.call(`/v1/vacancies/${vacancies[postcode] ?? ''}/matches`, {
    key: consultant.key,
  });
  const items = answer.json['items'] as { candidate: { id: string }; facts: { distance: Distance | null } }[];
  return Object.fromEntries(items.map(({ candidate, facts }) => [candidate.id, facts.distance]));
}

async function ofPerson(postcode: string): Promise<Record<string, Distance | null>> {
  const answer = await api.call(`/v1/candidates/${people[postcode] ?? ''}/matches`, { key: consultant.key });
  const items = answer.json['items'] as { vacancy: { id: string }; distance: Distance | null }[];
  return Object.fromEntries(items.map(({ vacancy, distance }) => [vacancy.id, distance]));
}

describe('the miles on a row', () => {
  it('are those between the areas, and the same in both lists', async () => {
    const vacancy = await ofVacancy('M13 9WL');
    const leeds = vacancy[people['LS1 3EX'] ?? ''];
    expect(leeds?.precision).toBe('area');
    expect(leeds?.miles).toBeGreaterThan(30);
    expect(leeds?.miles).toBeLessThan(45);
    expect(vacancy[people['BD1 1HX'] ?? '']?.miles).toBeLessThan(leeds?.miles ?? 0);
    expect((await ofPerson('LS1 3EX'))[vacancies['M13 9WL'] ?? '']).toEqual(leeds);
  });

  it('are unknown where either postcode is', async () => {
    expect((await ofVacancy('M13 9WL'))[people['none'] ?? '']).toBeNull();
    expect(Object.values(await ofVacancy('none'))).toEqual([null, null, null]);
    expect(Object.values(await ofPerson('none'))).toEqual([null, null, null]);
  });

  it('become more precise with what is imported, with no ranking in between', async () => {
    await api.database.pool.query(
      `INSERT INTO place (code, precision, latitude, longitude)
       VALUES ('LS1 3EX', 'full', 53.8, -1.55), ('LS27', 'district', 53.74, -1.6), ('M13 9WL', 'full', 53.46, -2.23)`,
    );
    const both = await ofPerson('LS1 3EX');
    expect(both[vacancies['ls27'] ?? '']).toEqual({ miles: 4.6, precision: 'district' });
    expect(both[vacancies['M13 9WL'] ?? '']?.precision).toBe('full');
    expect((await ofVacancy('ls27'))[people['LS1 3EX'] ?? '']).toEqual({ miles: 4.6, precision: 'district' });
    expect((await ofVacancy('ls27'))[people['BD1 1HX'] ?? '']?.precision).toBe('area');
  });

  it('are for a postcode only: what is none is refused', async () => {
    const answer = await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: {
        title: 'Occupational Therapist',
        employer: 'A Trust',
        description: 'Band 6.',
        postcode: 'Leeds',
      },
    });
    expect(answer.json).toMatchObject({ code: 'invalid_request', errors: [{ field: 'postcode' }] });
  });
});
