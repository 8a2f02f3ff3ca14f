import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { recordLook } from '../audit/append-look.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { StorageKeyError } from '../storage/encryption/head.js';
import { ObjectMissingError, type Storage, type StoredObject } from '../storage/storage.js';

/**
 * Sends a CV's document. The download is recorded before the first byte leaves.
 *
 * @throws Problem `not_found`, `file_unavailable` or `hourly_limit_reached`.
 */
export async function sendFile(
  { database, storage }: { database: Database; storage: Storage },
  actor: Actor,
  cvId: string,
  request: Request,
  response: Response,
): Promise<void> {
  const cv = await database.prisma.cv.findUnique({
    where: { id: cvId },
    select: { storageKey: true, fileName: true, format: true, sizeBytes: true, outcome: true },
  });
  if (!cv) throw new Problem('not_found');
  if (cv.outcome === 'infected') throw new Problem('file_unavailable');
  const record = (): Promise<void> =>
    recordLook(database, { actor, action: 'cv.file_downloaded', subject: `cv:${cvId}` });
  await sendStored(storage, cv, record, request, response);
}

/** A stored document and what it is sent as. */
export interface StoredDocument {
  readonly storageKey: string;
  readonly fileName: string;
  readonly format: string;
  readonly sizeBytes: number;
}

/**
 * Sends a document as it came, to be saved and never shown: it may hold anything.
 *
 * @param record writes down that it leaves, before it does.
 * @throws Problem `file_unavailable`
 */
export async function sendStored(
  storage: Storage,
  document: StoredDocument,
  record: () => Promise<void>,
  request: Request,
  response: Response,
): Promise<void> {
  const { stream } = await openDocument(storage, document.storageKey);
  try {
    if (request.method !== 'HEAD') await record();
    response
      .status(200)
      .attachment(document.fileName)
      .set({
        'content-type': document.format === 'pdf' ? 'application/pdf' : 'application/octet-stream',
        'content-length': String(document.sizeBytes),
        'content-security-policy': "sandbox; default-src 'none'",
      });
    if (request.method === 'HEAD') response.end();
    else await pipeline(stream, response);
  } finally {
    stream.destroy();
  }
}

/** @throws Problem `file_unavailable` */
export async function openDocument(storage: Storage, key: string): Promise<StoredObject> {
  try {
    return await storage.read(key);
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** Problem `file_unavailable` for a document that is gone from storage or that no key opens; other errors as they are. */
export function asUnavailable(error: unknown): unknown {
  return error instanceof ObjectMissingError || error instanceof StorageKeyError
    ? new Problem('file_unavailable', { cause: error })
    : error;
}
