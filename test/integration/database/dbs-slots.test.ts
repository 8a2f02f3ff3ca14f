import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { migrate, migrationsFolder } from '../../../src/database/migrate.js';
import { createBareDatabase } from '../../fixtures/database.js';

const MIGRATION = '20261130040000_employer_checks';

it('leaves superseded what a newer DBS certificate had superseded when both workforces came to stand side by side', async () => {
  const { url, drop } = await createBareDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  const client = new pg.Client({ connectionString: url });
  try {
    cpSync(migrationsFolder, folder, { recursive: true, filter: (path) => !path.includes(MIGRATION) });
    await migrate(url, folder);
    await client.connect();
    const person = async (mergedInto: string | null = null): Promise<string> => {
      const id = randomUUID();
      await client.query('INSERT INTO candidate (id, merged_into_id) VALUES ($1, $2)', [id, mergedInto]);
      return id;
    };
    const file = async (of: string, workforce: string, day: string, withdrawn = false): Promise<string> => {
      const id = randomUUID();
      await client.query(
        `INSERT INTO compliance_check (id, candidate_id, kind, slot, facts, note, checked_on, checked_by_id)
         VALUES ($1, $2, 'dbs', 'dbs', $3, 'Seen.', $4, $5)`,
        [id, of, { workforce }, day, randomUUID()],
      );
      if (withdrawn)
        await client.query(
          `UPDATE compliance_check SET withdrawn_at = now(), withdrawn_by_id = id, withdrawn_reason = 'Wrong.' WHERE id = $1`,
          [id],
        );
      return id;
    };
    const [one, other] = [await person(), await person()];
    const merged = await person(other);
    const slots = {
      [await file(one, 'child', '2026-01-01')]: 'dbs:adult',
      [await file(one, 'adult', '2026-02-01')]: 'dbs:adult',
      [await file(one, 'child', '2026-03-01', true)]: 'dbs:adult',
      [await file(merged, 'adult', '2026-01-01')]: 'dbs:child',
      [await file(other, 'child', '2026-02-01')]: 'dbs:child',
    };
    cpSync(migrationsFolder, folder, { recursive: true });
    await migrate(url, folder);
    const { rows } = await client.query<{ id: string; slot: string }>(
      'SELECT id, slot FROM compliance_check',
    );
    expect(Object.fromEntries(rows.map(({ id, slot }) => [id, slot]))).toEqual(slots);
  } finally {
    await client.end();
    await drop();
    rmSync(folder, { recursive: true });
  }
});
