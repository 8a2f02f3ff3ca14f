import type { z } from 'zod';
import { recordsOfPerson } from '../candidates/find-person.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import type { FiledEvidence } from './evidence.js';
import { lockCandidacy } from './lock-candidacy.js';
import { moveCandidacy } from './move-candidacy.js';
import { openCandidacy } from './open-candidacy.js';
import type { move } from './schema.js';

/**
 * Decides on somebody in a ranked list. Who is not considered yet is noted first and moved from there, so that the
 * decision can be taken back like any other move.
 *
 * @param seen the revision of the candidacy as it was shown; null: there was none.
 * @returns id of the candidacy.
 * @throws Problem as `openCandidacy` and `moveCandidacy` do; `candidacy_exists` where a colleague was first.
 */
export async function decideOnPerson(
  tx: Transaction,
  actor: StaffActor,
  { vacancyId, candidateId }: { readonly vacancyId: string; readonly candidateId: string },
  decision: z.output<typeof move>,
  requireSeen: ((revision: number) => void) | null,
  filedEvidence: FiledEvidence,
): Promise<string> {
  const known = requireSeen && (await candidacyOf(tx, actor, { vacancyId, candidateId }));
  const id = known ?? (await openCandidacy(tx, actor, vacancyId, { candidateId, stage: 'matched' }));
  const candidacy = await lockCandidacy(tx, id, (revision) => requireSeen?.(revision));
  await moveCandidacy(tx, actor, candidacy, decision, filedEvidence);
  return id;
}

/** Id of the candidacy of a person for a vacancy, under whichever record; null: there is none. @throws Problem `not_found` */
export async function candidacyOf(
  tx: Transaction,
  actor: StaffActor,
  { vacancyId, candidateId }: { readonly vacancyId: string; readonly candidateId: string },
): Promise<string | null> {
  const records = await recordsOfPerson(tx, actor, candidateId);
  const found = await tx.candidacy.findFirst({
    where: { vacancyId, candidateId: { in: records } },
    select: { id: true },
    orderBy: { id: 'desc' },
  });
  return found?.id ?? null;
}
