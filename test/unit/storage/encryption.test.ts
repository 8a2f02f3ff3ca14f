import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskStorage } from '../../../src/storage/disk.js';
import { encryptedStorage } from '../../../src/storage/encryption/encrypted-storage.js';
import { HEAD_BYTES, SLOT_BYTES, slotStart, StorageKeyError } from '../../../src/storage/encryption/head.js';
import {
  parseMasterKeys,
  WeakKeyError,
  type MasterKeys,
} from '../../../src/storage/encryption/master-keys.js';
import { PIECE_BYTES } from '../../../src/storage/encryption/pieces.js';
import { rotateKeys } from '../../../src/storage/encryption/rotate-keys.js';
import { readBytes, TooLargeError, type Storage } from '../../../src/storage/storage.js';

const fresh = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const OLD = fresh('old');
const NEW = fresh('new');
const old = parseMasterKeys(OLD);
const both = parseMasterKeys(`${NEW},${OLD}`);
const isKept = (): Promise<boolean> => Promise.resolve(true);

let root: string;
let disk: Storage;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'ot-match-sealed-')), 'files');
  disk = await createDiskStorage({ root, minFreeBytes: 0 });
});
afterEach(() => rm(dirname(root), { recursive: true, force: true }));

async function* chunks(bytes: Buffer, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function store(bytes: Buffer, keys: MasterKeys | null = old): Promise<string> {
  const part = await encryptedStorage(disk, keys).put(chunks(bytes), bytes.length);
  await part.commit();
  return part.key;
}
const read = async (key: string, keys: MasterKeys | null = old): Promise<Buffer> =>
  Buffer.from(await readBytes(encryptedStorage(disk, keys), key));

describe('an encrypted document', () => {
  it.each([0, 1, 199, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 300_000])(
    'of %d bytes comes back as it was, with its own digest and size',
    async (size) => {
      const bytes = randomBytes(size);
      const part = await encryptedStorage(disk, old).put(chunks(bytes), size);
      expect({ size: part.size, sha256: part.sha256 }).toEqual({
        size,
        sha256: createHash('sha256').update(bytes).digest(),
      });
      await part.commit();
      const stored = await encryptedStorage(disk, old).read(part.key);
      expect(stored.size).toBe(size);
      stored.stream.destroy();
      expect(await read(part.key)).toEqual(bytes);
    },
  );

  it('has no word of it on the disk, and the same document twice is not alike', async () => {
    const bytes = Buffer.from('Occupational therapist in stroke rehabilitation. '.repeat(50));
    const [one, two] = [await store(bytes), await store(bytes)];
    const onDisk = await Promise.all([one, two].map((key) => readFile(join(root, key))));
    for (const file of onDisk) expect(file.includes('stroke')).toBe(false);
    expect(onDisk[0]?.subarray(HEAD_BYTES).equals(onDisk[1]?.subarray(HEAD_BYTES) ?? Buffer.alloc(0))).toBe(
      false,
    );
  });

  it('is refused when it is larger than allowed, and nothing of it stays', async () => {
    const put = encryptedStorage(disk, old).put(chunks(randomBytes(1_001)), 1_000);
    await expect(put).rejects.toThrow(TooLargeError);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toEqual([]);
  });

  it('does not open when a byte was changed, when it was cut off, or at the place of another', async () => {
    const bytes = randomBytes(2 * PIECE_BYTES);
    const key = await store(bytes);
    const path = join(root, key);
    const good = await readFile(path);
    for (const at of [HEAD_BYTES, HEAD_BYTES + PIECE_BYTES + 20, good.length - 1]) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
      await writeFile(path, bad);
      await expect(read(key), String(at)).rejects.toThrow(StorageKeyError);
    }
    await writeFile(path, good);
    await truncate(path, HEAD_BYTES + PIECE_BYTES + 16);
    await expect(read(key)).rejects.toThrow(StorageKeyError);
    const other = await store(bytes);
    await writeFile(join(root, other), good);
    await expect(read(other)).rejects.toThrow(StorageKeyError);
  });

  it('needs its key: without it, or with another of that name, nothing is read', async () => {
    const key = await store(Buffer.from('a'));
    await expect(read(key, null)).rejects.toThrow(/needs the key "old"/);
    await expect(read(key, parseMasterKeys(NEW))).rejects.toThrow(StorageKeyError);
    await expect(read(key, parseMasterKeys(fresh('old')))).rejects.toThrow(StorageKeyError);
  });

  it('may stand beside others from before there were keys', async () => {
    const short = await store(Buffer.from('plain'), null);
    const long = await store(randomBytes(1_000), null);
    expect((await read(short)).toString()).toBe('plain');
    expect(await read(long)).toEqual(await readFile(join(root, long)));
  });
});

