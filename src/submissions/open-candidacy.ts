import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { lockPerson } from '../candidates/find-person.js';
import { recordsOf } from '../candidates/duplicates/records-of.js';
import { requireKeeping } from '../consents/give-consent.js';
import { whatWasShown } from '../decisions/what-was-shown.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import type { newCandidacy } from './schema.js';
import { insertMove, requireReason } from './write-move.js';

/**
 * Begins to consider a person for a vacancy, by a decision of a member of staff: shortlisted or turned down, or only
 * noted. In the caller's transaction.
 *
 * @returns its id.
 * @throws Problem `not_found`, `vacancy_closed`, `keeping_needed`, `candidacy_exists`, `invalid_request`.
 */
export async function openCandidacy(
  tx: Transaction,
  actor: StaffActor,
  vacancyId: string,
  { candidateId, stage, reason, note }: z.output<typeof newCandidacy>,
): Promise<string> {
  requireReason({ to: stage, reason, note });
  const vacancy = await tx.vacancy.findUnique({ where: { id: vacancyId }, select: { status: true } });
  if (!vacancy) throw new Problem('not_found');
  if (vacancy.status === 'closed') throw new Problem('vacancy_closed');
  const personId = await lockPerson(tx, actor, candidateId);
  await requireKeeping(tx, personId);
  const records = await recordsOf(tx, personId);
  if ((await tx.candidacy.count({ where: { vacancyId, candidateId: { in: records } } })) > 0)
    throw new Problem('candidacy_exists');
  const id = uuidv7();
  await tx.candidacy.create({ data: { id, candidateId: personId, vacancyId, stage } });
  const shown = await whatWasShown(tx, { staffId: actor.staffId, vacancyId, candidateId: personId });
  await insertMove(tx, actor, { candidacyId: id, revision: 1, from: null, to: stage, reason, note, shown });
  await appendAudit(tx, {
    actor,
    action: 'candidacy.opened',
    subject: `candidate:${personId}`,
    facts: { candidacyId: id, vacancyId, stage, ...(reason === undefined ? {} : { reason }) },
  });
  return id;
}
