import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { schemaDrift } from '../../../prisma/schema-drift.js';
import { migrate } from '../../../src/database/migrate.js';
import { createBareDatabase } from '../../fixtures/database.js';

let url: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  ({ url, drop } = await createBareDatabase());
  await migrate(url);
});
afterEach(() => drop());

describe('the Prisma schema and the migrations', () => {
  it('say the same about the database', async () => {
    expect(await schemaDrift(url)).toBe('');
  });

  it.each([
    ['a column', 'ALTER TABLE cv DROP COLUMN detail', 'ADD COLUMN     "detail" TEXT'],
    ['an index', 'DROP INDEX consent_candidate_id_idx', 'CREATE INDEX "consent_candidate_id_idx"'],
    ['a value of an enum', `ALTER TYPE vacancy_status ADD VALUE 'paused'`, 'vacancy_status'],
    ['a default', `ALTER TABLE cv ALTER COLUMN epoch SET DEFAULT 1`, 'SET DEFAULT 0'],
  ])('would be caught apart over %s', async (_what, change, remedy) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(change);
    await client.end();
    expect(await schemaDrift(url)).toContain(remedy);
  });
});
