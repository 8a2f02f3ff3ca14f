import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { personOf } from './duplicates/person-of.js';

/**
 * The record that speaks for a person, for themselves or for staff. It is neither merged nor erased until the
 * transaction ends.
 *
 * @throws Problem `not_found`, also for somebody else's record.
 */
export async function findPerson(tx: Transaction, actor: Actor, candidateId: string): Promise<string> {
  if (actor.kind === 'candidate' && actor.candidateId !== candidateId) throw new Problem('not_found');
  const id = await personOf(tx, candidateId);
  if (id === null) throw new Problem('not_found');
  return id;
}

/** The same, alone: nobody else changes this person until the transaction ends. Does not block foreign keys. */
export async function lockPerson(tx: Transaction, actor: Actor, candidateId: string): Promise<string> {
  const id = await findPerson(tx, actor, candidateId);
  await tx.$executeRaw`SELECT 1 FROM candidate WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return id;
}
