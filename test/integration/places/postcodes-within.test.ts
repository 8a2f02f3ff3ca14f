import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postcodesWithin } from '../../../src/places/postcodes-within.js';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';

const NOW = Date.UTC(2027, 0, 31, 12);
const MINUTE = 60_000;

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  await livesAt('LS1 3EX', 'LS1');
  await livesAt(null, 'BD1');
  await livesAt('M13 9WL', 'M13');
  await livesAt(null, null);
});
afterAll(() => own.drop());

async function livesAt(postcode: string | null, district: string | null): Promise<void> {
  const id = randomUUID();
  await own.database.pool.query('INSERT INTO candidate (id, outward_code) VALUES ($1, $2)', [id, district]);
  await own.database.pool.query(
    `INSERT INTO contact (candidate_id, name, email, postcode) VALUES ($1, 'A', 'a@example.org', $2)`,
    [id, postcode],
  );
}

const near = async (from: string | null, miles: number, now = NOW): Promise<string[]> =>
  (await postcodesWithin(own.database.pool, from, miles, now)).sort();

it('are whole postcodes, and districts, so near and no farther', async () => {
  expect(await near('LS1 3EX', 0)).toEqual(['LS1', 'LS1 3EX']);
  expect(await near('LS1 3EX', 20)).toEqual(['BD1', 'LS1', 'LS1 3EX']);
  expect(await near('LS1 3EX', 50)).toEqual(['BD1', 'LS1', 'LS1 3EX', 'M13', 'M13 9WL']);
});

it('are none where the place is unknown', async () => {
  expect(await near(null, 1_000)).toEqual([]);
  expect(await near('XX1 1XX', 1_000)).toEqual([]);
});

it('know at once who has come', async () => {
  await livesAt('WF1 2AP', 'WF1');
  expect(await near('LS1 3EX', 20, NOW + MINUTE)).toEqual(['BD1', 'LS1', 'LS1 3EX', 'WF1', 'WF1 2AP']);
});

it('know after ten minutes what was imported', async () => {
  await own.database.pool.query(
    `INSERT INTO place (code, precision, latitude, longitude) VALUES ('LS1 3EX', 'full', 50.2, -5.4)`,
  );
  expect(await near('WF1 2AP', 20, NOW + 9 * MINUTE)).toContain('LS1 3EX');
  expect(await near('WF1 2AP', 20, NOW + 11 * MINUTE)).not.toContain('LS1 3EX');
});
