import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '../../../src/config.js';
import { sealTexts } from '../../../src/cvs/text/seal-texts.js';
import { storeText } from '../../../src/cvs/text/store-text.js';
import { projectRoot } from '../../../src/project-root.js';
import { parseMasterKeys, type MasterKeys } from '../../../src/storage/encryption/master-keys.js';
import { SECRET, startApi, tokenOf, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { STROKE_VACANCY } from '../../fixtures/cv-texts.js';
import { killStarted, startProcess, type StartedProcess } from '../../fixtures/processes.js';
import { storedText } from '../../fixtures/stored-text.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

const keyOf = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const OLD = keyOf('old');
const NEW = keyOf('new');
const old = parseMasterKeys(OLD);
const both = parseMasterKeys(`${NEW},${OLD}`);
const onlyNew = parseMasterKeys(NEW);

/** The same installation, one process for each set of keys. */
let plain: TestApi;
let withOld: TestApi;
let withBoth: TestApi;
let withNew: TestApi;
const workers = new Map<TestApi, TestWorker>();
let admin: StaffKey;
let vacancyId: string;

beforeAll(async () => {
  plain = await startApi();
  const beside = (keys: MasterKeys): Promise<TestApi> => startApi({ beside: plain, keys });
  withOld = await beside(old);
  withBoth = await beside(both);
  withNew = await beside(onlyNew);
  for (const api of [plain, withOld, withBoth]) workers.set(api, await startWorker(api));
  admin = await plain.keyFor('admin');
  const posted = await plain.call('/v1/vacancies', {
    method: 'POST',
    key: admin.key,
    body: { title: 'Occupational Therapist', employer: 'A Trust', description: STROKE_VACANCY },
  });
  vacancyId = String(posted.json['id']);
  await workers.get(plain)?.workOff();
});
afterAll(async () => {
  killStarted();
  for (const api of [withNew, withBoth, withOld, plain]) await api.stop();
});

interface Sent {
  readonly id: string;
  readonly candidateId: string;
  readonly token: string;
}

const wordsOf = (own: string): string =>
  [
    'Occupational Therapist',
    '',
    'Experience',
    'Band 6 Occupational Therapist, Leeds Teaching Hospitals NHS Trust, March 2019 to present',
    `I carry out stroke rehabilitation, splinting and kitchen assessments at ${own}.`,
  ].join('\n');

/** Somebody whose CV a process with these keys reads. */
async function send(api: TestApi, own: string): Promise<Sent> {
  const email = `${randomBytes(6).toString('hex')}@example.org`;
  const sent = await api.upload({ file: wordsOf(own), fields: { email } });
  expect(sent.status).toBe(202);
  await workers.get(api)?.workOff();
  const { id, candidateId } = sent.json;
  return { id: String(id), candidateId: String(candidateId), token: tokenOf(sent) };
}

interface Row {
  readonly text: string | null;
  readonly sealed: Buffer | null;
}
async function rowOf(cvId: string): Promise<Row | undefined> {
  const { rows } = await plain.database.pool.query<Row>('SELECT text, sealed FROM cv_text WHERE cv_id = $1', [
    cvId,
  ]);
  return rows[0];
}

const list = (api: TestApi, query = ''): Promise<Answer> =>
  api.call(`/v1/vacancies/${vacancyId}/matches${query}`, { key: admin.key });

interface Item {
  readonly candidate: { readonly id: string };
  readonly evidence: readonly { readonly quote: { readonly text: string } }[];
}
async function found(api: TestApi, words: string): Promise<string[]> {
  const answer = await list(api, `?text=${encodeURIComponent(words)}`);
  expect(answer.status).toBe(200);
  return (answer.json['items'] as Item[]).map(({ candidate }) => candidate.id).sort();
}

describe('texts of CVs under a key', () => {
  it('are sealed, shown, stated beside, handed over and erased as others are', async () => {
    const who = await send(withOld, 'Quokkaton Ward');
    const row = await rowOf(who.id);
    expect(row).toMatchObject({ text: null });
    expect(row?.sealed?.includes('Quokkaton')).toBe(false);
    expect((await withOld.call(`/v1/cvs/${who.id}`, { key: who.token })).text).toContain('Quokkaton');
    const item = ((await list(withOld)).json['items'] as Item[]).find(
      (one) => one.candidate.id === who.candidateId,
    );
    expect(item?.evidence.length).toBeGreaterThan(0);
    const explained = await withOld.call(`/v1/vacancies/${vacancyId}/matches/${who.candidateId}`, {
      key: admin.key,
    });
    expect(explained.text).toContain('splinting');

    const said = await withOld.call(`/v1/candidates/${who.candidateId}/corrections`, {
      method: 'POST',
      key: who.token,
      body: { kind: 'missing', statement: 'I supervised students in a hand clinic.' },
    });
    expect(said.status).toBeLessThan(300);
    await workers.get(withOld)?.workOff();
    const held = await withOld.call(`/v1/candidates/${who.candidateId}/export`, { key: who.token });
    expect(held.status).toBe(200);
    expect(held.text).toContain('Quokkaton');
    expect(held.text).toMatch(/"stated since":.*hand clinic/);
    expect(held.text).not.toContain('"sealed"');

    const erased = await withOld.call(`/v1/candidates/${who.candidateId}/erasure`, {
      method: 'POST',
      key: admin.key,
      body: { confirm: true },
    });
    expect(erased.status).toBe(200);
    expect(await rowOf(who.id)).toBeUndefined();
  });

  it('are found by words, phrases and words left out, while some are plain and some under each key', async () => {
    const [none, first, second] = [
      await send(plain, 'Wombatville Lane Clinic'),
      await send(withOld, 'Wombatville Lane Library'),
      await send(withBoth, 'Lane of Wombatville'),
    ].map(({ candidateId }) => candidateId);
    const sorted = (...ids: (string | undefined)[]): unknown[] => ids.sort();
    const expectFound = async (): Promise<void> => {
      expect(await found(withBoth, 'wombatville')).toEqual(sorted(none, first, second));
      expect(await found(withBoth, '"wombatville lane"')).toEqual(sorted(none, first));
      expect(await found(withBoth, 'wombatville -library')).toEqual(sorted(none, second));
      expect(await found(withBoth, 'wombatville -"wombatville lane"')).toEqual(sorted(second));
      expect(await found(withBoth, '"wombatville lane clinic" or libraries wombatville')).toEqual(
        sorted(none, first),
      );
      expect(await found(withBoth, "wombatville zebra's")).toEqual([]);
    };
    await expectFound();
    const { failed } = await sealTexts(withBoth.database, both);
    expect(failed).toEqual([]);
    await expectFound();
    expect(await found(withNew, '"wombatville lane"')).toEqual(sorted(none, first));
    expect(await found(plain, 'wombatville')).toEqual([]);
  });

  it('of a million characters that are nothing but new words are stored, and found by their beginning', async () => {
    const who = await send(withBoth, 'Antechinus Street');
    let text = `${wordsOf('Antechinus Street')}\n`;
    for (let n = 1_000; text.length < 1_000_000; n += 1) text += `x${n.toString(36)}-y${n.toString(36)} `;
    const reading = { text, hiddenText: [], pages: [], recognisedWords: [], truncated: true };
    await storeText(withBoth.database.pool, both, who.id, reading);
    expect(await storedText(withBoth.database, who.id)).toBe(text);
    expect(await found(withBoth, '"antechinus street"')).toEqual([who.candidateId]);
  });

  it('that cannot be opened are missed in the list and said so where they are asked for', async () => {
    const lost = await send(withOld, 'Numbatham');
    const path = `/v1/cvs/${lost.id}`;
    for (const without of [plain, withNew]) {
      const answer = await list(without);
      expect(answer.status).toBe(200);
      const item = (answer.json['items'] as Item[]).find((one) => one.candidate.id === lost.candidateId);
      expect(item?.evidence).toEqual([]);
      const asked = [path, `/v1/candidates/${lost.candidateId}/export`];
      for (const one of asked) {
        const refused = await without.call(one, { key: lost.token });
        expect(refused.status).toBe(503);
        expect(refused.json).toMatchObject({ code: 'text_unavailable' });
      }
    }
    expect((await withOld.call(path, { key: lost.token })).status).toBe(200);
  });

  it('that were changed, cut off or moved to another CV open nowhere, and keep nobody from the others', async () => {
    const [one, other] = [await send(withBoth, 'Bilbyford'), await send(withBoth, 'Dunnartley')];
    const sealed = (await rowOf(one.id))?.sealed ?? Buffer.alloc(0);
    const ofOther = (await rowOf(other.id))?.sealed;
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 40) ^ 1, changed.length - 40);
    for (const damaged of [changed, sealed.subarray(0, 100), sealed.subarray(0, -1), ofOther]) {
      await plain.database.pool.query('UPDATE cv_text SET sealed = $2 WHERE cv_id = $1', [one.id, damaged]);
      expect((await withBoth.call(`/v1/cvs/${one.id}`, { key: one.token })).json).toMatchObject({
        code: 'text_unavailable',
      });
      expect((await withBoth.call(`/v1/cvs/${other.id}`, { key: other.token })).text).toContain('Dunnartley');
      const items = (await list(withNew)).json['items'] as Item[];
      expect(items.find(({ candidate }) => candidate.id === one.candidateId)?.evidence).toEqual([]);
      expect(items.find(({ candidate }) => candidate.id === other.candidateId)?.evidence).not.toEqual([]);
    }
    await plain.database.pool.query('UPDATE cv_text SET sealed = $2 WHERE cv_id = $1', [one.id, sealed]);
    const items = (await list(withNew)).json['items'] as Item[];
    expect(items.find(({ candidate }) => candidate.id === one.candidateId)?.evidence).not.toEqual([]);
  });
});

