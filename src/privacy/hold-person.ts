import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import { lockPerson } from '../candidates/find-person.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';

/** Nothing of the person is erased from now on. @returns the id of the hold. @throws Problem `not_found` */
export async function placeHold(
  tx: Transaction,
  actor: StaffActor,
  candidateId: string,
  reason: string,
): Promise<string> {
  const personId = await lockPerson(tx, actor, candidateId);
  const id = uuidv7();
  await tx.legalHold.create({ data: { id, candidateId: personId, reason, placedById: actor.staffId } });
  await appendAudit(tx, {
    actor,
    action: 'hold.placed',
    subject: `candidate:${personId}`,
    facts: { holdId: id },
  });
  return id;
}

/** Lifting twice is fine. @throws Problem `not_found` */
export async function liftHold(tx: Transaction, actor: StaffActor, id: string): Promise<void> {
  const [lifted] = await tx.legalHold.updateManyAndReturn({
    where: { id, liftedAt: null },
    data: { liftedAt: new Date(), liftedById: actor.staffId },
  });
  if (lifted) {
    await appendAudit(tx, {
      actor,
      action: 'hold.lifted',
      subject: `candidate:${lifted.candidateId}`,
      facts: { holdId: id },
    });
  } else if ((await tx.legalHold.count({ where: { id } })) === 0) throw new Problem('not_found');
}
