import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../../audit/append-audit.js';
import type { Actor } from '../../http/actor.js';
import type { Transaction } from '../../http/idempotency.js';

/**
 * Puts a record that is one of its own again under the legal holds that were put on the person while it was merged: they are
 * on all that stood under that person. Each is lifted for itself from now on.
 */
export async function keepHolds(
  tx: Transaction,
  actor: Extract<Actor, { kind: 'staff' }>,
  { keptId, mergedId, mergedAt }: { keptId: string; mergedId: string; mergedAt: Date },
): Promise<void> {
  const holds = await tx.legalHold.findMany({
    where: { candidateId: keptId, liftedAt: null, placedAt: { gte: mergedAt } },
    select: { reason: true, placedAt: true, placedById: true },
    orderBy: { placedAt: 'asc' },
  });
  for (const hold of holds) {
    const id = uuidv7();
    await tx.legalHold.create({ data: { ...hold, id, candidateId: mergedId } });
    await appendAudit(tx, {
      actor,
      action: 'hold.placed',
      subject: `candidate:${mergedId}`,
      facts: { holdId: id },
    });
  }
}
