import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../../audit/append-audit.js';
import { consentStands } from '../../database/consent-stands.js';
import { Prisma } from '../../database/generated/client.js';
import type { Actor } from '../../http/actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { faultyField, Problem } from '../../http/problem.js';
import type { OwedJob } from '../../queue/queue.js';
import { lockPair, moveConsents, moveCvs, settleProfiles } from './settle-records.js';

type Staff = Extract<Actor, { kind: 'staff' }>;

export interface Merged {
  readonly mergeId: string;
  readonly owed: readonly OwedJob[];
}

/**
 * Makes two records of one person one: the CVs and consents of `mergedId` go to `keptId`, whose newest readable CV then
 * speaks for the person. The merged record stays, with its contact data, for undoing. In the caller's transaction.
 *
 * @throws Problem `not_found`, `already_merged`, `consents_differ`, `invalid_request`.
 */
export async function mergeCandidates(
  tx: Transaction,
  actor: Staff,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<Merged> {
  if (keptId === mergedId) {
    throw faultyField('candidateId', 'This is the same record.');
  }
  const pair = await lockPair(tx, [keptId, mergedId]);
  if (pair.size < 2) throw new Problem('not_found');
  if ([...pair.values()].some(({ mergedIntoId }) => mergedIntoId !== null)) {
    throw new Problem('already_merged');
  }
  await requireAgreeingConsents(tx, [keptId, mergedId]);

  const all = { from: mergedId, to: keptId, ids: null };
  const movedCvs = await moveCvs(tx, all);
  const movedConsents = await moveConsents(tx, all);
  await tx.candidate.update({ where: { id: mergedId }, data: { mergedIntoId: keptId } });
  const mergeId = uuidv7();
  await tx.candidateMerge.create({
    data: { id: mergeId, keptId, mergedId, mergedById: actor.staffId, movedCvs, movedConsents },
  });
  const owed = await settleProfiles(tx, [keptId, mergedId]);
  await appendAudit(tx, {
    actor,
    action: 'candidate.merged',
    subject: `candidate:${keptId}`,
    facts: { mergeId, mergedId, cvs: movedCvs.length, consents: movedConsents.length },
  });
  return { mergeId, owed };
}

/**
 * Nobody's CV may be used on the strength of an agreement that they have taken back elsewhere: both records let us keep
 * them now, and neither has withdrawn what the other still allows, for one vacancy or for all.
 */
async function requireAgreeingConsents(tx: Transaction, ids: readonly [string, string]): Promise<void> {
  const rows = await tx.$queryRaw<{ keeping: number; taken_back: boolean }[]>`
    WITH given AS (
      SELECT *, ${Prisma.raw(consentStands('consent'))} AS stands
        FROM consent WHERE candidate_id = ANY(${[...ids]}::uuid[])
    )
    SELECT (SELECT count(DISTINCT candidate_id)::int FROM given WHERE stands AND scope = 'keep') AS keeping,
           EXISTS (SELECT 1 FROM given a JOIN given b ON b.scope = a.scope AND b.vacancy_id IS NOT DISTINCT FROM a.vacancy_id
                                    AND b.candidate_id <> a.candidate_id
                    WHERE a.withdrawn_at IS NOT NULL AND b.stands AND b.given_at <= a.withdrawn_at
                      AND NOT EXISTS (SELECT 1 FROM given again
                                       WHERE again.candidate_id = a.candidate_id AND again.scope = a.scope
                                         AND again.vacancy_id IS NOT DISTINCT FROM a.vacancy_id
                                         AND again.stands)) AS taken_back`;
  const found = rows[0];
  if (found?.keeping !== 2 || found.taken_back) throw new Problem('consents_differ');
}