describe('API and workers with STORAGE_KEYS', () => {
  it('seal what they read and open what they show', async () => {
    const start = (...program: string[]): StartedProcess =>
      startProcess(process.execPath, [join(projectRoot, 'dist', ...program)], {
        env: environmentWith({
          NODE_ENV: 'test',
          PORT: '0',
          DATABASE_URL: plain.databaseUrl,
          REDIS_URL: '',
          DATA_DIR: `${plain.storageRoot}-data`,
          STORAGE_URL: `file:${plain.storageRoot}`,
          STORAGE_KEYS: NEW,
          LINK_SECRET: SECRET,
          LOG_LEVEL: 'info',
          RECONCILE_SECONDS: '1',
        }),
      });
    const email = 'processes@example.org';
    const sent = await plain.upload({ file: wordsOf('Kultarrby'), fields: { email } });
    const id = String(sent.json['id']);
    start('workers', 'main.js');
    const [line] = await start('src', 'server.js').says(/\{.*"the API is ready".*\}/);
    const { port } = JSON.parse(line) as { port: number };
    const ask = async (): Promise<string> =>
      (
        await fetch(`http://127.0.0.1:${port}/v1/cvs/${id}`, {
          headers: { authorization: `Bearer ${tokenOf(sent)}` },
        })
      ).text();
    await expect.poll(ask, { timeout: 60_000, interval: 500 }).toContain('Kultarrby');
    expect(await rowOf(id)).toMatchObject({ text: null });
  });
});

