import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { ObjectMissingError, type Storage, type StoredObject } from '../storage/storage.js';

/**
 * Sends a document as it came, to be saved and never shown: it may hold anything. The download is recorded before the
 * first byte leaves.
 *
 * @throws Problem `not_found` or `file_unavailable`.
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
    select: { storageKey: true, fileName: true, format: true, sizeBytes: true },
  });
  if (!cv) throw new Problem('not_found');
  const { stream } = await openFile(storage, cv.storageKey);
  try {
    if (request.method !== 'HEAD') {
      await database.prisma.$transaction((tx) =>
        appendAudit(tx, { actor, action: 'cv.file_downloaded', subject: `cv:${cvId}` }),
      );
    }
    response
      .status(200)
      .attachment(cv.fileName)
      .set({
        'content-type': cv.format === 'pdf' ? 'application/pdf' : 'application/octet-stream',
        'content-length': String(cv.sizeBytes),
        'content-security-policy': "sandbox; default-src 'none'",
      });
    if (request.method === 'HEAD') response.end();
    else await pipeline(stream, response);
  } finally {
    stream.destroy();
  }
}

async function openFile(storage: Storage, key: string): Promise<StoredObject> {
  try {
    return await storage.read(key);
  } catch (error) {
    if (error instanceof ObjectMissingError) throw new Problem('file_unavailable', { cause: error });
    throw error;
  }
}
