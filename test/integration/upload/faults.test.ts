import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskStorage } from '../../../src/storage/disk.js';
import type { Storage } from '../../../src/storage/storage.js';
import { FROM_OUR_PAGE, makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, textCv, type TestApi } from '../../fixtures/api.js';
import { fieldsOf, sendFileForm } from '../../fixtures/forms.js';
import { openLine } from '../../fixtures/line.js';

async function withApi(
  options: Parameters<typeof startApi>[0],
  use: (api: TestApi) => Promise<void>,
): Promise<void> {
  const api = await startApi(options);
  try {
    await use(api);
  } finally {
    await api.stop();
  }
}

describe('an upload while something is away', () => {
  it('the queue: is taken all the same', () =>
    withApi({ enqueue: () => Promise.resolve(false) }, async (api) => {
      expect((await api.upload()).status).toBe(202);
    }));

  it('the queue, hanging: does not wait for it', () =>
    withApi({ enqueue: () => new Promise(() => undefined) }, async (api) => {
      expect((await api.upload()).status).toBe(202);
    }));

  it.each(['refuses', 'hangs'] as const)(
    'the database, when it %s: 503 at once and nothing half stored; afterwards it is taken',
    async (fault) => {
      const line = await openLine();
      await withApi({ databaseUrl: line.through }, async (api) => {
        await api.upload();
        const file = textCv();
        line.break(fault);
        const answer = await api.upload({ file });
        expect(answer.status).toBe(503);
        expect(answer.json['code']).toBe('database_unavailable');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect((await api.storedFiles()).filter((name) => name.endsWith('.part'))).toEqual([]);
        line.mend();
        await expect
          .poll(async () => (await api.upload({ file })).status, { timeout: 30_000 })
          .toBeLessThan(300);
        expect(await api.database.prisma.cv.count()).toBe(2);
      });
      await line.close();
    },
  );

  it.each(['refuses', 'hangs'] as const)(
    'the database, when it %s, to staff: 503, not 401',
    async (fault) => {
      const line = await openLine();
      await withApi({ databaseUrl: line.through }, async (api) => {
        const { key } = await api.keyFor('consultant');
        line.break(fault);
        const answer = await api.call('/v1/vacancies', { key });
        expect(answer.json).toMatchObject({ status: 503, code: 'database_unavailable' });
        expect((await api.call('/health/live')).status).toBe(200);
        expect((await api.call('/health/ready')).json).toMatchObject({
          status: 'unavailable',
          checks: { database: { ok: false } },
        });
        line.mend();
        await expect
          .poll(async () => (await api.call('/v1/vacancies', { key })).status, { timeout: 30_000 })
          .toBe(200);
      });
      await line.close();
    },
  );
});

describe('an upload while the disk is full', () => {
  it('below the floor of free space: 507, and the service goes on reading', () => {
    let free = 10;
    return withApi({ freeBytes: () => Promise.resolve(free) }, async (api) => {
      const first = await api.upload();
      free = 0;
      const refused = await api.upload();
      expect(refused.status).toBe(507);
      expect(refused.json['code']).toBe('storage_full');
      const { key } = await api.keyFor('agency_staff');
      for (const path of ['/v1/cv-batches', '/cvs/bulk']) {
        const body = new FormData();
        body.append('files', new Blob([textCv()]), 'cv.txt');
        const headers = { authorization: `Bearer ${key}` };
        const answer = await fetch(api.address + path, { method: 'POST', headers, body });
        expect(answer.status).toBe(507);
        expect(await answer.text()).toMatch(path === '/cvs/bulk' ? /id="files-error"/ : /"storage_full"/);
      }
      expect((await api.call(`/v1/cvs/${String(first.json['id'])}/file`, { key })).status).toBe(200);
      free = 10;
      expect((await api.upload()).status).toBe(202);
    });
  });

  it('brings the page back with all that was typed, though the file stands before it in the form', () =>
    withApi({ freeBytes: () => Promise.resolve(0) }, async (api) => {
      const form = new FormData();
      form.append('file', new Blob(['a'.repeat(900 * 1024)]), 'cv.txt');
      const typed = {
        name: 'Amara <b>',
        email: 'amara@example.org',
        postcode: 'LS1 3EX',
        consentToKeep: 'true',
      };
      for (const [name, value] of Object.entries(typed)) form.append(name, value);
      const headers = { ...FROM_OUR_PAGE, accept: 'text/html' };
      const answer = await fetch(`${api.address}/cv`, { method: 'POST', headers, body: form });
      const page = await answer.text();
      expect(answer.status).toBe(507);
      expect(page).toMatch(/id="file-error"[^]*The selected file could not be uploaded/);
      expect(fieldsOf(page)).toMatchObject(typed);
    }));

  it('brings the form of a check back with all that was typed', () =>
    withApi({ freeBytes: () => Promise.resolve(0) }, async (api) => {
      const staff = await signedInBrowser(api, await makeAccount(api, 'consultant'));
      const path = `/candidates/${randomUUID()}/compliance/new?kind=identity`;
      const typed = { kind: 'identity', document: 'UK passport', checkedOn: '2026-03-01', note: 'Seen <b>.' };
      const answer = await sendFileForm(api, staff, path, typed, { name: 'scan.txt', bytes: textCv() });
      expect(answer.status).toBe(507);
      expect(answer.text).toMatch(/id="file-error"[^]*The selected file could not be uploaded/);
      expect(fieldsOf(answer.text)).toMatchObject(typed);
    }));

  it('in the middle of writing: 507 and the part is removed', async () => {
    const mount = await tinyDisk();
    if (!mount) {
      console.warn('Not run: a full disk needs a tmpfs, which needs root. The error is injected instead.');
      await withApi({ storage: fullAfterFirstChunk }, async (api) => {
        expect((await api.upload()).status).toBe(507);
        expect(await api.storedFiles()).toEqual([]);
      });
      return;
    }
    try {
      const onTiny = await createDiskStorage({ root: join(mount.path, 'files'), minFreeBytes: 0 });
      await withApi({ storage: () => onTiny }, async (api) => {
        const answer = await api.upload({ file: 'a'.repeat(900 * 1024) });
        expect(answer.status).toBe(507);
        const left = await readdir(mount.path, { recursive: true, withFileTypes: true });
        expect(left.filter((entry) => entry.isFile())).toEqual([]);
        expect((await api.upload()).status).toBe(202);
      });
    } finally {
      await mount.unmount();
    }
  });

  it('a fault of the disk is ours: 500, and nothing stays', () =>
    withApi({ storage: (disk) => ({ ...disk, put: () => Promise.reject(ioError()) }) }, async (api) => {
      const answer = await api.upload();
      expect(answer.json).toMatchObject({ status: 500, code: 'internal_error' });
      expect(await api.database.prisma.candidate.count()).toBe(0);
      expect((await api.upload()).status).toBe(500);
    }));
});

function ioError(): Error {
  return Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', syscall: 'write' });
}

function fullAfterFirstChunk(disk: Storage): Storage {
  return {
    ...disk,
    put: (source, limit) =>
      disk.put(
        (async function* () {
          for await (const chunk of source) {
            yield chunk;
            throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
          }
        })(),
        limit,
      ),
  };
}

/** A disk of half a megabyte; null where it cannot be made. */
async function tinyDisk(): Promise<{ path: string; unmount: () => Promise<void> } | null> {
  const path = await mkdtemp(join(tmpdir(), 'ot-match-tiny-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    await rm(path, { recursive: true });
    return null;
  }
  return {
    path,
    async unmount() {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}
