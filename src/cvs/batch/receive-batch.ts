import { rm } from 'node:fs/promises';
import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import {
  BATCH_LIMIT_BYTES,
  FORM_OVERHEAD_BYTES,
  PART_LIMITS,
  refuseBodyOver,
  requireForm,
} from '../../http/body-limits.js';
import { Problem } from '../../http/problem.js';
import { runMiddleware } from '../../http/serve-route.js';
import { cleanFileName } from '../../http/text.js';
import type { Storage } from '../../storage/storage.js';
import { asProblem } from '../receive-upload.js';
import { readArchive, type ArchivedFile, type BatchRoom } from './read-archive.js';
import { receiveFile, type ReceivedFile, type Receiving } from './receive-file.js';

/** Files of one batch, those in archives too. */
export const MOST_FILES = 200;
const FIELDS = 10;
/** A list of people that is pasted instead of attached, in bytes. */
const MOST_FIELD_BYTES = 256 * 1024;

export interface ReceivedBatch {
  /** As sent: not checked. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** In the order in which they came; archives are unpacked. Documents among them are to be committed or discarded. */
  readonly files: readonly ReceivedFile[];
}

/**
 * Reads a form with many CVs, or ZIPs of CVs, in its field `files`.
 *
 * @param take is given the documents, and commits or discards each of them, also when it throws.
 * @throws Problem that says what is wrong with the form as a whole.
 */
export async function receiveBatch<T>(
  { storage, maxBytes }: { readonly storage: Storage; readonly maxBytes: number },
  request: Request,
  response: Response,
  take: (batch: ReceivedBatch) => Promise<T>,
): Promise<T> {
  requireForm(request);
  refuseBodyOver(request, BATCH_LIMIT_BYTES + FORM_OVERHEAD_BYTES, {
    lengthNeeded: true,
    tooLarge: 'file_too_large',
  });
  const receiving = { storage, maxBytes, folder: await storage.makeWorkFolder() };
  try {
    const sent = await readBatchForm(receiving, request, response);
    const files: ReceivedFile[] = [];
    const left = { files: MOST_FILES - sent.length, bytes: BATCH_LIMIT_BYTES };
    try {
      for (const file of sent) {
        if (file.kind !== 'archive') files.push(file);
        else for await (const one of unpack(receiving, file, left)) files.push(one);
      }
      if (!files.some(({ kind }) => kind !== 'people')) throw new Problem('file_missing');
    } catch (error) {
      await discardAll(new Set([...sent, ...files]));
      throw error;
    }
    return await take({ fields: { ...(request.body as Record<string, unknown>) }, files });
  } finally {
    await rm(receiving.folder, { recursive: true, force: true });
  }
}

async function readBatchForm(
  receiving: Receiving,
  request: Request,
  response: Response,
): Promise<ReceivedFile[]> {
  const readForm = multer({
    storage: engineOver(receiving),
    defParamCharset: 'utf8',
    preservePath: false,
    limits: {
      ...PART_LIMITS,
      fileSize: BATCH_LIMIT_BYTES,
      files: MOST_FILES,
      fields: FIELDS,
      parts: MOST_FILES + FIELDS,
      fieldSize: MOST_FIELD_BYTES,
    },
  }).array('files');
  try {
    await runMiddleware(readForm, request, response);
  } catch (error) {
    const isTooMany =
      error instanceof MulterError && ['LIMIT_FILE_COUNT', 'LIMIT_PART_COUNT'].includes(error.code);
    throw isTooMany ? new Problem('batch_too_large', { cause: error }) : asProblem(error);
  }
  return (request.files as (Express.Multer.File & Received)[]).map(({ received }) => received);
}

interface Received {
  readonly received: ReceivedFile;
}

function engineOver(receiving: Receiving): StorageEngine {
  return {
    _handleFile(_request, file, done) {
      receiveFile(receiving, cleanFileName(file.originalname), file.stream, false).then(
        (received) => done(null, { received } as Partial<Express.Multer.File>),
        (error: unknown) => done(error),
      );
    },
    _removeFile(_request, file, done) {
      discardAll([(file as Express.Multer.File & Received).received]).then(() => done(null), done);
    },
  };
}

/** An archive that cannot be read is one refused file, and the others go on. */
async function* unpack(
  receiving: Receiving,
  { fileName, path }: { readonly fileName: string; readonly path: string },
  left: BatchRoom,
): AsyncGenerator<ReceivedFile> {
  try {
    for await (const file of readArchive(path, left)) yield await receiveMember(receiving, file);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    yield { kind: 'refused', fileName, problem: error };
  }
}

/** What cannot be opened is refused by its own name. */
async function receiveMember(receiving: Receiving, file: ArchivedFile): Promise<ReceivedFile> {
  const { fileName, refused } = file;
  try {
    if (refused !== null) throw new Problem(refused);
    return await receiveFile(receiving, fileName, await file.open(), true);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { kind: 'refused', fileName, problem: error };
  }
}

/** Removes the documents among them from storage. */
export async function discardAll(files: Iterable<ReceivedFile>): Promise<void> {
  for (const file of files) if (file.kind === 'document') await file.stored.part.discard();
}
