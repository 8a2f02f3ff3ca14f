import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReminders } from '../../../src/compliance/write-reminders.js';
import { applyRetention } from '../../../src/privacy/apply-retention.js';
import { createDiskStorage } from '../../../src/storage/disk.js';
import { sweep } from '../../../workers/maintenance.js';
import { createLogger } from '../../../src/observability/logger.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { hasClamd, startClamd, VIRUS_WORDS } from '../../fixtures/clamd.js';
import { daysAgo, fileCheck, type Filing } from '../../fixtures/compliance.js';
import { sendCv, type Sender } from '../../fixtures/people.js';
import { waitUntil } from '../../fixtures/wait-until.js';

interface Compliance {
  requirements: {
    kind: string;
    item: string | null;
    state: string;
    until: string | null;
    why: string | null;
  }[];
  checks: {
    id: string;
    kind: string;
    state: string;
    note: string | null;
    facts: Record<string, unknown>;
    checkedBy: { id: string | null; name: string };
    file: { name: string; sha256: string; isKept: boolean; scannedAt: string | null } | null;
    withdrawn: { reason: string } | null;
  }[];
}

let api: TestApi;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  consultant = await api.keyFor('consultant');
});
afterAll(() => api.stop());

const person = (): Promise<Sender> => sendCv(api);
const file = (id: string, kind: string, filing: Filing = {}): Promise<Answer> =>
  fileCheck(api, consultant.key, id, kind, filing);
const asFile = (answer: Answer): Compliance => {
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.json as unknown as Compliance;
};
const view = async (id: string, key = consultant.key): Promise<Compliance> =>
  asFile(await api.call(`/v1/candidates/${id}/compliance`, { key }));
const stateOf = ({ requirements }: Compliance, kind: string, item: string | null = null) =>
  requirements.find((one) => one.kind === kind && one.item === item);
const withdraw = (id: string, reason: unknown = 'The wrong person.'): Promise<Answer> =>
  api.call(`/v1/compliance-checks/${id}/withdrawal`, {
    method: 'POST',
    key: consultant.key,
    body: { reason },
  });
/** The same day of the next year. */
const aYearOn = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
const audited = (id: string, action: string): Promise<number> =>
  api.database.prisma.auditEvent.count({ where: { subject: `candidate:${id}`, action } });

