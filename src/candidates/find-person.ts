import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { personOf } from './duplicates/person-of.js';
import { recordsOf } from './duplicates/records-of.js';

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

/** Every record of a person. @throws Problem `not_found`, as findPerson does */
export async function recordsOfPerson(tx: Transaction, actor: Actor, candidateId: string): Promise<string[]> {
  return recordsOf(tx, await findPerson(tx, actor, candidateId));
}

/**
 * The records whose rows may be shown: to the person themselves the one that their link opens, since a merge is for
 * staff and opens nothing; to staff all of them. @throws Problem `not_found`, as findPerson does
 */
export async function recordsShown(tx: Transaction, actor: Actor, candidateId: string): Promise<string[]> {
  const personId = await findPerson(tx, actor, candidateId);
  return actor.kind === 'candidate' ? [candidateId] : recordsOf(tx, personId);
}
