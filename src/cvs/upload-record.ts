import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { outwardCodeOf } from '../candidates/contact-fields.js';
import { personOf, recordOfSender, wasSentAs } from '../candidates/duplicates/person-of.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { normaliseEmail } from '../http/text.js';
import type { UploadFields } from './upload-fields.js';

/** The record that the CV goes to, and the one that its sender is known by; they differ after a merge. */
export interface UploadRecord {
  readonly candidateId: string;
  readonly sender: string;
}

/** @throws Problem `not_found`: whose link it is was erased. */
export async function recordFor(tx: Transaction, actor: Actor, fields: UploadFields): Promise<UploadRecord> {
  if (actor.kind !== 'candidate') {
    const id = await insertCandidate(tx, fields);
    return { candidateId: id, sender: id };
  }
  const candidateId = await personOf(tx, actor.candidateId);
  if (candidateId === null) throw new Problem('not_found');
  return { candidateId, sender: actor.candidateId };
}

/**
 * Whose a CV is that was sent before, as its sender knows themselves. Whoever sends it again without a link is told of the
 * record that it was sent as: a merge opens them nothing.
 */
export async function holderOf(
  tx: Transaction,
  actor: Actor,
  cv: { readonly id: string; readonly candidateId: string },
): Promise<string> {
  if (actor.kind === 'anonymous') return recordOfSender(tx, cv);
  if (actor.kind === 'staff') return cv.candidateId;
  return (await wasSentAs(tx, cv.id, actor.candidateId)) ? actor.candidateId : cv.candidateId;
}

async function insertCandidate(tx: Transaction, fields: UploadFields): Promise<string> {
  const { name, email, phone, postcode } = fields;
  if (name === undefined || email === undefined) throw new Problem('invalid_request');
  const id = uuidv7();
  await tx.candidate.create({
    data: {
      id,
      outwardCode: postcode === undefined ? null : outwardCodeOf(postcode),
      contact: { create: { name, email, phone: phone ?? null, postcode: postcode ?? null } },
    },
  });
  return id;
}

/** SHA-256 of the sender's e-mail address: with that of the document it tells whether it was sent before. */
export async function hashOfSender(
  { prisma }: Database,
  actor: Actor,
  fields: UploadFields,
): Promise<Buffer> {
  let { email } = fields;
  if (email === undefined && actor.kind === 'candidate') {
    email = (await prisma.contact.findUniqueOrThrow({ where: { candidateId: actor.candidateId } })).email;
  }
  if (email === undefined) throw new Problem('invalid_request');
  return createHash('sha256').update(normaliseEmail(email)).digest();
}