describe('a compliance file', () => {
  it('is missing everything at first, and has each check with who made it, when, and until when it counts', async () => {
    const { id } = await person();
    const empty = await view(id);
    expect(new Set(empty.requirements.map(({ state }) => state))).toEqual(new Set(['missing']));
    const answer = await file(id, 'dbs', { file: 'A scan.', fileName: '../../dbs\u202Efdp.txt' });
    expect(answer.status).toBe(201);
    const filed = asFile(answer);
    expect(stateOf(filed, 'dbs')).toMatchObject({ state: 'current', until: aYearOn(daysAgo(3)) });
    expect(filed.checks).toMatchObject([
      {
        kind: 'dbs',
        state: 'current',
        note: 'Seen at the office.',
        checkedBy: { id: consultant.staffId, name: 'A consultant' },
        facts: {
          level: 'enhanced_with_barred_lists',
          updateService: true,
          certificateNumber: '001234567890',
        },
        file: { name: 'dbsfdp.txt', isKept: true, scannedAt: null },
      },
    ]);
    expect(await audited(id, 'compliance.filed')).toBe(1);
    const download = await api.call(`/v1/compliance-checks/${filed.checks[0]?.id ?? ''}/file`, {
      key: consultant.key,
    });
    expect(download.text).toBe('A scan.');
    expect(download.headers.get('content-disposition')).toContain('attachment');
    expect(await audited(id, 'compliance.file_downloaded')).toBe(1);
  });

  it('says what is about to end and what has ended, by the day of the look', async () => {
    const { id } = await person();
    await file(id, 'identity', { fields: { validUntil: daysAgo(-10) } });
    await file(id, 'hcpc_register', { fields: { checkedOn: '2019-11-05' } });
    const filed = await view(id);
    expect(stateOf(filed, 'identity')).toMatchObject({ state: 'expiring', until: daysAgo(-10) });
    expect(stateOf(filed, 'hcpc_register')).toMatchObject({
      state: 'expired',
      why: 'it ended on 2021-10-31',
    });
  });

  it('puts a newer check in the place of an older one, whichever was filed first, and changes neither', async () => {
    const { id } = await person();
    await file(id, 'training', { fields: { checkedOn: daysAgo(5), note: 'Newer.' } });
    const filed = asFile(await file(id, 'training', { fields: { checkedOn: daysAgo(900), note: 'Older.' } }));
    expect(filed.checks.map(({ note, state }) => [note, state])).toEqual([
      ['Newer.', 'current'],
      ['Older.', 'superseded'],
    ]);
    for (const change of [
      `note = 'x'`,
      `valid_until = '2099-01-01'`,
      `facts = '{"x": 1}'`,
      `storage_key = 'x'`,
    ])
      await expect(
        api.database.pool.query(`UPDATE compliance_check SET ${change} WHERE candidate_id = $1`, [id]),
      ).rejects.toThrow('is a record');
  });

  it('keeps what was withdrawn with its reason, and counts on what stood before', async () => {
    const { id } = await person();
    await file(id, 'hcpc_register', { fields: { checkedOn: daysAgo(9) } });
    const wrong = asFile(await file(id, 'hcpc_register', { fields: { status: 'suspended' } }));
    expect(stateOf(wrong, 'hcpc_register')).toMatchObject({ state: 'missing' });
    const checkId = wrong.checks[0]?.id ?? '';
    expect((await withdraw(checkId, '')).status).toBe(400);
    const right = asFile(await withdraw(checkId));
    expect(stateOf(right, 'hcpc_register')?.state).toBe('current');
    expect(right.checks[0]).toMatchObject({ state: 'withdrawn', withdrawn: { reason: 'The wrong person.' } });
    expect((await withdraw(checkId)).json).toMatchObject({ status: 409, code: 'check_withdrawn' });
    expect((await withdraw('0199a0a0-0000-7000-8000-000000000000')).status).toBe(404);
    await expect(
      api.database.pool.query(`UPDATE compliance_check SET withdrawn_reason = 'y' WHERE id = $1`, [checkId]),
    ).rejects.toThrow('is a record');
    expect(await audited(id, 'compliance.withdrawn')).toBe(1);
  });

  it('is one file of both records after a merge, and of each again when that is undone', async () => {
    const [kept, merged] = [await person(), await person()];
    await file(kept.id, 'identity');
    await file(merged.id, 'right_to_work');
    const merge = await api.call(`/v1/candidates/${kept.id}/merges`, {
      method: 'POST',
      key: consultant.key,
      body: { candidateId: merged.id },
    });
    const both = await view(merged.id);
    expect([stateOf(both, 'identity')?.state, stateOf(both, 'right_to_work')?.state]).toEqual([
      'current',
      'current',
    ]);
    expect((await view(kept.id, kept.token)).checks).toHaveLength(1);
    await api.call(`/v1/merges/${String(merge.json['id'])}/undo`, { method: 'POST', key: consultant.key });
    expect(stateOf(await view(kept.id), 'right_to_work')?.state).toBe('missing');
  });

  it('is taken once for one Idempotency-Key, and its file once', async () => {
    const { id } = await person();
    const before = (await api.storedFiles()).length;
    const headers = { 'idempotency-key': 'once' };
    for (let time = 1; time <= 2; time += 1)
      expect((await file(id, 'identity', { file: 'A scan.', headers })).status).toBe(201);
    expect((await view(id)).checks).toHaveLength(1);
    expect(await api.storedFiles()).toHaveLength(before + 1);
    const other = await file(id, 'identity', { file: 'Another scan.', headers });
    expect(other.json).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect(await api.storedFiles()).toHaveLength(before + 1);
  });
});

