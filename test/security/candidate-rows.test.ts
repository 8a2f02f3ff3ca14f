import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDatabase, type Database } from '../../src/database/client.js';
import { asActor, readAs } from '../../src/http/as-actor.js';
import { startApi, type StaffKey, type TestApi } from '../fixtures/api.js';
import { fileCheck } from '../fixtures/compliance.js';
import { createTestDatabase } from '../fixtures/database.js';
import { sendCv, type Sender } from '../fixtures/people.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

/** Tables that know a person and that no policy guards, each for its reason (see the migration `candidate_rows`). */
const UNGUARDED = ['monitoring_answer'];

/** One is answered through the API, the other on the person's page. */
const TWO_QUESTIONS = [
  { about: 'A', question: 'B?' },
  { about: 'C', question: 'D?' },
];

let api: TestApi;
let worker: TestWorker;
let database: Database;
let staff: StaffKey;
let me: Sender;
let them: Sender;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  // As in production: the API's own role, which takes the candidate's from there.
  database = createDatabase({ url: api.databaseUrl, pool: 3, keys: null, actAs: 'api' });
  staff = await api.keyFor('consultant');
  me = await person('me@example.org');
  them = await person('them@example.org');
  for (const { id, token } of [me, them]) {
    await post(
      `/v1/candidates/${id}/corrections`,
      { kind: 'missing', statement: 'I ran a hand clinic.' },
      token,
    );
    await post(`/v1/candidates/${id}/requests`, { kind: 'ask_person', words: 'Please look.' }, token);
    await fileCheck(api, staff.key, id, 'identity', { file: 'A passport.' });
    await post(`/v1/candidates/${id}/questions`, { questions: TWO_QUESTIONS }, staff.key);
  }
  await worker.workOff();
});
afterAll(async () => {
  await database.close();
  await api.stop();
});
afterEach(() => vi.restoreAllMocks());

async function person(email: string): Promise<Sender> {
  const sender = await sendCv(api, { fields: { email } });
  await worker.workOff();
  return sender;
}
async function post(path: string, body: unknown, key: string): Promise<void> {
  const answer = await api.call(path, { method: 'POST', key, body });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
}
const actor = (id: string) => ({ kind: 'candidate', candidateId: id }) as const;
async function rowsOf(sql: string, id = me.id): Promise<Record<string, unknown>[]> {
  return (await readAs(database, actor(id), (db) => db.query<Record<string, unknown>>(sql))).rows;
}

const OWNED: readonly (readonly [table: string, column: string])[] = [
  ['candidate', 'id'],
  ['contact', 'candidate_id'],
  ['consent', 'candidate_id'],
  ['cv', 'candidate_id'],
  ['profile', 'candidate_id'],
  ['correction', 'candidate_id'],
  ['question', 'candidate_id'],
  ['person_request', 'candidate_id'],
  ['message', 'candidate_id'],
  ['compliance_check', 'candidate_id'],
];

