import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../../src/config.js';
import { projectRoot } from '../../../src/project-root.js';
import { createBareDatabase } from '../../fixtures/database.js';
import { startProcess, type StartedProcess } from '../../fixtures/processes.js';

let url: string;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ url, drop } = await createBareDatabase());
});
afterEach(() => drop());

function run(...args: string[]): StartedProcess {
  const file = join(projectRoot, 'dist', 'src', 'database', 'migrate-command.js');
  return startProcess(process.execPath, [file, ...args], {
    env: environmentWith({ NODE_ENV: 'development', DATABASE_URL: url }),
  });
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('npm run migrate', () => {
  it('makes our tables and the queue’s, once', async () => {
    const first = run();
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('_first_tables');
    expect(
      await query(`SELECT to_regclass('candidate') AS ours, to_regnamespace('bullmq') AS queues`),
    ).toEqual([{ ours: 'candidate', queues: 'bullmq' }]);
    const second = run();
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain('up to date');
  });

  it('says what failed, ends with 1, and goes on once a person has put it right', async () => {
    // Somebody else's table stands in the way.
    await query('CREATE TABLE candidate (id int)');
    const failing = run();
    expect(await failing.ended).toBe(1);
    expect(failing.output()).toContain('relation "candidate" already exists');
    const refusing = run();
    expect(await refusing.ended).toBe(1);
    const [, name = ''] = /--rolled-back (\S+)"/.exec(refusing.output()) ?? [];

    await query('DROP TABLE candidate');
    const again = run('--rolled-back', name);
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain(`Applied: ${name}`);
  });

  it('knows no failure that there was not', async () => {
    expect(await run().ended).toBe(0);
    const one = run('--rolled-back', '20000101000000_nothing');
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('no failed migration 20000101000000_nothing');
  });
});
