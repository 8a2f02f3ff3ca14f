import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';

export interface Opened {
  readonly vacancyId: string;
  readonly candidateId: string;
  /** As shown there. */
  readonly score: number;
  readonly rank: number | null;
  readonly versions: string;
}

/** Keeps that a member of staff opened the evidence of a score, so that a decision can say whether it was looked at. */
export async function noteOpening(tx: Transaction, actor: Actor, opened: Opened): Promise<void> {
  if (actor.kind !== 'staff') return;
  await tx.evidenceOpening.create({ data: { ...opened, id: uuidv7(), staffId: actor.staffId } });
}
