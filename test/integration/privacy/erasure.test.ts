import { spawnSync } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/project-root.js';
import { verifyAudit } from '../../../src/audit/verify-audit.js';
import { extractCv } from '../../../src/cvs/extract-cv.js';
import { applyRetention, previewRetention } from '../../../src/privacy/apply-retention.js';
import { eraseAtOnce } from '../../../src/privacy/erase-at-once.js';
import { finishErasures } from '../../../src/privacy/finish-erasures.js';
import { requireErased } from '../../../src/privacy/require-erased.js';
import { replayErasures } from '../../../src/privacy/replay-erasures.js';
import { createDocumentReader } from '../../../src/documents/reader.js';
import { createLogger } from '../../../src/observability/logger.js';
import { createDiskStorage } from '../../../src/storage/disk.js';
import type { Storage } from '../../../src/storage/storage.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { startApi, textCv, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { fileCheck } from '../../fixtures/compliance.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

const CANARY = 'Erasecanary';

let api: TestApi;
let worker: TestWorker;
let storage: Storage;
let admin: StaffKey;
let consultant: StaffKey;
let vacancyId: string;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  storage = await createDiskStorage({ root: api.storageRoot, minFreeBytes: 0 });
  admin = await api.keyFor('admin');
  consultant = await api.keyFor('consultant');
  const made = await post('/v1/vacancies', {
    title: 'Occupational Therapist',
    employer: 'A Trust',
    description: 'Band 6. Home visits are essential.',
  });
  if (made.status !== 201) throw new Error(made.text);
  vacancyId = String(made.json['id']);
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, key = consultant.key, headers = {}): Promise<Answer> =>
  api.call(path, { method: 'POST', key, body, headers });
const erase = (id: string, key: string, body: unknown = { confirm: true }): Promise<Answer> =>
  post(`/v1/candidates/${id}/erasure`, body, key);
const work = () => ({ database: api.database, storage, ledgerPath: api.config.erasureLedger });

let people = 0;
interface Person {
  id: string;
  token: string;
  cvId: string;
}
async function person(options: { read?: boolean } = {}): Promise<Person> {
  people += 1;
  const answer = await api.upload({
    file: `${CANARY} Field\n${textCv()}`,
    fileName: `${CANARY}.txt`,
    fields: { name: `${CANARY} Field`, email: `${CANARY}${people}@example.org` },
  });
  if (options.read !== false) await worker.workOff();
  return { id: String(answer.json['candidateId']), token: tokenOf(answer), cvId: String(answer.json['id']) };
}

async function storageKeyOf({ cvId }: Person): Promise<string> {
  const cv = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: cvId } });
  return cv.storageKey;
}

/** Puts the person forward to the one employer, or as far as that. */
async function submitted(who: Person, rest: object = {}): Promise<void> {
  const at = (answer: Answer) => ({ 'if-match': `"${String(answer.json['revision'])}"` });
  let one = await post(`/v1/vacancies/${vacancyId}/candidacies`, {
    candidateId: who.id,
    stage: 'shortlisted',
    reason: 'potential',
    note: `${CANARY} is good.`,
  });
  const path = `/v1/candidacies/${String(one.json['id'])}`;
  one = await post(`${path}/moves`, { to: 'contacted' }, consultant.key, at(one));
  await post(`/v1/candidates/${who.id}/consents`, { scope: 'vacancy', vacancyId }, who.token);
  one = await post(`${path}/moves`, { to: 'willingness_confirmed' }, consultant.key, at(one));
  const body = { told: `${CANARY} is good.`, exception: 'None yet.', repeatReason: 'A test.', ...rest };
  one = await post(`${path}/submission`, body, consultant.key, at(one));
  if (one.status !== 201) throw new Error(one.text);
}