describe('whoever acts by a candidate’s link', () => {
  it.each(OWNED)(
    'sees rows of their own in %s though the query forgets to ask for them',
    async (table, column) => {
      const everybody = await database.pool.query(`SELECT DISTINCT ${column} FROM ${table}`);
      expect(everybody.rows).toHaveLength(2);
      const seen = await rowsOf(`SELECT DISTINCT ${column} AS whose FROM ${table}`);
      expect(seen).toEqual([{ whose: me.id }]);
    },
  );

  it('sees no other text, nor moves of others', async () => {
    expect(await rowsOf('SELECT cv_id FROM cv_text')).toEqual([{ cv_id: me.cvId }]);
    expect(await rowsOf('SELECT * FROM candidacy_move')).toEqual([]);
  });

  it('changes and removes nothing of others, and adds nothing to them', async () => {
    const names = () => database.pool.query('SELECT candidate_id, name FROM contact ORDER BY candidate_id');
    const before = (await names()).rows;
    await expect(
      asActor(database, actor(me.id), async (tx) => {
        expect((await tx.contact.updateMany({ data: { name: 'Mallory' } })).count).toBe(1);
        expect((await tx.personRequest.deleteMany({})).count).toBe(1);
        throw new Error('back to how it was');
      }),
    ).rejects.toThrow('back to how it was');
    expect((await names()).rows).toEqual(before);
    const forThem = asActor(
      database,
      actor(me.id),
      (tx) => tx.$executeRaw`
        INSERT INTO person_request (id, candidate_id, kind, words, due_at)
        VALUES (gen_random_uuid(), ${them.id}::uuid, 'other', 'x', now())`,
    );
    await expect(forThem).rejects.toThrow(/row-level security/);
  });

  it('sees nothing at all where nobody is set, and no secrets of staff', async () => {
    const { rows } = await readAs(database, actor(''), (db) => db.query('SELECT * FROM contact'));
    expect(rows).toEqual([]);
    for (const table of ['staff_account', 'staff_session', 'api_key', 'one_time_link', 'monitoring_answer'])
      await expect(rowsOf(`SELECT 1 FROM ${table}`), table).rejects.toMatchObject({ code: '42501' });
  });

  it('leaves the role behind: staff see everybody on the same connections', async () => {
    await Promise.all(Array.from({ length: 6 }, () => rowsOf('SELECT 1 FROM cv')));
    for (let look = 0; look < 3; look += 1) {
      const { rows } = await database.pool.query<{ who: string; n: number }>(
        'SELECT current_user AS who, (SELECT count(*)::int FROM contact) AS n',
      );
      expect(rows).toEqual([{ who: 'ot_match_api', n: 2 }]);
    }
  });

  it('is one person with all records that were merged', async () => {
    const twin = await person('twin@example.org');
    await post(`/v1/candidates/${me.id}/merges`, { candidateId: twin.id }, staff.key);
    const whose = async (id: string) =>
      (await rowsOf('SELECT id FROM candidate', id)).map((row) => row['id']);
    expect((await whose(twin.id)).sort()).toEqual([me.id, twin.id].sort());
    expect(await whose(them.id)).toEqual([them.id]);
  });
});

describe('the second lock', () => {
  it('is on every table that knows a person', async () => {
    const { rows } = await api.database.pool.query<{ name: string }>(
      `SELECT DISTINCT c.relname AS name FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
        WHERE f.contype = 'f' AND f.confrelid = 'candidate'::regclass
          AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive)
        ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(UNGUARDED);
  });

  it('is put on all of them again for a role that is made after the migrations', async () => {
    const own = await createTestDatabase();
    const client = new pg.Client({ connectionString: own.url });
    await client.connect();
    const locks = async (): Promise<unknown[]> =>
      (await client.query<{ name: string; may: string }>(LOCKS)).rows;
    try {
      const before = await locks();
      // As though the role had just been made, in this database alone: the other ones of the server share it.
      await client.query('DROP OWNED BY ot_match_candidate');
      expect(await locks()).toEqual([]);
      await client.query('SELECT grant_candidate_role()');
      expect(await locks()).toEqual(before);
    } finally {
      await client.end();
      await own.drop();
    }
  });

  it('stands behind every route that candidates come to, but the sending of a CV', async () => {
    const [question = '', asked = ''] = (
      await api.database.prisma.question.findMany({ where: { candidateId: them.id } })
    ).map(({ id }) => id);
    const { id: correction } = await api.database.prisma.correction.findFirstOrThrow({
      where: { candidateId: them.id },
    });
    const { id: check } = await api.database.prisma.complianceCheck.findFirstOrThrow({
      where: { candidateId: them.id },
    });
    const open = await unlockedStatements(async () => {
      const routes = api.app.routes.filter(
        // These two end the link itself; the page that asks before an erasure is a look like any other.
        ({ access, method, path }) =>
          access.kind.startsWith('candidate') &&
          !/^post .*(?:erasure|link-revocations)$/.test(`${method} ${path}`),
      );
      expect(routes.length).toBeGreaterThan(15);
      const idIn = (path: string): string => {
        if (path.startsWith('/v1/corrections')) return correction;
        if (path.startsWith('/v1/questions')) return question;
        if (path.startsWith('/v1/compliance-checks')) return check;
        return /\/cvs?\//.test(path) ? them.cvId : them.id;
      };
      for (const { method, path, page } of routes) {
        const answer = await api.call(`${path.replace('{id}', idIn(path))}?token=${them.token}`, {
          method: method.toUpperCase(),
          headers: page ? { 'content-type': 'application/x-www-form-urlencoded', origin: api.address } : {},
          ...(method === 'get' ? {} : { body: bodyFor(path, page === true, { correction, asked }) }),
        });
        expect([200, 204, 303], `${method} ${path}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
      }
    });
    // One look for everybody who follows a CV, at its state alone, once it was seen that it is theirs.
    expect(
      open.filter((sql) => sql !== 'SELECT id, status, outcome, format FROM cv WHERE id = ANY($1::uuid[])'),
    ).toEqual([]);
  });

  it('lets a candidate erase themselves, and nobody else', async () => {
    const last = await person('last@example.org');
    const erase = (id: string) =>
      api.call(`/v1/candidates/${id}/erasure`, { method: 'POST', key: last.token, body: { confirm: true } });
    expect((await erase(them.id)).status).toBe(404);
    expect((await erase(last.id)).status).toBe(200);
    const left = await api.database.prisma.candidate.findMany({ where: { id: { in: [last.id, them.id] } } });
    expect(left.map(({ id }) => id)).toEqual([them.id]);
  });
});

