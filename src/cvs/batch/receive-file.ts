import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { isArchive } from '../../documents/sniff.js';
import { BATCH_LIMIT_BYTES } from '../../http/body-limits.js';
import { Problem } from '../../http/problem.js';
import { TooLargeError, type Storage } from '../../storage/storage.js';
import { writePart } from '../../storage/write-part.js';
import { headThenRest, readHead, storeDocument, type StoredFile } from '../store-document.js';

/** What a file of a batch turned out to be. */
export type ReceivedFile =
  | { readonly kind: 'document'; readonly fileName: string; readonly stored: StoredFile }
  | { readonly kind: 'refused'; readonly fileName: string; readonly problem: Problem }
  | { readonly kind: 'archive'; readonly fileName: string; readonly path: string }
  | { readonly kind: 'people'; readonly text: string };

export interface Receiving {
  readonly storage: Storage;
  /** Of one document, in bytes. */
  readonly maxBytes: number;
  /** Where archives are put while they are read. */
  readonly folder: string;
}

/** Bytes of a list of people. */
const MOST_LIST_BYTES = 1024 * 1024;

/**
 * Takes in one file of a batch: a document goes to storage by the same steps as one that is sent alone. What is wrong with
 * the file itself is an answer; faults of the disk and of the connection are thrown.
 *
 * @param fileName cleaned. @param isInArchive whether another archive holds it.
 */
export async function receiveFile(
  { storage, maxBytes, folder }: Receiving,
  fileName: string,
  stream: Readable,
  isInArchive: boolean,
): Promise<ReceivedFile> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    const head = await readHead(chunks);
    if (/\.csv$/i.test(fileName)) return { kind: 'people', text: await readText(head, chunks) };
    if (await isArchive(head)) {
      if (isInArchive) throw new Problem('archive_nested');
      const path = join(folder, randomUUID());
      await writePart(path, headThenRest(head, chunks), BATCH_LIMIT_BYTES);
      return { kind: 'archive', fileName, path };
    }
    return { kind: 'document', fileName, stored: await storeDocument(storage, head, chunks, maxBytes) };
  } catch (error) {
    const problem = error instanceof TooLargeError ? new Problem('file_too_large', { cause: error }) : error;
    if (!(problem instanceof Problem)) throw error;
    if (isInArchive) stream.destroy();
    else await readToItsEnd(chunks);
    return { kind: 'refused', fileName, problem };
  }
}

async function readText(head: Buffer, chunks: AsyncIterator<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of headThenRest(head, chunks)) {
    length += chunk.length;
    if (length > MOST_LIST_BYTES) throw new Problem('table_too_large');
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The next file of the form stands behind this one. */
async function readToItsEnd(chunks: AsyncIterator<Buffer>): Promise<void> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next());
}
