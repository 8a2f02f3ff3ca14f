import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseMasterKeys } from '../../src/storage/encryption/master-keys.js';
import { startApi, type StaffKey, type TestApi } from '../fixtures/api.js';
import { STROKE_VACANCY } from '../fixtures/cv-texts.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

/** Words of a CV that no table of the trade's words has: an employer, a place, a way of saying it. */
const CANARIES = /quokkaton|numbatham|bilbyish/i;
const CV = [
  'Occupational Therapist',
  '',
  'Experience',
  'Band 6 Occupational Therapist, Quokkaton NHS Trust, March 2019 to present',
  'I carry out bilbyish stroke rehabilitation, splinting and kitchen assessments in Numbatham.',
].join('\n');

let api: TestApi;
let worker: TestWorker;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi({ keys: parseMasterKeys(`a:${randomBytes(32).toString('base64')}`) });
  worker = await startWorker(api);
  staff = await api.keyFor('consultant');
});
afterAll(() => api.stop());

it('a database with STORAGE_KEYS has no words of a CV in any table, column or statistic after all that is done with it', async () => {
  const post = (path: string, body: object): ReturnType<TestApi['call']> =>
    api.call(path, { method: 'POST', key: staff.key, headers: { 'idempotency-key': path }, body });
  const vacancy = await post('/v1/vacancies', {
    title: 'Occupational Therapist',
    employer: 'A Trust',
    description: STROKE_VACANCY,
  });
  const vacancyId = String(vacancy.json['id']);
  const sent = await api.upload({ file: CV });
  const id = String(sent.json['id']);
  const candidateId = String(sent.json['candidateId']);
  await worker.workOff();

  const get = async (path: string): Promise<string> => (await api.call(path, { key: staff.key })).text;
  expect(await get(`/v1/cvs/${id}`)).toMatch(CANARIES);
  expect(await get(`/v1/vacancies/${vacancyId}/matches?text=numbatham`)).toMatch(CANARIES);
  expect(await get(`/v1/vacancies/${vacancyId}/matches/${candidateId}`)).toMatch(CANARIES);
  const decided = await post(`/v1/vacancies/${vacancyId}/candidacies`, { candidateId });
  expect(decided.status).toBeLessThan(300);

  expect(await tablesWith(api, /Sam Field/)).toContain('public.contact');
  expect(await tablesWith(api, CANARIES)).toEqual([]);
});

/** Tables with a row whose text, as a dump would have it, has such words; the planner's statistics among them. */
async function tablesWith({ database: { pool } }: TestApi, words: RegExp): Promise<string[]> {
  await pool.query('ANALYZE');
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') UNION ALL SELECT 'pg_catalog.pg_stats'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    if (rows.some(({ row }) => words.test(row))) found.push(name);
  }
  return found;
}