describe('putting texts under the current key', () => {
  it('seals plain ones, keeps what it cannot open, and has nothing left to do when it is run again', async () => {
    const before = await send(plain, 'Pademelon House');
    const earlier = await send(withOld, 'Potoroo House');
    const stranger = await send(plain, 'Kowari House');
    await sealTexts(plain.database, parseMasterKeys(keyOf('lost')));
    await plain.database.pool.query(
      'UPDATE cv_text SET text = $2, sealed = NULL, sealed_words = NULL WHERE cv_id = $1',
      [before.id, wordsOf('Pademelon House')],
    );
    const { failed } = await sealTexts(withBoth.database, both);
    expect(failed).toContain(stranger.id);
    expect(failed).not.toContain(before.id);
    expect(await storedText(withNew.database, before.id)).toBe(wordsOf('Pademelon House'));
    expect(await storedText(withNew.database, earlier.id)).toBe(wordsOf('Potoroo House'));
    expect(await sealTexts(withBoth.database, both)).toMatchObject({ rotated: 0, sealed: 0 });
  });

  it('leaves the last word to whoever writes or erases a text at the same moment', async () => {
    const [written, erased] = [await send(plain, 'Quollton before'), await send(plain, 'Bettongham')];
    const client = new pg.Client({ connectionString: plain.databaseUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      const reading = {
        text: wordsOf('Quollton after'),
        hiddenText: [],
        pages: [],
        recognisedWords: [],
        truncated: false,
      };
      await storeText(client, null, written.id, reading);
      await client.query('DELETE FROM cv_text WHERE cv_id = $1', [erased.id]);
      const sealing = sealTexts(withBoth.database, both);
      await waitingFor(1);
      await client.query('COMMIT');
      await sealing;
    } finally {
      await client.end();
    }
    expect((await rowOf(written.id))?.text).toBeNull();
    expect(await storedText(withNew.database, written.id)).toBe(wordsOf('Quollton after'));
    expect(await rowOf(erased.id)).toBeUndefined();
  });

  it('leaves no row that is both or neither', async () => {
    const { id } = await send(plain, 'Chuditch Row');
    for (const change of ["sealed = 'x'", 'text = NULL', "sealed_words = 'x'"]) {
      const changing = plain.database.pool.query(`UPDATE cv_text SET ${change} WHERE cv_id = $1`, [id]);
      await expect(changing).rejects.toThrow('cv_text_one_form');
    }
  });
});

/** Until so many statements wait for somebody else's row. */
async function waitingFor(count: number): Promise<void> {
  for (;;) {
    const { rows } = await plain.database.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
    await sleep(20);
  }
}
