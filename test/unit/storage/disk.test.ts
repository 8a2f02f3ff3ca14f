import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskStorage } from '../../../src/storage/disk.js';
import {
  ObjectMissingError,
  readBytes,
  StorageFullError,
  TooLargeError,
  type Storage,
} from '../../../src/storage/storage.js';

let root: string;
let storage: Storage;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'ot-match-disk-')), 'files');
  storage = await createDiskStorage({ root, minFreeBytes: 0 });
});
afterEach(() => rm(dirname(root), { recursive: true, force: true }));

async function* chunks(...parts: readonly (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve();
    if (part instanceof Error) throw part;
    yield Buffer.from(part as string);
  }
}

async function files(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function storeText(text: string): Promise<string> {
  const part = await storage.put(chunks(text), 1_000);
  await part.commit();
  return part.key;
}

describe('a document', () => {
  it('is there with its digest and size once it is committed, and not before', async () => {
    const bytes = randomBytes(300_000);
    const part = await storage.put(chunks(bytes.subarray(0, 1), bytes.subarray(1)), 300_000);
    expect(part.sha256).toEqual(createHash('sha256').update(bytes).digest());
    expect(part.size).toBe(bytes.length);
    await expect(storage.read(part.key)).rejects.toThrow(ObjectMissingError);
    await part.commit();
    expect(Buffer.from(await readBytes(storage, part.key))).toEqual(bytes);
    expect((await files()).some((name) => name.endsWith('.part'))).toBe(false);
  });

  it('is gone when it is discarded, or removed, and removing twice is fine', async () => {
    await (await storage.put(chunks('a'), 10)).discard();
    const key = await storeText('b');
    await storage.remove(key);
    await storage.remove(key);
    expect(await files()).toEqual([]);
  });

  it.each<[string, (string | Error)[], new (message?: string) => Error]>([
    ['too large', ['12345', '678901'], TooLargeError],
    ['broken off', ['12345', new Error('broken off')], Error],
  ])('%s leaves nothing', async (_name, parts, kind) => {
    await expect(storage.put(chunks(...parts), 10)).rejects.toThrow(kind);
    expect(await files()).toEqual([]);
  });

  it('is for nobody else on the machine to read', async () => {
    const key = await storeText('private');
    expect((await stat(join(root, key))).mode & 0o777).toBe(0o600);
    for (let folder = dirname(join(root, key)); folder.startsWith(root); folder = dirname(folder)) {
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
  });
});

describe('a key', () => {
  it('says the month and nothing of the document', async () => {
    expect(await storeText('x')).toMatch(
      /^\d{4}\/\d{2}\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    '2026/11/..',
    '2026/11/a/../../b',
    'C:\\x',
    '',
    '2026/11/x\0.txt',
  ])('"%s" is none, and leads nowhere', async (key) => {
    await expect(storage.read(key)).rejects.toThrow(ObjectMissingError);
    await expect(storage.remove(key)).rejects.toThrow(ObjectMissingError);
  });

  it('follows no symbolic link', async () => {
    const key = '2026/11/01900000-0000-7000-8000-000000000000';
    await mkdir(dirname(join(root, key)), { recursive: true });
    await symlink('/etc/passwd', join(root, key));
    await expect(storage.read(key)).rejects.toThrow(/ELOOP/);
  });
});

describe('room', () => {
  it('below the floor is none: nothing is written', async () => {
    const full = await createDiskStorage({ root, minFreeBytes: 10, freeBytes: () => Promise.resolve(9) });
    await expect(full.put(chunks('a'), 10)).rejects.toThrow(StorageFullError);
    await expect(full.makeWorkFolder()).rejects.toThrow(StorageFullError);
    await expect(full.probe()).rejects.toThrow(StorageFullError);
    expect(await files()).toEqual([]);
  });

  it('is told in bytes, and a probe leaves nothing behind', async () => {
    expect(await storage.freeBytes()).toBeGreaterThan(0);
    await storage.probe();
    expect(await files()).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be written to fails the probe', async () => {
    await chmod(root, 0o500);
    await expect(storage.probe()).rejects.toThrow();
    await chmod(root, 0o700);
  });
});

describe('sweeping', () => {
  const HOUR = 3_600_000;
  const age = async (path: string, ms: number): Promise<void> => {
    const then = new Date(Date.now() - ms);
    await utimes(path, then, then);
  };

  it('removes old parts and old documents that nothing refers to, and leaves the rest', async () => {
    const [kept, orphan, young] = [
      await storeText('kept'),
      await storeText('orphan'),
      await storeText('young'),
    ];
    const [oldPart, newPart] = [await storage.put(chunks('a'), 10), await storage.put(chunks('b'), 10)];
    await writeFile(join(root, 'not-ours.txt'), 'x');
    for (const key of [kept, orphan]) await age(join(root, key), 30 * HOUR);
    await age(join(root, `${oldPart.key}.part`), 2 * HOUR);
    const report = await storage.sweep({
      partsOlderThanMs: HOUR,
      objectsOlderThanMs: 24 * HOUR,
      isKept: (keys) => Promise.resolve(new Set(keys.filter((key) => key === kept))),
    });
    expect(report).toEqual({ parts: 1, objects: 1 });
    const left = [kept, young, `${newPart.key}.part`].map((key) => key.split('/').at(-1));
    expect((await files()).sort()).toEqual([...left, 'not-ours.txt'].sort());
  });

  it('removes work folders in which nothing has grown for long, and only those', async () => {
    const [old, growing, young] = [
      await storage.makeWorkFolder(),
      await storage.makeWorkFolder(),
      await storage.makeWorkFolder(),
    ];
    expect((await stat(young)).mode & 0o777).toBe(0o700);
    for (const folder of [old, growing, young]) await writeFile(join(folder, 'archive'), 'x');
    await age(join(old, 'archive'), 2 * HOUR);
    for (const folder of [old, growing]) await age(folder, 2 * HOUR);
    const report = await storage.sweep({
      partsOlderThanMs: HOUR,
      objectsOlderThanMs: 24 * HOUR,
      isKept: () => Promise.resolve(new Set()),
    });
    expect(report).toEqual({ parts: 1, objects: 0 });
    await expect(stat(old)).rejects.toThrow('ENOENT');
    for (const folder of [growing, young]) expect(await readdir(folder)).toEqual(['archive']);
  });
});
