import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { newStorageKey, TooLargeError, type Storage, type StoredObject } from '../storage.js';
import { HEAD_BYTES, isEncrypted, makeHead, newDataKey, openHead } from './head.js';
import type { MasterKeys } from './master-keys.js';
import { openPieces, plainSize, sealPieces } from './pieces.js';

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
      const dataKey = newDataKey();
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
      async function* sealed(): AsyncGenerator<Uint8Array> {
        yield makeHead(dataKey, (masters as MasterKeys)[0], key);
        yield* sealPieces(counted(), dataKey);
      }
      const part = await inner.put(sealed(), limit + ROOM_FOR_SEALS, key);
      return { ...part, sha256: hash.digest(), size };
    },

    async read(key): Promise<StoredObject> {
      const { size, stream } = await inner.read(key);
      try {
        const { head, rest } = await takeHead(stream);
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

interface Taken {
  /** As many bytes as a head has, and what came along with them; fewer where the document is shorter. */
  readonly head: Buffer;
  readonly rest: AsyncIterator<Uint8Array>;
}

async function takeHead(stream: Readable): Promise<Taken> {
  const rest = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < HEAD_BYTES;) {
    const next = await rest.next();
    if (next.done === true) break;
    chunks.push(next.value);
    length += next.value.byteLength;
  }
  return { head: Buffer.concat(chunks), rest };
}

async function* joined(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
