import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs } from '../../src/database/act-as.js';
import { createDatabase, type Database } from '../../src/database/client.js';
import { Prisma } from '../../src/database/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../fixtures/database.js';

let owner: TestDatabase;
let api: Database;
let worker: Database;
beforeAll(async () => {
  owner = await createTestDatabase();
  api = createDatabase({ url: owner.url, pool: 2, keys: null, actAs: 'api' });
  worker = createDatabase({ url: owner.url, pool: 2, keys: null, actAs: 'worker' });
});
afterAll(async () => {
  await api.close();
  await worker.close();
  await owner.drop();
});

const REFUSED = { code: '42501' };

describe('the roles of the processes', () => {
  it('are taken by every connection', async () => {
    const who = (database: Database): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 4 }, async () => {
          const { rows } = await database.pool.query<{ who: string }>(
            'SELECT current_user AS who, pg_sleep(0.05)',
          );
          return rows[0]?.who ?? '';
        }),
      );
    expect(new Set(await who(api))).toEqual(new Set(['ot_match_api']));
    expect(new Set(await who(worker))).toEqual(new Set(['ot_match_worker']));
  });

  it('are above the policies of rows, which are for candidates, and only they', async () => {
    const { rows } = await api.pool.query<{ name: string; beyond: boolean }>(
      `SELECT rolname AS name, rolbypassrls AS beyond FROM pg_roles WHERE rolname LIKE 'ot\\_match\\_%'`,
    );
    expect(Object.fromEntries(rows.map(({ name, beyond }) => [name, beyond]))).toEqual({
      ot_match_api: true,
      ot_match_worker: true,
      ot_match_candidate: false,
      ot_match_monitoring: false,
    });
  });

  it.each([
    'UPDATE audit_event SET actor = $1',
    'DELETE FROM audit_event WHERE actor = $1',
    'UPDATE _prisma_migrations SET logs = $1',
  ])('may not: %s', async (sql) => {
    for (const { pool } of [api, worker]) await expect(pool.query(sql, ['x'])).rejects.toMatchObject(REFUSED);
  });

  it.each([
    'TRUNCATE audit_event',
    'ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only',
    'DROP TRIGGER audit_event_append_only ON audit_event',
    'DROP TABLE audit_event',
    'DROP FUNCTION refuse_change_of_audit_event() CASCADE',
    'ALTER TABLE candidate ADD COLUMN more text',
    'CREATE TABLE more (id int)',
    `CREATE ROLE more`,
    `COPY candidate TO PROGRAM 'true'`,
    `SELECT pg_read_file('/etc/hostname')`,
  ])('may not: %s', async (sql) => {
    for (const { pool } of [api, worker]) await expect(pool.query(sql)).rejects.toMatchObject(REFUSED);
  });

  it.each(['staff_account', 'staff_session', 'one_time_link', 'sign_in_throttle', 'api_key'])(
    'leave %s to the API',
    async (table) => {
      await expect(worker.pool.query(`SELECT 1 FROM ${table}`)).rejects.toMatchObject(REFUSED);
      await expect(api.pool.query(`SELECT 1 FROM ${table}`)).resolves.toBeDefined();
    },
  );

  it('know nothing of what people said for equality monitoring, and the role that does knows nobody', async () => {
    const said = 'SELECT 1 FROM monitoring_answer';
    const rest = ['candidate', 'contact', 'cv_text', 'profile', 'audit_event'].map(
      (table) => `SELECT * FROM ${table}`,
    );
    for (const { pool } of [api, worker]) {
      await expect(pool.query(said)).rejects.toMatchObject(REFUSED);
      await expect(pool.query('DELETE FROM monitoring_answer')).rejects.toMatchObject(REFUSED);
    }
    for (const sql of rest) {
      const asReport = api.prisma.$transaction((tx) =>
        actAs(tx, 'ot_match_monitoring', () => tx.$queryRaw(Prisma.raw(sql))),
      );
      await expect(asReport, sql).rejects.toThrow(/permission denied/);
    }
    const afterwards = await api.prisma.$transaction(async (tx) => {
      await actAs(tx, 'ot_match_monitoring', () => tx.monitoringAnswer.count());
      return tx.$queryRaw`SELECT current_user::text AS who`;
    });
    expect(afterwards).toEqual([{ who: 'ot_match_api' }]);
  });

  it('may do their work on every other table, those of later migrations included', async () => {
    const { rows } = await owner.database.pool.query<{ name: string; missing: string[] }>(
      `SELECT c.relname AS name, array_agg(r || ' ' || p) FILTER (WHERE NOT has_table_privilege(r, c.oid, p)) AS missing
         FROM pg_class c, unnest(ARRAY['ot_match_api', 'ot_match_worker']) r,
              unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND c.relname NOT IN ('audit_event', '_prisma_migrations', 'staff_account', 'staff_session', 'one_time_link',
                                'sign_in_throttle', 'api_key', 'monitoring_answer')
        GROUP BY c.relname`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { name, missing } of rows) expect(missing, name).toBeNull();
    await owner.database.pool.query('CREATE TABLE of_a_later_migration (id int)');
    await expect(worker.pool.query('SELECT 1 FROM of_a_later_migration')).resolves.toBeDefined();
  });
});
