import { appendAudit } from '../../audit/append-audit.js';
import type { Actor } from '../../http/actor.js';
import type { Transaction } from '../../http/idempotency.js';
import { faultyField, Problem } from '../../http/problem.js';

/**
 * Notes that two records are two people, so that they are not proposed again. Saying so twice is fine.
 *
 * @throws Problem `not_found`, `invalid_request`.
 */
export async function dismissDuplicate(
  tx: Transaction,
  actor: Extract<Actor, { kind: 'staff' }>,
  candidateIds: readonly string[],
): Promise<string[]> {
  const [firstId = '', secondId = ''] = [...candidateIds].map((id) => id.toLowerCase()).sort();
  if (firstId === secondId) {
    throw faultyField('candidateIds', 'This is the same record twice.');
  }
  const found = await tx.candidate.count({ where: { id: { in: [firstId, secondId] } } });
  if (found < 2) throw new Problem('not_found');
  const { count } = await tx.duplicateDismissal.createMany({
    data: { firstId, secondId, dismissedById: actor.staffId },
    skipDuplicates: true,
  });
  if (count > 0) {
    await appendAudit(tx, {
      actor,
      action: 'duplicate.dismissed',
      subject: `candidate:${firstId}`,
      facts: { otherId: secondId },
    });
  }
  return [firstId, secondId];
}