describe('rotation of keys', () => {
  it('puts everything under the new key, encrypts what was not, and then has nothing to do', async () => {
    const bytes = [randomBytes(200_000), randomBytes(10), randomBytes(500)];
    const keys = [
      await store(bytes[0] as Buffer),
      await store(bytes[1] as Buffer),
      await store(bytes[2] as Buffer, null),
    ];
    const before = await encryptedStorage(disk, both).read(keys[0] as string);
    expect(await rotateKeys(root, both, isKept)).toEqual({
      ...{ current: 0, rotated: 2, encrypted: 1, skipped: 0 },
      failed: [],
    });
    const onlyNew = parseMasterKeys(NEW);
    for (const [index, key] of keys.entries()) {
      expect(await read(key, onlyNew)).toEqual(bytes[index]);
      await expect(read(key, old)).rejects.toThrow(StorageKeyError);
    }
    // A download that had begun goes on.
    const begun: Buffer[] = [];
    for await (const chunk of before.stream) begun.push(chunk as Buffer);
    expect(Buffer.concat(begun)).toEqual(bytes[0]);
    expect(await rotateKeys(root, both, isKept)).toMatchObject({ current: 3, rotated: 0, encrypted: 0 });
  });

  it('leaves what no key opens as it is, and says which', async () => {
    const lost = await store(randomBytes(10), parseMasterKeys(fresh('lost')));
    const good = await store(Buffer.from('good'));
    const before = await readFile(join(root, lost));
    expect(await rotateKeys(root, both, isKept)).toMatchObject({ rotated: 1, failed: [lost] });
    expect(await readFile(join(root, lost))).toEqual(before);
    expect((await read(good, both)).toString()).toBe('good');
  });

  it('that was cut short while it wrote leaves a document that opens, and is finished by the next', async () => {
    const key = await store(Buffer.from('whole'));
    const path = join(root, key);
    const backup = `${dirname(root)}/backup`;
    await copyFile(path, backup);
    const file = await open(path, 'r+');
    await file.write(randomBytes(SLOT_BYTES / 2), 0, SLOT_BYTES / 2, slotStart(1));
    await file.close();
    expect((await read(key, both)).toString()).toBe('whole');
    expect(await rotateKeys(root, both, isKept)).toMatchObject({ rotated: 1 });
    expect((await read(key, parseMasterKeys(NEW))).toString()).toBe('whole');
    // A backup from before needs the key from before.
    await copyFile(backup, path);
    await expect(read(key, parseMasterKeys(NEW))).rejects.toThrow(StorageKeyError);
    expect((await read(key, both)).toString()).toBe('whole');
  });

  it('at the same time as another encrypts a document once: what was looked at is what is sealed', async () => {
    const bytes = randomBytes(2 * PIECE_BYTES);
    const key = await store(bytes, null);
    let asked = 0;
    // The second begins and ends while the first has looked at the file and not encrypted it yet.
    const others: unknown[] = [];
    const lateAnswer = async (): Promise<boolean> => {
      asked += 1;
      if (asked === 1) others.push(await rotateKeys(root, both, isKept));
      return true;
    };
    expect(await rotateKeys(root, both, lateAnswer)).toMatchObject({ encrypted: 1, failed: [] });
    expect(others).toMatchObject([{ encrypted: 1, failed: [] }]);
    expect((await read(key, parseMasterKeys(NEW))).equals(bytes)).toBe(true);
  });

  it('several times at once loses no document and leaves no part of one', async () => {
    const documents = Array.from({ length: 4 }, () => randomBytes(12 * PIECE_BYTES));
    const keys: string[] = [];
    for (const bytes of documents) keys.push(await store(bytes, null));
    await Promise.all(Array.from({ length: 6 }, () => rotateKeys(root, both, isKept)));
    for (const [index, key] of keys.entries())
      expect((await read(key, parseMasterKeys(NEW))).equals(documents[index] as Buffer)).toBe(true);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toHaveLength(keys.length);
  });

  it('brings no document back that was erased meanwhile, and leaves an upload under way alone', async () => {
    const erased = await store(randomBytes(10), null);
    let asked = 0;
    const goneAfterwards = (): Promise<boolean> => Promise.resolve((asked += 1) === 1);
    await rotateKeys(root, both, goneAfterwards);
    await expect(read(erased, both)).rejects.toThrow();
    const underWay = await store(Buffer.from('not in any row yet'), null);
    expect(await rotateKeys(root, both, () => Promise.resolve(false))).toMatchObject({ skipped: 1 });
    expect((await read(underWay, both)).toString()).toBe('not in any row yet');
  });
});

describe('a master key', () => {
  it.each([
    ['without a name', randomBytes(32).toString('base64')],
    ['that is short', `a:${randomBytes(31).toString('base64')}`],
    ['of one byte again and again', `a:${Buffer.alloc(32, 1).toString('base64')}`],
    ['that somebody typed', `a:${Buffer.from('correct horse battery staple 123').toString('base64')}`],
    ['twice', `${OLD},${OLD}`],
    ['that is not there', ''],
  ])('%s is refused, and not repeated', (_what, text) => {
    expect(() => parseMasterKeys(text)).toThrow(WeakKeyError);
    const encoded = text.split(':')[1] ?? '';
    if (encoded !== '') expect(() => parseMasterKeys(text)).not.toThrow(encoded);
  });

  it('at random is taken', () => {
    for (let times = 0; times < 500; times += 1) expect(parseMasterKeys(fresh('k'))[0].key).toHaveLength(32);
  });
});
