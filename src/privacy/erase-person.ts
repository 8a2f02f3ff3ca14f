import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import { recordsOf } from '../candidates/duplicates/records-of.js';
import { actorName, type Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { keepConductRecord, type Kept } from './conduct-record.js';
import { oweNotices } from './employers-to-tell.js';

/** Why somebody is erased who did not do it themselves: words of our own, since the audit trail names nobody. */
export const ERASURE_CAUSES = [
  'asked_us',
  'asked_through_somebody',
  'never_agreed',
  'not_theirs',
  'made_for_trial',
] as const;
export type ErasureCause = (typeof ERASURE_CAUSES)[number];

export interface Erased {
  readonly id: string;
  readonly kept: Kept | null;
  /** They were sent the CV, and are to be told. */
  readonly employers: readonly string[];
}

/**
 * Erases a person: every record that was merged, contact data, consents, CVs with their texts, profiles, places in
 * lists, candidacies, questions, messages, compliance checks and files. In the caller's transaction all rows go at once, so nobody sees
 * half of it; documents and the ledger follow in `finishErasures`. Jobs hold ids alone and find nothing; whoever works on
 * a CV meanwhile can write nothing. The audit trail, which holds ids alone, stays.
 *
 * @param personId a record that speaks for its person, locked.
 * @param because why, where staff do it for them.
 * @throws Problem `legal_hold`
 */
export async function erasePerson(
  tx: Transaction,
  actor: Actor | 'system',
  personId: string,
  reason: 'asked' | 'retention' | 'replay',
  because?: ErasureCause,
): Promise<Erased> {
  const records = await recordsOf(tx, personId);
  const held = await tx.legalHold.count({ where: { candidateId: { in: records }, liftedAt: null } });
  if (held > 0) throw new Problem('legal_hold');
  const id = uuidv7();
  const storageKeys = await documentsOf(tx, records);
  await tx.erasure.create({
    data: {
      id,
      records,
      actor: actor === 'system' ? 'system' : actorName(actor),
      reason,
      storageKeys,
    },
  });
  const kept = await keepConductRecord(tx, records, id);
  const employers = await oweNotices(tx, records, id);
  await tx.legalHold.deleteMany({ where: { candidateId: { in: records } } });
  // Merged records go with the one that they were merged into.
  await tx.candidate.delete({ where: { id: personId } });
  await appendAudit(tx, {
    actor,
    action: 'candidate.erased',
    subject: `candidate:${personId}`,
    facts: {
      erasureId: id,
      reason,
      ...(because && { because }),
      records: records.length,
      documents: storageKeys.length,
      kept: kept !== null,
    },
  });
  return { id, kept, employers };
}

/** Keys of every document of these records: CVs, and the evidence of checks. */
async function documentsOf(tx: Transaction, records: readonly string[]): Promise<string[]> {
  const where = { candidateId: { in: [...records] } };
  const cvs = await tx.cv.findMany({ where, select: { storageKey: true } });
  const checks = await tx.complianceCheck.findMany({ where, select: { storageKey: true } });
  return [...cvs, ...checks].flatMap(({ storageKey }) => storageKey ?? []);
}
