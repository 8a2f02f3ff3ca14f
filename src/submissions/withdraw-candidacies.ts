import { recordsOf } from '../candidates/duplicates/records-of.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { ENDED, type PipelineStage } from './pipeline-stages.js';
import { writeMove } from './write-move.js';

/**
 * Ends what is under way for a person who has taken back their word, for one vacancy or for all. Colleagues see who
 * ended it and why. The person is locked by the caller.
 */
export async function withdrawCandidacies(
  tx: Transaction,
  actor: Actor,
  personId: string,
  vacancyId: string | null,
): Promise<number> {
  const open = await tx.candidacy.findMany({
    where: {
      candidateId: { in: await recordsOf(tx, personId) },
      stage: { notIn: [...ENDED] },
      ...(vacancyId === null ? {} : { vacancyId }),
    },
    orderBy: { id: 'asc' },
  });
  for (const { stage, ...candidacy } of open) {
    await writeMove(
      tx,
      actor,
      { ...candidacy, stage: stage as PipelineStage },
      { to: 'withdrawn', reason: 'consent_withdrawn', shown: null },
    );
  }
  return open.length;
}
