import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../../audit/append-audit.js';
import { digest, type Ticket, type Transaction } from '../../http/idempotency.js';
import { namedPerson, type StaffActor } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import type { Call } from '../../http/route.js';
import { storeUpload } from '../store-upload.js';
import { announceNew, type UploadDependencies } from '../take-upload.js';
import { ownersIn, type OwnerOf } from './owners.js';
import { discardAll, receiveBatch, type ReceivedBatch } from './receive-batch.js';
import type { ReceivedFile } from './receive-file.js';

export interface BatchDependencies extends UploadDependencies {
  readonly uploadMaxBytes: number;
}

type Item = Pick<RowOfItem, 'fileName'> & Partial<RowOfItem>;
interface RowOfItem {
  readonly fileName: string;
  readonly cvId: string;
  readonly isKnown: boolean;
  readonly code: string;
  readonly detail: string | null;
}

const made = z.object({ id: z.uuid() });

/**
 * Takes in many CVs at once. Each file becomes a CV by itself, or is refused by itself with a code of its own; the others
 * never notice.
 *
 * @returns id of the batch.
 * @throws Problem when the form as a whole cannot be used; then nothing of it is kept.
 */
export async function takeBatch(
  dependencies: BatchDependencies,
  { actor, request, response }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'request' | 'response'>,
): Promise<string> {
  const person = namedPerson(actor);
  const { storage, uploadMaxBytes, idempotency } = dependencies;
  const ticket = idempotency.open(request, actor);
  try {
    return await receiveBatch({ storage, maxBytes: uploadMaxBytes }, request, response, async (batch) => {
      const fingerprint = fingerprintOf(batch);
      const before = await recallOrDiscard(ticket, fingerprint, batch);
      if (before) return before.id;
      const items = await storeAll(dependencies, person, batch);
      const done = await ticket.commit(fingerprint, made, async (tx) => ({
        status: 202,
        value: { id: await insertBatch(tx, person, items) },
      }));
      return done.value.id;
    });
  } finally {
    ticket.close();
  }
}

/** What the same batch led to when it came before. Only where it is new do its documents stay. */
async function recallOrDiscard(
  ticket: Ticket,
  fingerprint: Buffer,
  { files }: ReceivedBatch,
): Promise<z.output<typeof made> | null> {
  let isNew = false;
  try {
    const before = await ticket.recall(fingerprint, made);
    isNew = before === null;
    return before?.value ?? null;
  } finally {
    if (!isNew) await discardAll(files);
  }
}

async function storeAll(
  dependencies: BatchDependencies,
  person: StaffActor,
  batch: ReceivedBatch,
): Promise<Item[]> {
  const left = new Set(batch.files);
  try {
    const ownerOf = ownersIn(batch);
    const items: Item[] = [];
    for (const file of batch.files) {
      left.delete(file);
      const item = await takeFile(dependencies, person, ownerOf, file);
      if (item) items.push(item);
    }
    return items;
  } finally {
    await discardAll(left);
  }
}

/** Null: it is not one of the CVs. */
async function takeFile(
  dependencies: BatchDependencies,
  actor: StaffActor,
  ownerOf: OwnerOf,
  file: ReceivedFile,
): Promise<Item | null> {
  if (file.kind === 'people' || file.kind === 'archive') return null;
  const { database, storage, idempotency, metrics } = dependencies;
  const { fileName } = file;
  const refuse = ({ code, detail }: Problem): Item => {
    metrics.uploadsRejected.inc({ reason: code });
    return { fileName, code, detail };
  };
  if (file.kind === 'refused') return refuse(file.problem);
  const fields = ownerOf(fileName);
  if (fields instanceof Problem) {
    await discardAll([file]);
    return refuse(fields);
  }
  const { stored } = file;
  try {
    const receipt = await storeUpload({ database, storage }, actor, idempotency.openPart(), {
      ...stored,
      fileName,
      fields,
    });
    if (receipt.isNew) announceNew(dependencies, receipt.cvId, stored.part);
    return { fileName, cvId: receipt.cvId, isKnown: !receipt.isNew };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return refuse(error);
  }
}

async function insertBatch(tx: Transaction, actor: StaffActor, items: readonly Item[]): Promise<string> {
  const id = uuidv7();
  await tx.cvBatch.create({
    data: {
      id,
      staffId: actor.staffId,
      items: { createMany: { data: items.map((item, position) => ({ ...item, position })) } },
    },
  });
  const refused = items.filter(({ code }) => code !== undefined).length;
  await appendAudit(tx, {
    actor,
    action: 'cv_batch.sent',
    subject: `cv_batch:${id}`,
    facts: { files: items.length, refused },
  });
  return id;
}

function fingerprintOf({ fields, files }: ReceivedBatch): Buffer {
  const parts = files.map((file) =>
    file.kind === 'document'
      ? `${file.stored.part.sha256.toString('hex')} ${file.fileName}`
      : file.kind === 'people'
        ? file.text
        : file.fileName,
  );
  return digest(JSON.stringify(fields), ...parts);
}
