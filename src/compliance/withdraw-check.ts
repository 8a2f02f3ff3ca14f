import { appendAudit } from '../audit/append-audit.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';

/**
 * Takes a wrong check out of the file: it stays to be seen, with the reason, and counts for nothing from now on; an older
 * one of the same kind counts again, if it still does.
 *
 * @returns the record that it was filed under.
 * @throws Problem `not_found`, `check_withdrawn`.
 */
export async function withdrawCheck(
  tx: Transaction,
  actor: StaffActor,
  id: string,
  reason: string,
): Promise<string> {
  const [withdrawn] = await tx.complianceCheck.updateManyAndReturn({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: new Date(), withdrawnById: actor.staffId, withdrawnReason: reason },
    select: { candidateId: true, kind: true },
  });
  if (!withdrawn)
    throw new Problem(
      (await tx.complianceCheck.count({ where: { id } })) > 0 ? 'check_withdrawn' : 'not_found',
    );
  await appendAudit(tx, {
    actor,
    action: 'compliance.withdrawn',
    subject: `candidate:${withdrawn.candidateId}`,
    facts: { checkId: id, kind: withdrawn.kind },
  });
  return withdrawn.candidateId;
}