describe('what is wrong with a check', () => {
  it.each<[string, string, Filing, string]>([
    ['no such kind', 'driving', {}, 'kind'],
    ['neither note nor file', 'identity', { fields: { note: '' } }, 'note'],
    ['a day to come', 'identity', { fields: { checkedOn: daysAgo(-2) } }, 'checkedOn'],
    ['no day', 'identity', { fields: { checkedOn: '2026-02-30' } }, 'checkedOn'],
    ['a document that had ended', 'identity', { fields: { validUntil: daysAgo(50) } }, 'validUntil'],
    ['a limited right without its end', 'right_to_work', { fields: { timeLimited: 'true' } }, 'validUntil'],
    ['a field of another kind', 'identity', { fields: { status: 'registered' } }, 'status'],
    ['a number of another profession', 'hcpc_register', { fields: { number: 'PH12345' } }, 'number'],
    ['a short certificate number', 'dbs', { fields: { certificateNumber: '123' } }, 'certificateNumber'],
    ['a module that there is not', 'training', { fields: { item: 'juggling' } }, 'item'],
    ['another yes', 'reference', { fields: { notRelative: 'maybe' } }, 'notRelative'],
    ['a field of ours', 'identity', { fields: { checkedById: 'x' } }, 'checkedById'],
  ])('%s is said by its field, and nothing is kept', async (_what, kind, filing, field) => {
    const { id } = await person();
    const before = (await api.storedFiles()).length;
    const answer = await file(id, kind, {
      file: filing.fields?.['note'] === '' ? undefined : 'x',
      ...filing,
    } as Filing);
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_request' });
    expect((answer.json['errors'] as { field: string }[]).map((one) => one.field)).toContain(field);
    expect((await view(id)).checks).toEqual([]);
    expect(await api.storedFiles()).toHaveLength(before);
  });

  it.each<[string, Filing, string]>([
    ['a program', { file: new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0, 0, 0]) }, 'unsupported_file'],
    ['a web page', { file: '<!doctype html><html><body>Register</body></html>' }, 'unsupported_file'],
    ['an empty file', { file: '' }, 'file_empty'],
    ['too large a file', { file: 'a'.repeat(1024 * 1024 + 9) }, 'file_too_large'],
  ])('%s is refused by its bytes, and nothing is kept', async (_what, filing, code) => {
    const { id } = await person();
    const before = (await api.storedFiles()).length;
    expect((await file(id, 'identity', filing)).json['code']).toBe(code);
    expect((await view(id)).checks).toEqual([]);
    expect(await api.storedFiles()).toHaveLength(before);
  });

  it('a person who is not there, or may not be kept, has no file to add to', async () => {
    expect((await file('0199a0a0-0000-7000-8000-000000000000', 'identity')).status).toBe(404);
    const { id, token } = await person();
    const taken = { method: 'POST', key: token, body: { scope: 'keep' } };
    await api.call(`/v1/candidates/${id}/withdrawals`, taken);
    const before = (await api.storedFiles()).length;
    expect((await file(id, 'identity', { file: 'x' })).json['code']).toBe('keeping_needed');
    expect(await api.storedFiles()).toHaveLength(before);
  });

  it('a file that cannot be scanned now is not taken', async () => {
    const blind = await startApi({ beside: api, env: { CLAMD_URL: 'tcp://127.0.0.1:1' } });
    const { id } = await person();
    const before = (await api.storedFiles()).length;
    const answer = await fileCheck(blind, consultant.key, id, 'identity', { file: 'x' });
    expect(answer.json).toMatchObject({ status: 503, code: 'scanner_unavailable' });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect((await fileCheck(blind, consultant.key, id, 'identity')).status).toBe(201);
    expect(await api.storedFiles()).toHaveLength(before);
    await blind.stop();
  });

  it.runIf(hasClamd())('a file with a virus is refused, and a clean one is noted as scanned', async () => {
    const clamd = await startClamd();
    const scanning = await startApi({ beside: api, env: { CLAMD_URL: clamd.url } });
    const { id } = await person();
    const before = (await api.storedFiles()).length;
    const bad = await fileCheck(scanning, consultant.key, id, 'identity', { file: VIRUS_WORDS });
    expect(bad.json).toMatchObject({ status: 422, code: 'file_infected' });
    expect(await api.storedFiles()).toHaveLength(before);
    const good = asFile(await fileCheck(scanning, consultant.key, id, 'identity', { file: 'Clean words.' }));
    expect(good.checks[0]?.file?.scannedAt).not.toBeNull();
    await scanning.stop();
    await clamd.stop();
  });
});

