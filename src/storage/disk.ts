import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import {
  newStorageKey,
  ObjectMissingError,
  STORAGE_KEY,
  StorageFullError,
  type Storage,
  type StoredObject,
  type StoredPart,
} from './storage.js';
import { sweepDisk, WORK_FOLDER } from './sweep-disk.js';
import { hasCode, syncFolder, writeOnce, writePart } from './write-part.js';

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
    if (!STORAGE_KEY.test(key)) throw new ObjectMissingError('not a storage key');
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

    async put(source, limit, key = newStorageKey()) {
      await requireRoom();
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

    async makeWorkFolder() {
      await requireRoom();
      const folder = join(root, WORK_FOLDER);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return mkdtemp(join(folder, 'for-'));
    },

    sweep: (sweepOptions) => sweepDisk(root, STORAGE_KEY, sweepOptions),

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

/** A new folder is durable only when the folder it stands in has been synced too. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made !== root; made = dirname(made)) await syncFolder(dirname(made));
}
