import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_ID_BYTES, type MasterKey, type MasterKeys } from './master-keys.js';

/**
 * An encrypted file, or a sealed text, begins with eight bytes that no document begins with, and two slots for its own key,
 * each wrapped by a master key (AES-256-GCM): ID of the master key, nonce, wrapped key, tag. A file is put under another
 * master key by writing the slot that is not in use, so that a crash at any moment leaves one that opens.
 */
export const MAGIC = Buffer.from([0x89, 0x4f, 0x54, 0x4d, 0x0d, 0x0a, 0x1a, 0x01]);
const NONCE_BYTES = 12;
const DATA_KEY_BYTES = 32;
export const TAG_BYTES = 16;
export const SLOT_BYTES = KEY_ID_BYTES + NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;
export const SLOTS = 2;
export const HEAD_BYTES = MAGIC.length + SLOTS * SLOT_BYTES;
export const CIPHER = 'aes-256-gcm';

/** The master key that a file needs is not among those that are set, or its head is damaged. */
export class StorageKeyError extends Error {}

/** None of the master keys that are set opens the head: as a rule a key that this process was not given. */
export class MissingKeyError extends StorageKeyError {}

export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/** A head whose first slot holds the key. @param storageKey where the file stands: it opens nowhere else. */
export function makeHead(dataKey: Buffer, master: MasterKey, storageKey: string): Buffer {
  return Buffer.concat([MAGIC, makeSlot(dataKey, master, storageKey), Buffer.alloc(SLOT_BYTES)]);
}

export function isEncrypted(head: Buffer): boolean {
  return head.length >= HEAD_BYTES && head.subarray(0, MAGIC.length).equals(MAGIC);
}

export function makeSlot(dataKey: Buffer, { id, key }: MasterKey, storageKey: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(contextOf(storageKey));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([keyName(id), nonce, wrapped, cipher.getAuthTag()]);
}

/** A master key's ID as a slot begins with it. */
export function keyName(id: string): Buffer {
  const name = Buffer.alloc(KEY_ID_BYTES);
  name.write(id, 'ascii');
  return name;
}

export interface OpenedHead {
  readonly dataKey: Buffer;
  /** Which slot opened, and by which master key. */
  readonly slot: number;
  readonly keyId: string;
}

/** @throws MissingKeyError */
export function openHead(head: Buffer, masters: MasterKeys | null, storageKey: string): OpenedHead {
  const named: string[] = [];
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const bytes = slotOf(head, slot);
    const keyId = bytes.toString('ascii', 0, KEY_ID_BYTES).replace(/\0+$/, '');
    if (keyId === '') continue;
    named.push(keyId);
    const master = masters?.find(({ id }) => id === keyId);
    const dataKey = master === undefined ? null : unwrap(bytes, master, storageKey);
    if (dataKey !== null) return { dataKey, slot, keyId };
  }
  throw new MissingKeyError(
    `What is sealed needs the key ${named.map((id) => `"${id}"`).join(' or ')}, which is not in STORAGE_KEYS or does not open it.`,
  );
}

export function slotOf(head: Buffer, slot: number): Buffer {
  const start = slotStart(slot);
  return head.subarray(start, start + SLOT_BYTES);
}

/** Where a slot begins in the file. */
export function slotStart(slot: number): number {
  return MAGIC.length + slot * SLOT_BYTES;
}

/** Null where it was wrapped by another key of that name, for another file, or is damaged. */
function unwrap(slot: Buffer, { key }: MasterKey, storageKey: string): Buffer | null {
  const nonce = slot.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce)
    .setAAD(contextOf(storageKey))
    .setAuthTag(slot.subarray(SLOT_BYTES - TAG_BYTES));
  try {
    const wrapped = slot.subarray(KEY_ID_BYTES + NONCE_BYTES, SLOT_BYTES - TAG_BYTES);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    return null;
  }
}

function contextOf(storageKey: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(storageKey, 'ascii')]);
}