describe('who may see and change a file', () => {
  it('the person sees their own, without the words of references and the names of staff, and changes nothing', async () => {
    const [me, other] = [await person(), await person()];
    await file(me.id, 'reference', { file: 'Very good.', fields: { note: 'Called; very good.' } });
    await file(me.id, 'identity', { file: 'My passport.' });
    const mine = await view(me.id, me.token);
    expect(mine.checks.every(({ checkedBy }) => checkedBy.id === null)).toBe(true);
    const [identity, reference] = ['identity', 'reference'].map((kind) =>
      mine.checks.find((one) => one.kind === kind),
    );
    expect(reference).toMatchObject({
      note: 'Given to us in confidence, so it is not shown here.',
      file: null,
    });
    expect(JSON.stringify(mine)).not.toContain('very good');
    const get = (checkId: string | undefined, key: string): Promise<Answer> =>
      api.call(`/v1/compliance-checks/${checkId ?? ''}/file`, { key });
    expect((await get(identity?.id, me.token)).text).toBe('My passport.');
    expect((await get(reference?.id, me.token)).status).toBe(404);
    expect((await get(reference?.id, consultant.key)).text).toBe('Very good.');
    expect((await get(identity?.id, other.token)).status).toBe(404);
    expect((await api.call(`/v1/candidates/${me.id}/compliance`, { key: other.token })).status).toBe(404);
    expect((await fileCheck(api, me.token, me.id, 'identity')).json['code']).toBe('not_allowed');
    const own = { method: 'POST', key: me.token, body: { reason: 'x' } };
    expect((await api.call(`/v1/compliance-checks/${identity?.id ?? ''}/withdrawal`, own)).status).toBe(403);

    const held = await api.call(`/v1/candidates/${me.id}/export`, { key: me.token });
    expect(held.text).toContain('UK passport');
    expect(held.text).not.toContain('very good');
  });
});

