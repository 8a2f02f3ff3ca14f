import { randomBytes } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '../../../src/config.js';
import { keptDocuments } from '../../../src/privacy/kept-documents.js';
import { rotateAlone } from '../../../src/privacy/rotate-alone.js';
import { projectRoot } from '../../../src/project-root.js';
import { encryptedStorage } from '../../../src/storage/encryption/encrypted-storage.js';
import { parseMasterKeys } from '../../../src/storage/encryption/master-keys.js';
import { rotateKeys } from '../../../src/storage/encryption/rotate-keys.js';
import type { Storage } from '../../../src/storage/storage.js';
import { startApi, textCv, tokenOf, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { uploadSample } from '../../fixtures/people.js';
import { startProcess } from '../../fixtures/processes.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const BOTH = `new:${randomBytes(32).toString('base64')},${OLD}`;
const keys = parseMasterKeys(BOTH);
const sealed = (disk: Storage): Storage => encryptedStorage(disk, keys);

let api: TestApi;
let worker: TestWorker;
let admin: StaffKey;
beforeAll(async () => {
  // What came in under the old key, from a process that did not know the new one yet.
  const sealedBefore = (disk: Storage): Storage => ({
    ...sealed(disk),
    put: (...upload) => encryptedStorage(disk, parseMasterKeys(OLD)).put(...upload),
  });
  api = await startApi({ storage: sealedBefore });
  worker = await startWorker(api, sealed);
  admin = await api.keyFor('admin');
});
afterAll(() => api.stop());

describe('an encrypted CV', () => {
  it('is read, downloaded, put under a new key, restored and erased as any other', async () => {
    const text = textCv();
    const sent = await api.upload({ file: text });
    const id = String(sent.json['id']);
    await worker.workOff();
    expect((await api.call(`/v1/cvs/${id}?token=${tokenOf(sent)}`)).json).toMatchObject({ status: 'ready' });
    const again = await api.upload({ file: text });
    expect(again.json).toMatchObject({ id });
    const { storageKey } = await api.database.prisma.cv.findUniqueOrThrow({ where: { id } });
    const path = join(api.storageRoot, storageKey);
    expect((await readFile(path)).includes('Occupational')).toBe(false);
    const download = async (): Promise<string> =>
      (await api.call(`/v1/cvs/${id}/file`, { key: admin.key })).text;
    expect(await download()).toBe(text);

    const backup = `${api.storageRoot}-backup`;
    await copyFile(path, backup);
    const isKept = async (key: string): Promise<boolean> =>
      (await keptDocuments(api.database, [key])).has(key);
    expect(await rotateKeys(api.storageRoot, keys, isKept)).toMatchObject({ rotated: 1, failed: [] });
    expect(await download()).toBe(text);
    await copyFile(backup, path);
    expect(await download()).toBe(text);

    const erased = await api.call(`/v1/candidates/${String(sent.json['candidateId'])}/erasure`, {
      method: 'POST',
      key: admin.key,
      body: { confirm: true },
    });
    expect(erased.status).toBe(200);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('whose key is not set any more is answered for what it is, and stays', async () => {
    const { id } = await uploadSample(api, 'helen-abernethy.pdf');
    const { storageKey } = await api.database.prisma.cv.findUniqueOrThrow({ where: { id } });
    const without = await startApi({ beside: api, storage: (disk) => encryptedStorage(disk, null) });
    for (const part of ['file', 'pages/1.png', 'places?spans=0-5']) {
      const answer = await without.call(`/v1/cvs/${id}/${part}`, { key: admin.key });
      expect(answer.json, part).toMatchObject({ status: 503, code: 'file_unavailable' });
    }
    await without.stop();
    expect((await readFile(join(api.storageRoot, storageKey))).length).toBeGreaterThan(0);
  });
});

describe('npm run storage:rotate-keys', () => {
  it('stops with a sentence while another one is under way, changes nothing, and works afterwards', async () => {
    const sent = await api.upload({ file: textCv() });
    await worker.workOff();
    const cvId = String(sent.json['id']);
    const { storageKey } = await api.database.prisma.cv.findUniqueOrThrow({ where: { id: cvId } });
    const path = join(api.storageRoot, storageKey);
    const before = await readFile(path);
    const run = async (): Promise<{ code: unknown; output: string }> => {
      const program = join(projectRoot, 'dist', 'src', 'privacy', 'rotate-keys-command.js');
      const started = startProcess(process.execPath, [program], {
        env: environmentWith({
          NODE_ENV: 'development',
          DATABASE_URL: api.databaseUrl,
          STORAGE_URL: `file:${api.storageRoot}`,
          STORAGE_KEYS: BOTH,
        }),
      });
      return { code: await started.ended, output: started.output() };
    };
    expect(await rotateAlone(api.database, run)).toEqual({
      code: 1,
      output: 'Keys are being rotated already. Wait for that to end, then run this again.\n',
    });
    expect(await readFile(path)).toEqual(before);
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(path)).not.toEqual(before);
    expect(await api.database.prisma.cvText.findUnique({ where: { cvId } })).toMatchObject({ text: null });
  });
});