/** Every table of the database in which the text stands. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await api.database.pool.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const found: string[] = [];
  for (const { table } of rows) {
    const hit = await api.database.pool.query(`SELECT 1 FROM "${table}" t WHERE t::text ILIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (hit.rowCount) found.push(table);
  }
  return found.sort();
}

describe('erasing a person', () => {
  it('reaches every table, file, list and merged record, by themselves and at once', async () => {
    const [who, twin] = [await person(), await person()];
    await post(`/v1/candidates/${who.id}/merges`, { candidateId: twin.id });
    await post(`/v1/candidates/${who.id}/questions`, { questions: [{ about: CANARY, question: CANARY }] });
    await post(`/v1/candidates/${who.id}/requests`, { kind: 'other', words: CANARY }, who.token);
    await post(`/v1/candidates/${who.id}/corrections`, { kind: 'missing', statement: CANARY }, who.token);
    await worker.workOff();
    await api.call(`/v1/vacancies/${vacancyId}/matches/${who.id}`, { key: consultant.key });
    await post(`/v1/vacancies/${vacancyId}/candidacies`, { candidateId: who.id, note: CANARY });
    const evidence = { fields: { note: CANARY, document: CANARY }, file: CANARY, fileName: `${CANARY}.txt` };
    for (const { id } of [who, twin]) await fileCheck(api, consultant.key, id, 'identity', evidence);
    expect((await tablesWith(CANARY)).length).toBeGreaterThan(7);
    expect(await api.storedFiles()).toHaveLength(4);

    const answer = await erase(who.id, who.token);
    expect(answer.json).toMatchObject({ kept: null, employersToTell: [] });
    expect(await tablesWith(CANARY)).toEqual([]);
    expect(await tablesWith(who.cvId)).toEqual(['audit_event']);
    expect(await api.storedFiles()).toEqual([]);
    expect((await api.call(`/v1/candidates/${who.id}/consents`, { key: who.token })).status).toBe(401);
    expect((await api.call(`/v1/candidates/${twin.id}/consents`, { key: twin.token })).status).toBe(401);
    const list = await api.call(`/v1/vacancies/${vacancyId}/matches`, { key: consultant.key });
    expect(list.text).not.toContain(who.id);
    expect((await verifyAudit(api.database)).brokenAt).toBeNull();
    const ledger = await readFile(api.config.erasureLedger, 'utf8');
    expect(ledger).toContain(who.id);
    expect(ledger).toContain(twin.id);
    expect(ledger).not.toContain(CANARY);
    expect((await erase(who.id, admin.key)).status).toBe(404);
  });

  it('keeps what the Conduct Regulations oblige of whoever was introduced, and no word more', async () => {
    const who = await person();
    const evidence = { fields: { note: CANARY, document: CANARY, checkedOn: '2026-03-02' }, file: CANARY };
    await fileCheck(api, consultant.key, who.id, 'identity', evidence);
    const { employerId } = await api.database.prisma.vacancy.findUniqueOrThrow({ where: { id: vacancyId } });
    const driving = { name: 'Driving licence', expires: false };
    const asked = await post(`/v1/employers/${employerId}/checks`, driving);
    const [check] = asked.json['checks'] as { id: string }[];
    await submitted(who, { employerEvidence: { [check?.id ?? '']: CANARY } });
    const answer = await erase(who.id, admin.key);
    expect(answer.json).toMatchObject({ employersToTell: ['A Trust'] });
    const until = Date.parse((answer.json['kept'] as { until: string }).until);
    expect(Math.round((until - Date.now()) / 86_400_000)).toBeGreaterThanOrEqual(364);
    expect(await tablesWith(CANARY)).toEqual(['conduct_record']);
    const records = await api.call('/v1/conduct-records', { key: admin.key });
    expect(records.json['items']).toMatchObject([
      {
        name: `${CANARY} Field`,
        introductions: [
          {
            employer: 'A Trust',
            outcome: 'submitted',
            exception: true,
            checks: ['identity', 'Driving licence (A Trust)'],
            filed: [{ kind: 'identity', checkedOn: '2026-03-02' }],
            willingness: { given: 'candidate_link' },
          },
        ],
      },
    ]);
    expect(records.text).not.toContain('example.org');
    expect(records.text).not.toContain('is good');

    await api.database.pool.query('UPDATE conduct_record SET keep_until = now()');
    await applyRetention(work());
    expect(await tablesWith(CANARY)).toEqual([]);
  });

  it('says beforehand what will be kept, by the rule that then keeps it', async () => {
    const [link, introduced, never] = [await person(), await person(), await person()];
    await submitted(introduced);
    // The link is of a record that was merged; the introduction stands under the other one.
    await post(`/v1/candidates/${introduced.id}/merges`, { candidateId: link.id });
    const asked = async (who: Person): Promise<string> => {
      const answer = await api.call(`/cv/${who.cvId}/erasure?token=${who.token}`);
      expect(answer.status).toBe(200);
      return answer.text;
    };
    const words = 'You were put forward to an employer.';
    expect(await asked(never)).not.toContain(words);
    expect(await asked(link)).toContain(words);
    await api.database.pool.query(
      `UPDATE candidacy SET updated_at = now() - interval '366 days'
        WHERE id IN (SELECT candidacy_id FROM submission WHERE candidate_id = $1)`,
      [introduced.id],
    );
    expect(await asked(link)).not.toContain(words);
    for (const who of [link, never])
      expect((await erase(who.id, who.token)).json).toMatchObject({ kept: null });
  });

  it('leaves the employers to be told, also where nothing is kept any more, until somebody says that they were', async () => {
    await api.database.pool.query('DELETE FROM erasure_notice');
    const who = await person();
    await submitted(who);
    await api.database.pool.query(
      `UPDATE candidacy SET updated_at = now() - interval '366 days'
        WHERE id IN (SELECT candidacy_id FROM submission WHERE candidate_id = $1)`,
      [who.id],
    );
    const erased = await fetch(`${api.address}/cv/${who.cvId}/erasure?token=${who.token}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ confirm: 'yes' }),
    });
    expect(await erased.text()).toContain('We sent your CV to A Trust');
    expect(await tablesWith(CANARY)).not.toContain('erasure_notice');
    const browser = await signedInBrowser(api, await makeAccount(api, 'admin'));
    const page = async (): Promise<string> => (await browser.call('/admin/retention')).text;
    const [notice, ...more] = await api.database.prisma.erasureNotice.findMany();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ employer: 'A Trust', vacancy: 'Occupational Therapist', toldAt: null });
    const action = `/admin/erasure-notices/${notice?.id ?? ''}/told`;
    expect(await page()).toContain(action);
    const told = (): Promise<Response> =>
      fetch(api.address + action, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: browser.cookie,
        },
      });
    for (const status of [303, 303]) expect((await told()).status).toBe(status);
    expect(await page()).not.toContain(action);
    expect(await page()).toMatch(/A Trust: whom you put forward[^]*told [^<]*by A admin/);
    expect(await api.database.prisma.auditEvent.count({ where: { action: 'erasure.employer_told' } })).toBe(
      1,
    );
  });

  it('leaves a list of employers to tell by the API, too', async () => {
    const admin = await api.keyFor('admin');
    const list = async (query: string): Promise<Answer> =>
      api.call(`/v1/erasure-notices?${query}`, { key: admin.key });
    const idsOf = ({ json }: Answer): string[] => (json['items'] as { id: string }[]).map(({ id }) => id);
    const erasure = await api.database.prisma.erasure.findFirstOrThrow();
    const toldBefore = idsOf(await list('told=yes'));
    const notices = ['0199a0a0-0000-7000-8000-00000000000a', '0199a0a0-0000-7000-8000-00000000000b'];
    await api.database.prisma.erasureNotice.createMany({
      data: notices.map((id) => ({
        ...{ id, erasureId: erasure.id, employer: 'B Trust', vacancy: 'A post', submittedAt: new Date() },
      })),
    });
    const first = await list('told=no&limit=1');
    expect(first.json['items']).toMatchObject([{ id: notices[0], employer: 'B Trust', told: null }]);
    const cursor = String(first.json['nextCursor']);
    expect(idsOf(await list(`told=no&limit=1&cursor=${cursor}`))).toEqual([notices[1]]);

    const tell = async (id: string): Promise<number> =>
      (await api.call(`/v1/erasure-notices/${id}/told`, { method: 'POST', key: admin.key })).status;
    expect(await tell(String(notices[0]))).toBe(204);
    expect(await tell(String(notices[0]))).toBe(204);
    expect(await tell('0199a0a0-0000-7000-8000-00000000000c')).toBe(404);
    expect(idsOf(await list('told=no'))).toEqual([notices[1]]);
    expect(idsOf(await list('told=yes')).sort()).toEqual([...toldBefore, notices[0]].sort());
    const events = { action: 'erasure.employer_told', actor: `staff:${admin.staffId}` };
    expect(await api.database.prisma.auditEvent.count({ where: events })).toBe(1);
  });

  it('is finished later where the documents cannot be removed now', async () => {
    const who = await person();
    const broken = { ...storage, remove: () => Promise.reject(new Error('the disk is away')) };
    await erase(who.id, who.token);
    await api.database.pool.query(
      `UPDATE erasure SET completed_at = NULL, storage_keys = ARRAY['2026/01/0199a0a0-0000-7000-8000-000000000000']`,
    );
    const failed = await finishErasures({ ...work(), storage: broken });
    expect(failed.finished).toBe(0);
    expect(failed.unfinished[0]?.error).toEqual(new Error('the disk is away'));
    expect((await finishErasures(work())).finished).toBeGreaterThan(0);
    expect(await finishErasures(work())).toEqual({ finished: 0, unfinished: [] });
  });

  it('is answered as done where what is owed cannot even be asked for', async () => {
    const who = await person();
    const { prisma } = api.database;
    const owed = { findMany: () => Promise.reject(new Error('the database is away')) };
    const failing = new Proxy(prisma, {
      get: (client, name): unknown => (name === 'erasure' ? owed : Reflect.get(client, name)),
    });
    const logs: string[] = [];
    const dependencies = {
      ...{ ...work(), database: { ...api.database, prisma: failing } },
      logger: createLogger('debug', { write: (text) => logs.push(text) }),
    };
    const done = await eraseAtOnce(dependencies, { kind: 'candidate', candidateId: who.id }, who.id);
    expect(await prisma.candidate.count({ where: { id: who.id } })).toBe(0);
    expect(logs.join('')).toContain(done.id);
    expect((await finishErasures(work())).unfinished).toEqual([]);
  });

  it('is not kept waiting by another one whose document cannot be removed, nor is the rest of the round', async () => {
    const { pool } = api.database;
    const [stuck, next, apart] = [await person(), await person(), await person()];
    const away = await storageKeyOf(stuck);
    const broken: Storage = {
      ...storage,
      remove: (key) => (key === away ? Promise.reject(new Error('the disk is away')) : storage.remove(key)),
    };
    for (const { id, token } of [stuck, next]) {
      await post(`/v1/candidates/${id}/withdrawals`, { scope: 'keep' }, token);
      await pool.query(`INSERT INTO quarantine (candidate_id, erase_after) VALUES ($1, now())`, [id]);
    }
    await post(`/v1/candidates/${apart.id}/withdrawals`, { scope: 'keep' }, apart.token);
    const round = await applyRetention({ ...work(), storage: broken });
    expect(round).toMatchObject({ setApart: 1, removed: { person: 2 } });
    expect(round.unfinished).toHaveLength(1);
    const owed = await api.database.prisma.erasure.findMany({ where: { completedAt: null } });
    expect(owed.map(({ records }) => records)).toEqual([[stuck.id]]);
    // A restore on this very day would bring both of them back.
    for (const { id } of [stuck, next])
      expect(await readFile(api.config.erasureLedger, 'utf8')).toContain(id);
    expect((await finishErasures(work())).finished).toBe(1);
    expect(await api.storedFiles()).not.toContain(away);
    await erase(apart.id, apart.token);
  });

  it('is final for whoever reads the CV meanwhile: they can write nothing', async () => {
    const who = await person({ read: false });
    api.enqueued.length = 0;
    const reader = createDocumentReader({ processes: 1, timeoutMs: 20_000, memoryMb: 512 });
    const slow: Storage = {
      ...storage,
      async read(key) {
        const object = await storage.read(key);
        await erase(who.id, who.token);
        return object;
      },
    };
    const context = {
      database: api.database,
      enqueue: () => Promise.resolve(true),
      log: createLogger('silent'),
      worker: 'w',
      leaseSeconds: 60,
      taxonomy: loadTaxonomy(),
      storage: slow,
      reader,
      scanner: null,
    };
    await extractCv(context, { cvId: who.cvId }).catch(() => undefined);
    await reader.close();
    expect(await tablesWith(CANARY)).toEqual([]);
  });

  it.each([[{}], [{ confirm: false }], [{ confirm: 'yes' }], [{ confirm: true, force: true }]])(
    'is not done by %j',
    async (body) => {
      const who = await person();
      expect((await erase(who.id, who.token, body)).status).toBe(400);
      expect((await api.call(`/v1/candidates/${who.id}/consents`, { key: who.token })).status).toBe(200);
      await erase(who.id, who.token);
    },
  );

  it('is one’s own, happens once when two ask at once, and is not a consultant’s', async () => {
    const [mine, theirs] = [await person(), await person()];
    expect((await erase(theirs.id, mine.token)).status).toBe(404);
    expect((await erase(theirs.id, consultant.key)).status).toBe(403);
    const both = await Promise.all([erase(mine.id, admin.key), erase(mine.id, admin.key)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    await erase(theirs.id, theirs.token);
  });

  it('waits for a legal hold of both where a merge is undone under it', async () => {
    const [who, twin] = [await person(), await person()];
    const before = await post(`/v1/candidates/${who.id}/holds`, { reason: 'Theirs.' }, admin.key);
    await api.call(`/v1/holds/${String(before.json['id'])}`, { method: 'DELETE', key: admin.key });
    const own = await post(`/v1/candidates/${who.id}/holds`, { reason: 'Before the merge.' }, admin.key);
    const merge = await post(`/v1/candidates/${who.id}/merges`, { candidateId: twin.id });
    await post(`/v1/candidates/${twin.id}/holds`, { reason: 'A claim.' }, admin.key);
    expect((await post(`/v1/merges/${String(merge.json['id'])}/undo`, {})).status).toBe(200);
    for (const { id, token } of [who, twin])
      expect((await erase(id, token)).json).toMatchObject({ status: 409, code: 'legal_hold' });
    const holds = { where: { candidateId: twin.id, liftedAt: null } };
    const [hold, ...more] = await api.database.prisma.legalHold.findMany(holds);
    expect([hold?.reason, more]).toEqual(['A claim.', []]);
    await api.call(`/v1/holds/${hold?.id ?? ''}`, { method: 'DELETE', key: admin.key });
    expect((await erase(twin.id, twin.token)).status).toBe(200);
    expect((await erase(who.id, who.token)).status).toBe(409);
    await api.call(`/v1/holds/${String(own.json['id'])}`, { method: 'DELETE', key: admin.key });
    await api.database.pool.query('UPDATE legal_hold SET lifted_at = now(), lifted_by_id = placed_by_id');
    expect((await erase(who.id, who.token)).status).toBe(200);
  });

  it('waits for a legal hold to be lifted', async () => {
    const who = await person();
    const hold = await post(`/v1/candidates/${who.id}/holds`, { reason: 'A claim.' }, admin.key);
    expect(hold.status).toBe(201);
    expect((await erase(who.id, who.token)).json).toMatchObject({ status: 409, code: 'legal_hold' });
    await api.call(`/v1/holds/${String(hold.json['id'])}`, { method: 'DELETE', key: admin.key });
    expect((await erase(who.id, who.token)).status).toBe(200);
  });
});

describe('a restored backup', () => {
  it('is erased again by the ledger, once, and a ledger that cannot be read is said so', async () => {
    const who = await person();
    const { pool } = api.database;
    const backup = await pool.query('SELECT * FROM candidate WHERE id = $1', [who.id]);
    const contact = await pool.query<{ name: string; email: string }>(
      'SELECT name, email FROM contact WHERE candidate_id = $1',
      [who.id],
    );
    await erase(who.id, who.token);
    // As the backup had it.
    await pool.query('INSERT INTO candidate (id) VALUES ($1)', [(backup.rows[0] as { id: string }).id]);
    await pool.query('INSERT INTO contact (candidate_id, name, email) VALUES ($1, $2, $3)', [
      who.id,
      contact.rows[0]?.name,
      contact.rows[0]?.email,
    ]);
    await pool.query('DELETE FROM erasure');
    expect(await tablesWith(CANARY)).toContain('contact');
    // The service does not open before that is done, and no worker reads, ranks or writes to anybody.
    for (const program of ['src/server.js', 'workers/main.js']) {
      const opened = spawnSync(process.execPath, [join(projectRoot, 'dist', program)], {
        env: {
          ...process.env,
          NODE_ENV: 'test',
          PORT: '0',
          DATABASE_URL: api.databaseUrl,
          DATA_DIR: api.config.dataDir,
          ERASURE_LEDGER: api.config.erasureLedger,
        },
        encoding: 'utf8',
        timeout: 30_000,
      });
      expect(opened.status, program).toBe(1);
      expect(opened.stderr, program).toContain('1 of the records that were erased');
    }
    expect((await replayErasures(work())).again).toBe(1);
    await requireErased(api.database, api.config.erasureLedger);
    expect(await tablesWith(CANARY)).toEqual([]);
    expect((await replayErasures(work())).again).toBe(0);

    const ledger = await readFile(api.config.erasureLedger, 'utf8');
    await appendFile(api.config.erasureLedger, '{"erasureId":"cut sh');
    expect((await replayErasures(work())).again).toBe(0);
    // The next one begins a line of its own, and the torn one is passed over.
    const later = await person();
    await erase(later.id, later.token);
    await pool.query('INSERT INTO candidate (id) VALUES ($1)', [later.id]);
    expect(await replayErasures(work())).toMatchObject({ again: 1, unfinished: [] });
    expect(await api.database.prisma.candidate.count({ where: { id: later.id } })).toBe(0);
    await writeFile(api.config.erasureLedger, `not a line\n${ledger}`);
    await expect(replayErasures(work())).rejects.toThrow('Line 1 of');
    await writeFile(api.config.erasureLedger, ledger);
  });

  it('is erased again without whoever was merged with them then, and with all that had moved to those', async () => {
    const ledgerPath = join(api.config.dataDir, 'older-ledger.jsonl');
    const replay = async (...erased: Person[]) => {
      const line = { erasureId: uuidv7(), records: erased.map(({ id }) => id), at: new Date().toISOString() };
      await writeFile(ledgerPath, `${JSON.stringify(line)}\n`);
      return (await replayErasures({ ...work(), ledgerPath })).again;
    };
    const merge = (kept: Person, other: Person) =>
      post(`/v1/candidates/${kept.id}/merges`, { candidateId: other.id });
    const cvsOf = async (...those: Person[]) =>
      Promise.all(
        those.map(async ({ id }) => {
          const cvs = await api.database.prisma.cv.findMany({ where: { candidateId: id } });
          return cvs.map((cv) => cv.id);
        }),
      );
    const [under, erased, over, top] = [await person(), await person(), await person(), await person()];
    const files = await Promise.all([under, over, top].map(storageKeyOf));
    await merge(erased, under);
    await merge(over, erased);
    await merge(top, over);
    expect(await replay(erased)).toBe(1);
    expect(await cvsOf(under, erased, top)).toEqual([
      [under.cvId],
      [],
      expect.arrayContaining([top.cvId, over.cvId]),
    ]);
    expect(await api.database.prisma.cv.count({ where: { id: erased.cvId } })).toBe(0);
    expect((await api.storedFiles()).sort()).toEqual(files.map((key) => key.split('/').at(-1)).sort());
    expect(await api.database.prisma.candidate.count({ where: { id: erased.id } })).toBe(0);
    const { mergedIntoId } = await api.database.prisma.candidate.findUniqueOrThrow({
      where: { id: under.id },
    });
    expect(mergedIntoId).toBeNull();
    expect(await replay(erased)).toBe(0);
    for (const { id, token } of [under, top]) expect((await erase(id, token)).status).toBe(200);
  });
});

describe('retention', () => {
  it('says first what it would do, sets apart whoever no longer agrees, and erases them after 30 days', async () => {
    const [who, back, held] = [await person(), await person(), await person()];
    for (const { id, token } of [who, back, held])
      await post(`/v1/candidates/${id}/withdrawals`, { scope: 'keep' }, token);
    await post(`/v1/candidates/${held.id}/holds`, { reason: 'A claim.' }, admin.key);
    const before = await previewRetention(api.database);
    expect(before).toMatchObject({ setApart: 2, held: 1, removed: { person: 0 } });
    expect(await previewRetention(api.database)).toEqual(before);
    expect(await applyRetention(work())).toMatchObject({ setApart: 2, removed: { person: 0 } });

    await post(`/v1/candidates/${back.id}/consents`, { scope: 'keep' }, back.token);
    await api.database.pool.query(`UPDATE quarantine SET erase_after = now()`);
    const shown = await api.call('/v1/retention', { key: admin.key });
    expect(shown.json).toMatchObject({ released: 1, held: 1 });
    expect(await applyRetention(work())).toMatchObject({ released: 1, removed: { person: 1 } });
    const left = await api.database.prisma.candidate.findMany({
      where: { id: { in: [who.id, back.id, held.id] } },
      select: { id: true },
    });
    expect(left.map(({ id }) => id).sort()).toEqual([back.id, held.id].sort());
  });

  it('removes nothing of whoever is under legal hold, under whichever record, until it is lifted', async () => {
    const { pool } = api.database;
    const [held, twin, free] = [await person(), await person(), await person()];
    await post(`/v1/candidates/${held.id}/merges`, { candidateId: twin.id });
    const hold = await post(`/v1/candidates/${held.id}/holds`, { reason: 'A claim.' }, admin.key);
    for (const who of [held, twin, free]) await grewOld(who);
    const kinds = ['message', 'evidence_opening', 'cv_batch'];
    const counts = (n: number) => Object.fromEntries(kinds.map((kind) => [kind, n]));
    expect((await previewRetention(api.database)).removed).toMatchObject(counts(1));
    expect((await applyRetention(work())).removed).toMatchObject(counts(1));
    const left = await pool.query(
      `SELECT candidate_id FROM message WHERE kind <> 'received' UNION SELECT candidate_id FROM evidence_opening`,
    );
    expect(left.rows.map((row: { candidate_id: string }) => row.candidate_id).sort()).toEqual(
      [held.id, twin.id].sort(),
    );
    await api.call(`/v1/holds/${String(hold.json['id'])}`, { method: 'DELETE', key: admin.key });
    expect((await applyRetention(work())).removed).toMatchObject(counts(2));
  });
});

/** One record of each class that goes by its age, older than any of them is kept. */
async function grewOld({ id, cvId }: Person): Promise<void> {
  const { pool } = api.database;
  const old = new Date(Date.now() - 1_000 * 86_400_000);
  await pool.query(
    `INSERT INTO message (id, candidate_id, kind, subject, body, state, created_at, created_by_id)
     VALUES ($1, $2, 'new_link', 'A', 'B', 'sent', $3, $4)`,
    [uuidv7(), id, old, admin.staffId],
  );
  await pool.query(
    `INSERT INTO evidence_opening (id, staff_id, vacancy_id, candidate_id, at, score, versions)
     VALUES ($1, $2, $3, $4, $5, 1, 'x')`,
    [uuidv7(), admin.staffId, vacancyId, id, old],
  );
  const batch = uuidv7();
  await pool.query('INSERT INTO cv_batch (id, staff_id, created_at) VALUES ($1, $2, $3)', [
    batch,
    admin.staffId,
    old,
  ]);
  await pool.query(
    `INSERT INTO cv_batch_item (batch_id, position, file_name, cv_id) VALUES ($1, 0, 'a', $2)`,
    [batch, cvId],
  );
}