describe('the list of what is about to end', () => {
  it('has the newest check of each thing of everybody who may be kept, the soonest first, page by page', async () => {
    const alone = await startApi();
    const { key } = await alone.keyFor('consultant');
    const someone = async (): Promise<string> => (await sendCv(alone)).id;
    const ends = (id: string, days: number, fields: Record<string, string> = {}): Promise<Answer> =>
      fileCheck(alone, key, id, 'identity', {
        fields: { checkedOn: daysAgo(200), validUntil: daysAgo(-days), ...fields },
      });
    const [soon, later, ended, renewed, gone, twin] = await Promise.all([1, 2, 3, 4, 5, 6].map(someone));
    await ends(soon ?? '', 3);
    await ends(later ?? '', 29);
    await ends(ended ?? '', -4);
    await ends(renewed ?? '', 5);
    await ends(renewed ?? '', 300, { checkedOn: daysAgo(1) });
    await ends(gone ?? '', 6);
    await alone.database.pool.query(`UPDATE consent SET expires_at = now() WHERE candidate_id = $1`, [gone]);
    await fileCheck(alone, key, soon ?? '', 'hcpc_register', {
      fields: { checkedOn: daysAgo(9), validUntil: daysAgo(-5), status: 'suspended' },
    });
    // The same person under another record has renewed it.
    await ends(twin ?? '', 8);
    const merge = { method: 'POST', key, body: { candidateId: twin } };
    expect((await alone.call(`/v1/candidates/${renewed ?? ''}/merges`, merge)).status).toBe(201);

    const list = async (query: string): Promise<Record<string, unknown>[]> =>
      (await alone.call(`/v1/compliance/expiring${query}`, { key })).json['items'] as Record<
        string,
        unknown
      >[];
    const all = await list('');
    expect(
      all.map(({ candidate, state, daysLeft }) => [(candidate as { id: string }).id, state, daysLeft]),
    ).toEqual([
      [ended, 'expired', -4],
      [soon, 'expiring', 3],
      [later, 'expiring', 29],
    ]);
    expect(JSON.stringify(all)).not.toContain('Sam Field');
    expect(await list('?withinDays=10')).toEqual(all.slice(0, 2));
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { json } = await alone.call(`/v1/compliance/expiring?limit=1${cursor}`, { key });
      const page = json as { items: unknown[]; nextCursor: string | null };
      seen.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(all);
    expect((await alone.call('/v1/compliance/expiring?withinDays=-1', { key })).status).toBe(400);
    expect((await alone.call('/v1/compliance/expiring?cursor=x', { key })).json['code']).toBe(
      'invalid_cursor',
    );
    await alone.stop();
  });
});

describe('reminders', () => {
  it('go to whoever is to be put forward, once for each check and threshold, all that is due in one message', async () => {
    const alone = await startApi();
    const { database } = alone;
    const { key, staffId } = await alone.keyFor('consultant');
    const [who, quiet] = await Promise.all(
      ['true', 'false'].map(async (consentToRepresent, index) => {
        const answer = await alone.upload({ fields: { email: `r${index}@example.org`, consentToRepresent } });
        return String(answer.json['candidateId']);
      }),
    );
    const ends = async (id: string | undefined, kind: string, days: number): Promise<void> => {
      const fields = { checkedOn: daysAgo(100), validUntil: daysAgo(-days) };
      const answer = await fileCheck(alone, key, id ?? '', kind, { fields });
      if (answer.status !== 201) throw new Error(answer.text);
    };
    await ends(who, 'identity', 20);
    await ends(who, 'training', -3);
    await ends(who, 'qualification', 200);
    await ends(quiet, 'identity', 20);
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    const ENDING = { kind: 'compliance_ending' };
    const bodies = async (): Promise<string[]> =>
      (await database.prisma.message.findMany({ where: ENDING, orderBy: { id: 'asc' } })).map(
        ({ body }) => body,
      );

    // Page by page: what is due lies on several, and all of one person is one message still.
    const both = await Promise.all([1, 1].map((size) => writeReminders(database, 30, new Date(), size)));
    expect(both.reduce((sum, written) => sum + written)).toBe(1);
    const [first] = await bodies();
    expect(first).toMatch(/- Fire safety: ended on .*\n- Identity: ends on /);
    expect(first).not.toContain('Sam Field');
    expect(await writeReminders(database, 30, inDays(5))).toBe(0);
    expect(await writeReminders(database, 30, inDays(15))).toBe(1);
    expect((await bodies())[1]).toMatch(/Identity: ends on/);
    expect((await bodies())[1]).not.toContain('Fire safety');
    expect(await writeReminders(database, 30, inDays(21))).toBe(1);
    expect(await writeReminders(database, 30, inDays(22))).toBe(0);
    expect((await bodies())[2]).toMatch(/Identity: ended on/);
    const listed = await alone.call('/v1/messages', { key });
    const reminders = (listed.json['items'] as { kind: string }[]).filter(({ kind }) => kind !== 'received');
    expect(reminders).toMatchObject(
      Array.from({ length: 3 }, () => ({
        kind: 'compliance_ending',
        candidate: { id: who },
        state: 'waiting',
      })),
    );
    const messages = await database.prisma.message.findMany({ where: ENDING, select: { createdById: true } });
    expect(messages.every(({ createdById }) => createdById === staffId)).toBe(true);

    // What is filed anew is a check of its own; who takes back that they are put forward hears no more.
    await ends(who, 'dbs', 20);
    const back = { method: 'POST', key, body: { scope: 'represent', how: 'phone', note: 'Rang.' } };
    const taken = await alone.call(`/v1/candidates/${who ?? ''}/withdrawals`, back);
    expect(taken.status).toBe(200);
    expect(await writeReminders(database, 30)).toBe(0);
    await alone.stop();
  });
});

