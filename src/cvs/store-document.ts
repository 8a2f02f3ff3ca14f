import type { DocumentFormat } from '../documents/reading.js';
import { isPhoneFormat, sniffFormat } from '../documents/sniff.js';
import { Problem } from '../http/problem.js';
import type { StoredPart, Storage } from '../storage/storage.js';
import { takeAtLeast } from '../storage/take-at-least.js';

/** Formats are told apart by these first bytes. */
const HEAD_BYTES = 64 * 1024;

/** For whoever takes a picture of their CV with a phone. */
const PHONE_PHOTO =
  'This is a photo in the format of phones (HEIC), which cannot be read. Save it as JPEG or as a PDF and send that, or send the Word document that it shows.';

/** A document in storage, which belongs to nobody yet: commit or discard it. */
export interface StoredFile {
  readonly part: StoredPart;
  readonly format: DocumentFormat;
}

/**
 * Stores a document whose first bytes have been read, if it is one.
 *
 * @throws Problem `file_empty` or `unsupported_file`, and whatever the storage throws.
 */
export async function storeDocument(
  storage: Storage,
  head: Buffer,
  chunks: AsyncIterator<Buffer>,
  maxBytes: number,
): Promise<StoredFile> {
  if (head.length === 0) throw new Problem('file_empty');
  const format = await sniffFormat(head);
  if (!format) throw new Problem('unsupported_file', isPhoneFormat(head) ? { detail: PHONE_PHOTO } : {});
  return { format, part: await storage.put(headThenRest(head, chunks), maxBytes) };
}

/** As much of a document as tells what it is. */
export function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  return takeAtLeast(chunks, HEAD_BYTES);
}

/**
 * Leaves the stream as it is when whoever reads this gives up: destroying it would look like a broken form to multer,
 * which would then report that instead of what really happened.
 */
export async function* headThenRest(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
