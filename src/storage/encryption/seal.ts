import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  CIPHER,
  HEAD_BYTES,
  isEncrypted,
  makeHead,
  newDataKey,
  openHead,
  StorageKeyError,
  TAG_BYTES,
} from './head.js';
import type { MasterKeys } from './master-keys.js';

/** Safe, since a data key seals one thing once. */
const NONCE = Buffer.alloc(12);

/**
 * Seals what fits into memory under a key of its own that the current master key wraps: a head as files have, what was
 * sealed, tag.
 *
 * @param place where it will stand, in ASCII: it opens nowhere else.
 */
export function seal(plain: Buffer, [current]: MasterKeys, place: string): Buffer {
  const dataKey = newDataKey();
  const cipher = createCipheriv(CIPHER, dataKey, NONCE).setAAD(Buffer.from(place, 'ascii'));
  const head = makeHead(dataKey, current, place);
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws StorageKeyError when its master key is not there, or anything of it was changed or moved. */
export function openSealed(sealed: Buffer, masters: MasterKeys | null, place: string): Buffer {
  if (!isEncrypted(sealed) || sealed.length < HEAD_BYTES + TAG_BYTES)
    throw new StorageKeyError(`What is sealed as ${place} was cut off or overwritten.`);
  const { dataKey } = openHead(sealed, masters, place);
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, dataKey, NONCE)
    .setAAD(Buffer.from(place, 'ascii'))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES, end)), decipher.final()]);
  } catch (error) {
    throw new StorageKeyError(`What is sealed as ${place} was changed.`, { cause: error });
  }
}
