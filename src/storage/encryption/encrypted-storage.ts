import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { newStorageKey, TooLargeError, type Storage, type StoredObject } from '../storage.js';
import { takeAtLeast } from '../take-at-least.js';
import { HEAD_BYTES, isEncrypted, openHead } from './head.js';
import type { MasterKeys } from './master-keys.js';
import { openPieces, plainSize, sealDocument } from './pieces.js';

/** Heads and tags add less than this to a document of the size that is accepted. */
const ROOM_FOR_SEALS = 1024 * 1024;

/**
 * Storage whose documents are encrypted, each under a key of its own that a master key wraps. Digests and sizes are of the
 * documents as they were sent. What was stored before there were keys is read as it is.
 *
 * @param masters null: documents are stored as they are, and encrypted ones from before cannot be read.
 */
export function encryptedStorage(inner: Storage, masters: MasterKeys | null): Storage {
  return {
    ...inner,
    async put(source, limit, key = newStorageKey()) {
      if (masters === null) return inner.put(source, limit, key);
      const hash = createHash('sha256');
      let size = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of source) {
          size += chunk.byteLength;
          if (size > limit) throw new TooLargeError(`more than ${limit} bytes`);
          hash.update(chunk);
          yield chunk;
        }
      }
      const part = await inner.put(sealDocument(counted(), masters, key), limit + ROOM_FOR_SEALS, key);
      return { ...part, sha256: hash.digest(), size };
    },

    async read(key): Promise<StoredObject> {
      const { size, stream } = await inner.read(key);
      try {
        const rest = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
        const head = await takeAtLeast(rest, HEAD_BYTES);
        if (!isEncrypted(head))
          return { size, stream: Readable.from(joined(head, rest), { objectMode: false }) };
        const { dataKey } = openHead(head, masters, key);
        const document = openPieces(joined(head.subarray(HEAD_BYTES), rest), dataKey);
        const opened = Readable.from(document, { objectMode: false });
        opened.once('close', () => stream.destroy());
        return { size: plainSize(size - HEAD_BYTES), stream: opened };
      } catch (error) {
        stream.destroy();
        throw error;
      }
    },
  };
}

async function* joined(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
