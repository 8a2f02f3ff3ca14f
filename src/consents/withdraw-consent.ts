import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { lockPerson } from '../candidates/find-person.js';
import { consentStands } from '../database/consent-stands.js';
import { Prisma } from '../database/generated/client.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import type { OwedJob } from '../queue/queue.js';
import { withdrawCandidacies } from '../submissions/withdraw-candidacies.js';
import { ENDS_WITH } from './consent-terms.js';
import { rankAgain } from './rank-again.js';
import type { withdrawal } from './schema.js';
import { toldHow } from './told-how.js';

/**
 * Takes back everything that stands of a scope, and what depends on it: whoever may not be kept may not be represented.
 * Taking back twice is fine. In the caller's transaction.
 *
 * @returns the jobs that are owed.
 * @throws Problem `not_found`, also for somebody else's record; `invalid_request`.
 */
export async function withdrawConsent(
  tx: Transaction,
  actor: Actor,
  candidateId: string,
  { scope, vacancyId, how, note }: z.output<typeof withdrawal>,
): Promise<readonly OwedJob[]> {
  const withdrawn = toldHow(actor, how);
  const personId = await lockPerson(tx, actor, candidateId);
  const ended = await tx.$queryRaw<{ id: string; scope: string }[]>`
    UPDATE consent
       SET withdrawn_at = now(), withdrawn = ${withdrawn}, withdrawn_note = ${note ?? null},
           withdrawn_by_id = ${actor.kind === 'staff' ? actor.staffId : null}::uuid
     WHERE candidate_id = ${personId}::uuid AND scope = ANY(${[...ENDS_WITH[scope]]}::consent_scope[])
       AND (${vacancyId ?? null}::uuid IS NULL OR vacancy_id = ${vacancyId ?? null}::uuid)
       AND ${Prisma.raw(consentStands('consent'))}
    RETURNING id, scope::text`;
  // Whoever takes back keeping or representing takes back everything that is under way, also where no consent stands:
  // one may have run out, or never have been asked for.
  const candidacies = await withdrawCandidacies(tx, actor, personId, vacancyId ?? null);
  if (ended.length === 0 && candidacies === 0) return [];
  const owed = ended.some((consent) => consent.scope === 'keep')
    ? [await rankAgain(tx, personId, `withdrawn-${ended[0]?.id ?? ''}`)]
    : [];
  await appendAudit(tx, {
    actor,
    action: 'consent.withdrawn',
    subject: `candidate:${personId}`,
    facts: {
      scope,
      withdrawn,
      consentIds: ended.map(({ id }) => id),
      ...(vacancyId === undefined ? {} : { vacancyId }),
    },
  });
  return owed;
}
