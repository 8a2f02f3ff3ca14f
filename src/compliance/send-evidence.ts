import type { Request, Response } from 'express';
import { recordLook } from '../audit/append-look.js';
import { recordsOfPerson } from '../candidates/find-person.js';
import { sendStored } from '../cvs/send-file.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { Problem } from '../http/problem.js';
import type { Storage } from '../storage/storage.js';
import { HEALTH_KINDS } from './check-kinds.js';
import { healthStage, mayBeSeen } from './health-stage.js';

/**
 * Sends the evidence of a check. The download is recorded before the first byte leaves.
 *
 * @throws Problem `not_found`, also for somebody else's, for a reference that the person themselves asks for, which was
 *   given in confidence, and for health that staff may not ask about now; `file_unavailable`.
 */
export async function sendEvidence(
  { database, storage }: { readonly database: Database; readonly storage: Storage },
  actor: Actor,
  id: string,
  request: Request,
  response: Response,
): Promise<void> {
  const theirs = actor.kind === 'candidate' && {
    candidateId: actor.candidateId,
    kind: { not: 'reference' },
  };
  const check = await asActor(database, actor, async (tx) => {
    const found = await tx.complianceCheck.findFirst({ where: { id, ...theirs } });
    if (actor.kind === 'candidate' || !found || !HEALTH_KINDS.includes(found.kind)) return found;
    const records = await recordsOfPerson(tx, actor, found.candidateId);
    return mayBeSeen(found, await healthStage(tx, records)) ? found : null;
  });
  if (!check) throw new Problem('not_found');
  const { storageKey, fileName, format, sizeBytes, candidateId, kind } = check;
  if (storageKey === null || fileName === null || format === null || sizeBytes === null)
    throw new Problem('not_found');
  const record = (): Promise<void> =>
    recordLook(database, {
      actor,
      action: 'compliance.file_downloaded',
      subject: `candidate:${candidateId}`,
      facts: { checkId: id, kind },
    });
  await sendStored(storage, { storageKey, fileName, format, sizeBytes }, record, request, response);
}
