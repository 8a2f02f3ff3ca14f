import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { FORM_OVERHEAD_BYTES, PART_LIMITS, refuseBodyOver, requireForm } from '../http/body-limits.js';
import { Problem } from '../http/problem.js';
import { runMiddleware } from '../http/serve-route.js';
import { cleanFileName } from '../http/text.js';
import { StorageFullError, TooLargeError, type Storage } from '../storage/storage.js';
import { readHead, storeDocument, type StoredFile } from './store-document.js';

/** A document that arrived whole. */
export interface ReceivedDocument extends StoredFile {
  /** Cleaned; data only, never a path. */
  readonly fileName: string;
}

export interface ReceivedForm {
  /** As sent: not checked. */
  readonly fields: unknown;
  /** Null: the form came without a file. */
  readonly document: ReceivedDocument | null;
}

export type ReceivedUpload = Pick<ReceivedForm, 'fields'> & ReceivedDocument;
export type ReceiveUpload = (request: Request, response: Response) => Promise<ReceivedUpload>;

/** Fields of the form that CVs are sent by, with some to spare. */
const CV_FIELDS = 10;

/**
 * A form that turns out to be broken stops its request, which is read on all the same: the answer waits for the refused file,
 * and that for the end of the request (`readOn`), or of the time for one. The types of multer do not know this option yet.
 */
const TO_THE_END = {
  streamHandler(request: Request, form: Writable): void {
    form.once('unpipe', () => request.resume());
    request.pipe(form);
  },
};

/**
 * Reads an upload, which must have a file. Nothing is left in storage when it throws.
 *
 * @throws Problem that says what is wrong with the form.
 */
export function createUploadReceiver(storage: Storage, maxBytes: number): ReceiveUpload {
  const receive = createFormReceiver(storage, { maxBytes, maxFields: CV_FIELDS });
  return async (request, response) => {
    const { fields, document } = await receive(request, response);
    if (!document) throw new Problem('file_missing');
    return { fields, ...document };
  };
}

/**
 * Reads a form that may have a file: refused by its headers where they say enough, then streamed to storage while it is
 * hashed, with a limit on everything a multipart body can have many of. Nothing is left in storage when it throws.
 */
export function createFormReceiver(
  storage: Storage,
  { maxBytes, maxFields }: { readonly maxBytes: number; readonly maxFields: number },
): (request: Request, response: Response) => Promise<ReceivedForm> {
  const readForm = multer({
    storage: engineOver(storage, maxBytes),
    defParamCharset: 'utf8',
    preservePath: false,
    ...TO_THE_END,
    limits: {
      ...PART_LIMITS,
      fileSize: maxBytes,
      files: 1,
      fields: maxFields,
      parts: maxFields + 1,
      fieldSize: 4_096,
    },
  }).single('file');

  return async (request, response) => {
    requireForm(request);
    refuseBodyOver(request, maxBytes + FORM_OVERHEAD_BYTES, {
      lengthNeeded: true,
      tooLarge: 'file_too_large',
    });
    try {
      await runMiddleware(readForm, request, response);
    } catch (error) {
      throw asProblem(error);
    }
    const file = request.file as (Express.Multer.File & StoredFile) | undefined;
    return {
      fields: { ...request.body },
      document: file
        ? { part: file.part, format: file.format, fileName: cleanFileName(file.originalname) }
        : null,
    };
  };
}

function engineOver(storage: Storage, maxBytes: number): StorageEngine {
  return {
    _handleFile(request, file, done) {
      store(storage, file.stream, request, maxBytes).then(
        (stored: Partial<Express.Multer.File> & StoredFile) => done(null, stored),
        (error: unknown) => done(error),
      );
    },
    _removeFile(_request, file, done) {
      const { part } = file as Express.Multer.File & StoredFile;
      part.discard().then(() => done(null), done);
    },
  };
}

async function store(
  storage: Storage,
  stream: Readable,
  request: Request,
  maxBytes: number,
): Promise<StoredFile> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    return await storeDocument(storage, await readHead(chunks), chunks, maxBytes);
  } catch (error) {
    await readOn(request, chunks);
    throw error;
  }
}

/**
 * Reads the rest of a form whose file is refused, which multer would read and throw away: a page shows what was typed in the
 * fields behind the file again.
 */
async function readOn(request: Request, chunks: AsyncIterator<Buffer>): Promise<void> {
  try {
    while (!(await chunks.next()).done);
    if (!request.readableEnded) await finished(request, { writable: false });
  } catch {
    // The connection broke: multer says so.
  }
  // The last fields are read in the turn in which the request ends.
  await new Promise(setImmediate);
}

const FORM_FAULTS: Readonly<Partial<Record<string, string>>> = {
  LIMIT_FILE_COUNT: 'Send one file only.',
  LIMIT_UNEXPECTED_FILE: 'Send one file only, in the field "file".',
  LIMIT_FIELD_VALUE: 'One of the fields is too long.',
  LIMIT_FIELD_COUNT: 'The form has more fields than there are.',
  LIMIT_PART_COUNT: 'The form has more fields than there are.',
};

/** What went wrong with the form is the sender's to mend; faults of the disk stay what they are. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || error instanceof StorageFullError) return error;
  if (error instanceof TooLargeError) return new Problem('file_too_large', { cause: error });
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') return new Problem('file_too_large', { cause: error });
    const detail =
      FORM_FAULTS[error.code] ?? 'The form has a field with a name that is not one of its fields.';
    return new Problem('malformed_upload', { detail, cause: error });
  }
  if (error instanceof Error && 'syscall' in error && error.syscall !== 'read') return error;
  return new Problem('malformed_upload', { cause: error });
}
