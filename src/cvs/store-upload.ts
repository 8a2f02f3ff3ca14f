import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { noteConsentOfMerged, noteCvOfMerged } from '../candidates/duplicates/person-of.js';
import { changeContact } from '../candidates/change-contact.js';
import { DEFAULT_DAYS } from '../consents/consent-terms.js';
import { insertConsent } from '../consents/give-consent.js';
import { rankAgain } from '../consents/rank-again.js';
import type { Database } from '../database/client.js';
import type { DocumentFormat } from '../documents/reading.js';
import type { Actor } from '../http/actor.js';
import { isDatabaseDown } from '../http/database-failure.js';
import { digest, type Done, type Ticket, type Transaction } from '../http/idempotency.js';
import { writeReceived } from '../messages/write-received.js';
import type { Storage, StoredPart } from '../storage/storage.js';
import type { UploadFields } from './upload-fields.js';
import { hashOfSender, holderOf, recordFor, type UploadRecord } from './upload-record.js';

export interface Upload {
  readonly fields: UploadFields;
  readonly part: StoredPart;
  readonly format: DocumentFormat;
  readonly fileName: string;
}

/** What an upload led to. Kept under its Idempotency-Key: ids only. */
const receipt = z.object({
  cvId: z.uuid(),
  candidateId: z.uuid(),
  storageKey: z.string(),
});

export interface Receipt {
  readonly cvId: string;
  /** As whoever sent it knows themselves: after a merge another record may hold the CV. */
  readonly candidateId: string;
  /** False: the same document from the same person was here before, and `cvId` is the first one. */
  readonly isNew: boolean;
}

/** Somebody else stored the same document between our look and our insert. */
class LostRace extends Error {}
const MAX_RACES = 3;

/**
 * Makes a received document a CV: file first, then one transaction for person, consents, CV, audit entry and the record
 * of the Idempotency-Key. Once it resolves, the document outlives any crash. When it throws, nothing counts as stored; a
 * file whose transaction may or may not have committed is left for the sweep to decide.
 */
export async function storeUpload(
  { database, storage }: { database: Database; storage: Storage },
  actor: Actor,
  ticket: Ticket,
  upload: Upload,
): Promise<Receipt> {
  const { part } = upload;
  let mayBeReferredTo = false;
  let keep = false;
  try {
    const uploaderHash = await hashOfSender(database, actor, upload.fields);
    await part.commit();
    mayBeReferredTo = true;
    const done = await commitOnce(ticket, actor, upload, uploaderHash);
    keep = done.value.storageKey === part.key;
    return { cvId: done.value.cvId, candidateId: done.value.candidateId, isNew: done.status === 202 };
  } catch (error) {
    keep = mayBeReferredTo && isDatabaseDown(error);
    throw error;
  } finally {
    if (!mayBeReferredTo) await part.discard();
    else if (!keep) await storage.remove(part.key);
  }
}

async function commitOnce(
  ticket: Ticket,
  actor: Actor,
  upload: Upload,
  uploaderHash: Buffer,
): Promise<Done<z.output<typeof receipt>>> {
  const fingerprint = digest(upload.part.sha256.toString('hex'), JSON.stringify(upload.fields));
  for (let races = 1; ; races += 1) {
    try {
      return await ticket.commit(fingerprint, receipt, (tx) => insertUpload(tx, actor, upload, uploaderHash));
    } catch (error) {
      if (!(error instanceof LostRace) || races === MAX_RACES) throw error;
    }
  }
}

async function insertUpload(
  tx: Transaction,
  actor: Actor,
  { fields, part, format, fileName }: Upload,
  uploaderHash: Buffer,
): Promise<Done<z.output<typeof receipt>>> {
  const sha256 = new Uint8Array(part.sha256);
  const sameUpload = { sha256, uploaderHash: new Uint8Array(uploaderHash) };
  const first = await tx.cv.findUnique({ where: { sha256_uploaderHash: sameUpload } });
  if (first) {
    // They say again what they agree to; whoever has no link only meets what is there.
    if (actor.kind === 'candidate') await giveConsents(tx, actor, await recordFor(tx, actor, fields), fields);
    return {
      status: 200,
      value: { cvId: first.id, candidateId: await holderOf(tx, actor, first), storageKey: first.storageKey },
    };
  }
  const record = await recordFor(tx, actor, fields);
  const { candidateId, sender } = record;
  await giveConsents(tx, actor, record, fields);
  // A link shows who they are: how to reach them and where they live is theirs to say again, name and address are not.
  const { phone, postcode } = fields;
  if (actor.kind === 'candidate') await changeContact(tx, actor, sender, { phone, postcode });
  if (fields.availableFrom !== undefined)
    await tx.$executeRaw`
      UPDATE candidate SET available_from = ${fields.availableFrom}::date WHERE id = ${candidateId}::uuid`;
  const cvId = uuidv7();
  const { count } = await tx.cv.createMany({
    data: {
      ...sameUpload,
      id: cvId,
      candidateId,
      storageKey: part.key,
      fileName,
      format,
      sizeBytes: part.size,
    },
    skipDuplicates: true,
  });
  if (count === 0) throw new LostRace();
  if (sender !== candidateId) await noteCvOfMerged(tx, sender, cvId);
  if (actor.kind !== 'candidate')
    await writeReceived(tx, candidateId, actor.kind === 'staff' ? actor.staffId : null);
  await appendAudit(tx, {
    actor,
    action: 'cv.uploaded',
    subject: `cv:${cvId}`,
    facts: { candidateId, sha256: part.sha256.toString('hex'), bytes: part.size, format },
  });
  return { status: 202, value: { cvId, candidateId: sender, storageKey: part.key } };
}

/**
 * Records what was agreed to, unless the same agreement stands for as long already. Where it lets us keep somebody again,
 * their place in every list is owed: the row says so.
 */
async function giveConsents(
  tx: Transaction,
  actor: Actor,
  { candidateId, sender }: UploadRecord,
  fields: UploadFields,
): Promise<void> {
  const given =
    fields.told?.how ??
    { anonymous: 'upload_form', candidate: 'candidate_link', staff: 'recorded_by_staff' }[actor.kind];
  for (const scope of fields.consentToRepresent ? (['keep', 'represent'] as const) : (['keep'] as const)) {
    const id = await insertConsent(tx, candidateId, {
      scope,
      vacancyId: null,
      given,
      days: DEFAULT_DAYS[scope],
      givenById: actor.kind === 'staff' ? actor.staffId : null,
      note: fields.told?.note ?? null,
    });
    if (id === null) continue;
    if (sender !== candidateId) await noteConsentOfMerged(tx, sender, id);
    if (scope === 'keep') await rankAgain(tx, candidateId, `consent-${id}`);
  }
}