describe('the rule on DBS certificates', () => {
  it('removes the scan after half a year and keeps that it was seen, unless the person is held', async () => {
    const [gone, held] = [await person(), await person()];
    const [lowest, middle, highest] = [await person(), await person(), await person()];
    const admin = await api.keyFor('admin');
    for (const { id } of [gone, held, lowest, highest]) await file(id, 'dbs', { file: 'A certificate.' });
    await file(gone.id, 'identity', { file: 'A passport.' });
    const asAdmin = (path: string, body: unknown): Promise<Answer> =>
      api.call(path, { method: 'POST', key: admin.key, body });
    await asAdmin(`/v1/candidates/${held.id}/holds`, { reason: 'x' });
    // One person by two merges: the hold is on the record at the bottom, then on the one at the top.
    await asAdmin(`/v1/candidates/${lowest.id}/holds`, { reason: 'x' });
    await asAdmin(`/v1/candidates/${middle.id}/merges`, { candidateId: lowest.id });
    const merged = await asAdmin(`/v1/candidates/${highest.id}/merges`, { candidateId: middle.id });
    expect(merged.status).toBe(201);
    const before = (await api.storedFiles()).length;
    await api.database.pool.query(
      `ALTER TABLE compliance_check DISABLE TRIGGER compliance_check_stays;
       UPDATE compliance_check SET filed_at = now() - interval '184 days'
        WHERE candidate_id = ANY ('{${[gone, held, lowest, highest].map(({ id }) => id).join()}}');
       ALTER TABLE compliance_check ENABLE TRIGGER compliance_check_stays`,
    );
    const storage = await createDiskStorage({ root: api.storageRoot, minFreeBytes: 0 });
    const work = {
      ...{ database: api.database, storage, ledgerPath: api.config.erasureLedger },
      complianceWarnDays: 30,
    };
    const shown = await api.call('/v1/retention', { key: admin.key });
    expect(JSON.stringify(shown.json['rules'])).toContain('"recordClass":"dbs_certificate"');
    expect((await applyRetention(work)).removed.dbs_certificate).toBe(1);
    expect((await applyRetention(work)).removed.dbs_certificate).toBe(0);
    await api.database.pool.query('UPDATE legal_hold SET candidate_id = $1 WHERE candidate_id = $2', [
      highest.id,
      lowest.id,
    ]);
    expect((await applyRetention(work)).removed.dbs_certificate).toBe(0);
    const { checks } = await view(gone.id);
    expect(checks.map(({ kind, file: scan }) => [kind, scan?.isKept])).toEqual([
      ['identity', true],
      ['dbs', false],
    ]);
    // The sweep takes what nothing refers to, once it is a day old, and leaves evidence that is on file.
    const young = { ...work, log: createLogger('silent'), scanStored: null };
    const old: typeof young = {
      ...young,
      storage: { ...storage, sweep: (rules) => storage.sweep({ ...rules, objectsOlderThanMs: -1 }) },
    };
    await sweep(young);
    expect(await api.storedFiles()).toHaveLength(before);
    // The one before let go of its lock with its connection, which the server notices a moment later.
    await waitUntil('the sweep is alone', () => sweep(old));
    expect(await api.storedFiles()).toHaveLength(before - 1);
  });
});
