import type { Database } from '../database/client.js';
import type { Idempotency } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import type { Call } from '../http/route.js';
import { validate } from '../http/validate.js';
import type { LinkSettings } from '../messages/compose-message.js';
import type { Metrics } from '../observability/metrics.js';
import type { Enqueue } from '../queue/contracts.js';
import type { Storage, StoredPart } from '../storage/storage.js';
import { presentReceipt, type PresentedReceipt } from './present-receipt.js';
import type { ReceiveUpload } from './receive-upload.js';
import { storeUpload } from './store-upload.js';
import { knownCandidateFields, newCandidateFields } from './upload-fields.js';

export interface UploadDependencies {
  readonly database: Database;
  readonly storage: Storage;
  readonly enqueue: Enqueue;
  readonly idempotency: Idempotency;
  readonly metrics: Metrics;
  readonly links: LinkSettings;
}

export interface TakenUpload {
  readonly receipt: PresentedReceipt;
  /** False: we have this document from this person already. */
  readonly isNew: boolean;
}

/**
 * Takes in a form with a CV: reads it, checks it, stores it and says that it has to be read.
 *
 * @throws Problem that says what is wrong with the form; then nothing of it is kept.
 */
export async function takeUpload(
  dependencies: UploadDependencies,
  receive: ReceiveUpload,
  { actor, request, response }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'request' | 'response'>,
): Promise<TakenUpload> {
  const { database, storage, idempotency, metrics, links } = dependencies;
  const ticket = idempotency.open(request, actor);
  const stopTimer = metrics.uploadSeconds.startTimer();
  metrics.uploadsInFlight.inc();
  try {
    const { fields: sent, ...document } = await receive(request, response);
    const fields = await orDiscard(document.part, () =>
      actor.kind === 'candidate' ? validate(knownCandidateFields, sent) : validate(newCandidateFields, sent),
    );
    const receipt = await storeUpload({ database, storage }, actor, ticket, { fields, ...document });
    if (receipt.isNew) {
      announceNew(dependencies, receipt.cvId, document.part);
      stopTimer();
    }
    return { receipt: await presentReceipt(database, links, actor, receipt), isNew: receipt.isNew };
  } catch (error) {
    metrics.uploadsRejected.inc({ reason: error instanceof Problem ? error.code : 'fault' });
    throw error;
  } finally {
    metrics.uploadsInFlight.dec();
    ticket.close();
  }
}

/** Says that a new CV has to be read: a hint that may get lost, since the row says what is owed. */
export function announceNew(
  { enqueue, metrics }: Pick<UploadDependencies, 'enqueue' | 'metrics'>,
  cvId: string,
  { size }: Pick<StoredPart, 'size'>,
): void {
  void enqueue('extract-cv', { cvId }, { revision: 0 });
  metrics.uploadBytes.inc(size);
}

async function orDiscard<T>(part: StoredPart, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await part.discard();
    throw error;
  }
}
