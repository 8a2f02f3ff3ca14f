import { appendAudit } from '../../audit/append-audit.js';
import type { Actor } from '../../http/actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { Problem } from '../../http/problem.js';
import type { OwedJob } from '../../queue/queue.js';
import { keepHolds } from './keep-holds.js';
import { lockPair, moveConsents, moveCvs, settleProfiles } from './settle-records.js';

type Staff = Extract<Actor, { kind: 'staff' }>;

/**
 * Makes two records of one again: the CVs and consents that the merge moved go back, as do CVs that came in through the
 * merged record's own link since. What came to the kept record stays there; a legal hold of meanwhile holds both. In the
 * caller's transaction.
 *
 * @throws Problem `not_found`, also after either was erased; `merge_undone`; `merge_not_last` while the kept record
 *   is itself merged into another.
 */
export async function undoMerge(tx: Transaction, actor: Staff, mergeId: string): Promise<readonly OwedJob[]> {
  const merge = await tx.candidateMerge.findUnique({ where: { id: mergeId } });
  if (!merge) throw new Problem('not_found');
  const { keptId, mergedId } = merge;
  const pair = await lockPair(tx, [keptId, mergedId]);
  if (pair.size < 2) throw new Problem('not_found');
  if (pair.get(keptId)?.mergedIntoId !== null) throw new Problem('merge_not_last');
  const [undone] = await tx.candidateMerge.updateManyAndReturn({
    where: { id: mergeId, undoneAt: null },
    data: { undoneAt: new Date(), undoneById: actor.staffId },
    select: { movedCvs: true, movedConsents: true },
  });
  if (!undone) throw new Problem('merge_undone');

  const { cvs, consents, owed } = await splitOff(tx, { mergedId, ...undone }, keptId);
  await keepHolds(tx, actor, merge);
  await appendAudit(tx, {
    actor,
    action: 'candidate.merge_undone',
    subject: `candidate:${keptId}`,
    facts: { mergeId, mergedId, cvs, consents },
  });
  return owed;
}

/**
 * Makes a merged record one of its own again, with the CVs and consents that its merge moved.
 *
 * @param from the record that speaks for both, which has them.
 */
export async function splitOff(
  tx: Transaction,
  merge: { readonly mergedId: string; readonly movedCvs: string[]; readonly movedConsents: string[] },
  from: string,
): Promise<{ readonly cvs: number; readonly consents: number; readonly owed: readonly OwedJob[] }> {
  const { mergedId: to, movedCvs, movedConsents } = merge;
  const cvs = await moveCvs(tx, { from, to, ids: movedCvs });
  const consents = await moveConsents(tx, { from, to, ids: movedConsents });
  await tx.candidate.update({ where: { id: to }, data: { mergedIntoId: null } });
  const owed = await settleProfiles(tx, [from, to]);
  return { cvs: cvs.length, consents: consents.length, owed };
}
