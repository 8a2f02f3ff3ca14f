import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CIPHER, makeHead, newDataKey, StorageKeyError, TAG_BYTES } from './head.js';
import type { MasterKeys } from './master-keys.js';

/** Bytes of the document in one piece of the file; each piece is sealed for itself, so that reading can begin at once. */
export const PIECE_BYTES = 64 * 1024;
const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;

/** Bytes of a document whose sealed pieces have so many bytes. */
export function plainSize(sealedSize: number): number {
  return sealedSize - Math.ceil(sealedSize / SEALED_BYTES) * TAG_BYTES;
}

/**
 * A document as its file holds it: a head with a key of its own that the current master key wraps, and its pieces.
 *
 * @param storageKey where the file will stand: it opens nowhere else.
 */
export async function* sealDocument(
  source: AsyncIterable<Uint8Array>,
  [current]: MasterKeys,
  storageKey: string,
): AsyncGenerator<Buffer> {
  const dataKey = newDataKey();
  yield makeHead(dataKey, current, storageKey);
  yield* sealPieces(source, dataKey);
}

/**
 * Seals a document piece by piece (AES-256-GCM). A piece's nonce is its number, which is safe since no two documents share
 * a key, and says whether it is the last, so that pieces cannot be swapped, left out or cut off (as STREAM does: Hoang,
 * Reyhanitabar, Rogaway and Vizár 2015).
 */
async function* sealPieces(source: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isLast } of inPieces(source, PIECE_BYTES)) {
    const cipher = createCipheriv(CIPHER, key, nonceOf(number, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** @throws StorageKeyError when a piece is not as it was sealed; what came before it was. */
export async function* openPieces(sealed: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isLast } of inPieces(sealed, SEALED_BYTES)) {
    if (bytes.length < TAG_BYTES) throw new StorageKeyError('A document was cut off in storage.');
    const decipher = createDecipheriv(CIPHER, key, nonceOf(number, isLast)).setAuthTag(
      bytes.subarray(bytes.length - TAG_BYTES),
    );
    try {
      yield Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]);
    } catch (error) {
      throw new StorageKeyError('A document was changed in storage.', { cause: error });
    }
    number += 1;
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** Pieces of `size` bytes and the rest, which may be empty where there is nothing at all. */
async function* inPieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(Buffer.from(chunk));
    length += chunk.byteLength;
    // What is exactly a piece may be the last one, so it waits for more.
    if (length <= size) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    for (; length - at > size; at += size) yield { bytes: all.subarray(at, at + size), isLast: false };
    waiting = [all.subarray(at)];
    length -= at;
  }
  yield { bytes: Buffer.concat(waiting), isLast: true };
}