function bodyFor(
  path: string,
  isForm: boolean,
  { correction, asked }: { readonly correction: string; readonly asked: string },
): unknown {
  const last = path.split('/').at(-1);
  const form: Record<string, string> = {
    consents: 'scope=represent&wish=give',
    corrections: 'kind=missing&statement=I+did.',
    withdrawals: `correctionId=${correction}`,
    answers: `questionId=${asked}&answer=Yes.`,
    monitoring: 'sex=female',
    requests: 'kind=other&words=Hello',
  };
  if (isForm) return form[last ?? ''];
  const json: Record<string, unknown> = {
    availability: { availableFrom: '2027-01-01' },
    consents: { scope: 'represent' },
    withdrawals: { scope: 'represent' },
    corrections: { kind: 'missing', statement: 'I did.' },
    requests: { kind: 'other', words: 'Hello' },
    answer: { answer: 'Yes.' },
    monitoring: { age: null, sex: 'male', ethnic_group: null, disability: null },
  };
  return json[last ?? ''];
}

/** What the candidate's role may do: its policies and what is granted to it, table by table and column by column. */
const LOCKS = `
  SELECT tablename::text AS name, policyname || ' ' || qual AS may FROM pg_policies
   WHERE 'ot_match_candidate' = ANY (roles)
  UNION ALL SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
    FROM information_schema.role_table_grants WHERE grantee = 'ot_match_candidate' GROUP BY 1
  UNION ALL SELECT table_name || '.' || column_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
    FROM information_schema.column_privileges WHERE grantee = 'ot_match_candidate' GROUP BY 1
  ORDER BY 1, 2`;

const GUARDED =
  /\b(?:from|join|update|into)\s+(?:"public"\.)?"?(contact|consent|cv|cv_text|profile|candidacy|submission|message|question|person_request|correction|compliance_check)"?\b/i;

/** The statements about guarded tables that some work sends to the database outside the candidate's role. */
async function unlockedStatements(work: () => Promise<void>): Promise<string[]> {
  const open: string[] = [];
  const locked = new WeakSet<object>();
  type Send = (this: object, ...args: unknown[]) => unknown;
  const client = pg.Client.prototype as unknown as { query: Send };
  const send = client.query;
  vi.spyOn(client, 'query').mockImplementation(function (this: object, ...args: unknown[]) {
    const [first] = args;
    const sql = typeof first === 'string' ? first : String((first as { text?: string }).text);
    if (/set_config\('app\.candidate'/.test(sql)) locked.add(this);
    else if (/^\s*(?:BEGIN|COMMIT|ROLLBACK)/i.test(sql)) locked.delete(this);
    else if (GUARDED.test(sql) && !locked.has(this)) open.push(sql);
    return send.apply(this, args);
  });
  await work();
  return open;
}
