import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foldersUnder } from '../sweep-disk.js';
import { STORAGE_KEY } from '../storage.js';
import { hasCode, syncFolder, writePart } from '../write-part.js';
import {
  HEAD_BYTES,
  isEncrypted,
  makeSlot,
  openHead,
  SLOT_BYTES,
  SLOTS,
  slotOf,
  slotStart,
  StorageKeyError,
} from './head.js';
import type { MasterKeys } from './master-keys.js';
import { sealDocument } from './pieces.js';

export interface RotationReport {
  /** Under the current key already. */
  readonly current: number;
  /** Put under the current key from another. */
  readonly rotated: number;
  /** Stored before there were keys, and encrypted now. */
  readonly encrypted: number;
  /** Not encrypted, and nothing refers to them: an upload that is under way, or what the hourly sweep removes. */
  readonly skipped: number;
  /** Keys of documents that none of the master keys opens. They are left as they are. */
  readonly failed: readonly string[];
}

/**
 * Puts every document under the current master key, while others read and write. The document itself is written anew only
 * where it was not encrypted; otherwise a few bytes of its head are. May be stopped and started again at any moment.
 *
 * @param isKept whether anything refers to a document still: one that was erased meanwhile must not come back.
 */
export async function rotateKeys(
  root: string,
  masters: MasterKeys,
  isKept: (storageKey: string) => Promise<boolean>,
): Promise<RotationReport> {
  const report = { current: 0, rotated: 0, encrypted: 0, skipped: 0, failed: [] as string[] };
  for (const folder of await foldersUnder(root)) {
    for (const name of await readdir(join(root, folder))) {
      const storageKey = `${folder}/${name}`;
      if (!STORAGE_KEY.test(storageKey)) continue;
      try {
        report[await rotateFile(join(root, storageKey), storageKey, masters, isKept)] += 1;
      } catch (error) {
        if (hasCode(error, 'ENOENT')) continue;
        if (!(error instanceof StorageKeyError)) throw error;
        report.failed.push(storageKey);
      }
    }
  }
  return report;
}

async function rotateFile(
  path: string,
  storageKey: string,
  masters: MasterKeys,
  isKept: (storageKey: string) => Promise<boolean>,
): Promise<'current' | 'rotated' | 'encrypted' | 'skipped'> {
  const file = await open(path, 'r+');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    if (!isEncrypted(head.subarray(0, bytesRead))) {
      if (!(await isKept(storageKey))) return 'skipped';
      await encryptFile(file, path, storageKey, masters, isKept);
      return 'encrypted';
    }
    const [current] = masters;
    const { dataKey, slot, keyId } = openHead(head, masters, storageKey);
    const other = (slot + 1) % SLOTS;
    if (keyId !== current.id) {
      await file.write(makeSlot(dataKey, current, storageKey), 0, SLOT_BYTES, slotStart(other));
      await file.sync();
      await file.write(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, slotStart(slot));
      await file.sync();
      return 'rotated';
    }
    // What a rotation that was cut short has left: the same key under a master key that may have to go.
    if (slotOf(head, other).some((byte) => byte !== 0)) {
      await file.write(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, slotStart(other));
      await file.sync();
    }
    return 'current';
  } finally {
    await file.close();
  }
}

/**
 * In a file of its own that takes the place of the first at once, unless that is gone by then. It is read from the handle
 * whose beginning was looked at: under the name another file may stand by now. Nobody else's part has a name by chance.
 */
async function encryptFile(
  plain: FileHandle,
  path: string,
  storageKey: string,
  masters: MasterKeys,
  isKept: (storageKey: string) => Promise<boolean>,
): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  const source = plain.createReadStream({ start: 0, autoClose: false });
  await writePart(part, sealDocument(source, masters, storageKey), Infinity);
  await rename(part, path);
  await syncFolder(dirname(path));
  if (!(await isKept(storageKey))) await rm(path, { force: true });
}
