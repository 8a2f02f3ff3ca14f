import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import {
  ObjectMissingError,
  StorageFullError,
  TooLargeError,
  type Storage,
  type StoredObject,
  type StoredPart,
} from './storage.js';
import { sweepDisk } from './sweep-disk.js';

/** `YYYY/MM/<uuid v7>`: the only shape a key may have, so no key can point outside the root. */
const KEY = /^\d{4}\/\d{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Uploads are refused below this, because PostgreSQL on the same disk stops for good when the disk is full
 * (a PANIC while writing WAL), whereas a refused upload can be tried again.
 */
const MIN_FREE_BYTES = 512 * 1024 * 1024;

export interface DiskStorageOptions {
  readonly root: string;
  readonly minFreeBytes?: number;
  /** Stands in for the disk's own figure in tests. */
  readonly freeBytes?: () => Promise<number>;
}

/** Keeps documents as files: folders 0700, files 0600, each fsynced together with its folder before it counts. */
export async function createDiskStorage(options: DiskStorageOptions): Promise<Storage> {
  const root = resolve(options.root);
  const minFreeBytes = options.minFreeBytes ?? MIN_FREE_BYTES;
  await mkdir(root, { recursive: true, mode: 0o700 });

  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new ObjectMissingError('not a storage key');
    return join(root, key);
  };
  const freeBytes =
    options.freeBytes ??
    (async () => {
      const disk = await statfs(root);
      return disk.bavail * disk.bsize;
    });
  const requireRoom = async (): Promise<void> => {
    if ((await freeBytes()) < minFreeBytes) throw new StorageFullError('below the floor of free space');
  };

  return {
    freeBytes,

    async put(source, limit) {
      await requireRoom();
      const key = newKey();
      const path = pathOf(key);
      await makeFolders(root, dirname(path));
      const written = await writePart(`${path}.part`, source, limit);
      return { key, ...written, ...twoPhase(path) };
    },

    async read(key): Promise<StoredObject> {
      const path = pathOf(key);
      let handle: FileHandle;
      try {
        handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      } catch (error) {
        if (hasCode(error, 'ENOENT')) throw new ObjectMissingError(key, { cause: error });
        throw error;
      }
      const { size } = await handle.stat();
      return { size, stream: handle.createReadStream() };
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    sweep: (sweepOptions) => sweepDisk(root, KEY, sweepOptions),

    async probe() {
      await requireRoom();
      const path = join(root, `.probe-${uuidv7()}`);
      try {
        const handle = await open(path, writeOnce, 0o600);
        await handle.writeFile('probe').finally(() => handle.close());
        if ((await stat(path)).size !== 'probe'.length) throw new Error('probe was cut short');
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

const writeOnce = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

function newKey(): string {
  const now = new Date();
  const month = String(now.getUTCMonth() + 1).padStart(2, '0');
  return `${now.getUTCFullYear()}/${month}/${uuidv7()}`;
}

function twoPhase(path: string): Pick<StoredPart, 'commit' | 'discard'> {
  return {
    async commit() {
      await rename(`${path}.part`, path);
      await syncFolder(dirname(path));
    },
    async discard() {
      await rm(`${path}.part`, { force: true });
    },
  };
}

async function writePart(
  path: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ sha256: Buffer; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, writeOnce, 0o600);
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > limit) throw new TooLargeError(`more than ${limit} bytes`);
      hash.update(chunk);
      await writeAll(handle, chunk);
    }
    await handle.sync();
    await handle.close();
    return { sha256: hash.digest(), size };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(path, { force: true });
    if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) {
      throw new StorageFullError('the disk is full', { cause: error });
    }
    throw error;
  }
}

/** One write call may take only part of the chunk. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let done = 0;
  while (done < chunk.byteLength) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done);
    done += bytesWritten;
  }
}

/** A new folder is durable only when the folder it stands in has been synced too. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made !== root; made = dirname(made)) await syncFolder(dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder as a file; its journal orders the rename by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
