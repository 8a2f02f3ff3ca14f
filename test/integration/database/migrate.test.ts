import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  markRolledBack,
  migrate,
  migrationsFolder,
  pendingMigrations,
} from '../../../src/database/migrate.js';
import { createBareDatabase } from '../../fixtures/database.js';

let url: string;
let drop: () => Promise<void>;
let folder: string;
let client: pg.Client;

beforeEach(async () => {
  ({ url, drop } = await createBareDatabase());
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(migrationsFolder, folder, { recursive: true });
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describe('migrating a database', () => {
  it('applies everything once, in order, and then has nothing left to do', async () => {
    write('20990101000000_later', 'CREATE TABLE later (id int)');
    const pending = await pendingMigrations(client, folder);
    expect(pending.at(-1)).toBe('20990101000000_later');
    expect(await migrate(url, folder)).toEqual(pending);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await pendingMigrations(client, folder)).toEqual([]);
    expect(await tables()).toEqual(expect.arrayContaining(['candidate', 'cv', 'later', 'match', 'vacancy']));
  });

  it('runs a file of one statement in no transaction, so that an index may be built while rows are written', async () => {
    write('20990101000000_index', '-- Why.\nCREATE INDEX CONCURRENTLY later_idx ON candidate (created_at)');
    await migrate(url, folder);
    const { rows } = await client.query(
      `SELECT indisvalid FROM pg_index WHERE indexrelid = 'later_idx'::regclass`,
    );
    expect(rows).toEqual([{ indisvalid: true }]);
  });

  it('lets one of four that start together do the work', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    const workers = results.filter((applied) => applied.length > 0);
    expect(workers).toHaveLength(1);
    const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations');
    expect(rows).toHaveLength(workers[0]?.length ?? 0);
  });

  it('refuses a history with an edited file', async () => {
    write('20990101000000_later', 'CREATE TABLE later (id int)');
    await migrate(url, folder);
    write('20990101000000_later', 'CREATE TABLE later (id bigint)');
    await expect(migrate(url, folder)).rejects.toThrow(
      '20990101000000_later was edited after it was applied',
    );
  });

  it('refuses a database that is newer than the program', async () => {
    write('20990101000000_later', 'CREATE TABLE later (id int)');
    await migrate(url, folder);
    rmSync(join(folder, '20990101000000_later'), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow(
      '20990101000000_later, which this program does not know',
    );
  });

  it('applies a failing file not at all, says why, and stays stopped until someone has put it right', async () => {
    write('20990101000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(migrate(url, folder)).rejects.toThrow('20990101000000_broken failed: division by zero');
    expect(await tables()).not.toContain('half');
    await expect(migrate(url, folder)).rejects.toThrow(/failed earlier: division by zero.*--rolled-back/);

    write('20990101000000_broken', 'CREATE TABLE half (id int)');
    expect(await markRolledBack(url, '20990101000000_broken')).toBe(true);
    expect(await migrate(url, folder)).toEqual(['20990101000000_broken']);
    expect(await markRolledBack(url, '20990101000000_broken')).toBe(false);
  });

  it('waits for a table that is in use no longer than ten seconds', async () => {
    write('20990101000000_first', 'CREATE TABLE busy (id int)');
    await migrate(url, folder);
    write('20990101000001_second', 'ALTER TABLE busy ADD COLUMN name text');
    await client.query('BEGIN');
    await client.query('LOCK TABLE busy IN ACCESS SHARE MODE');
    await expect(migrate(url, folder)).rejects.toThrow(/20990101000001_second failed: .*lock timeout/);
    await client.query('ROLLBACK');
  });
});
