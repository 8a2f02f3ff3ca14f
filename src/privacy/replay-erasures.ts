import { personOf } from '../candidates/duplicates/person-of.js';
import { splitOff } from '../candidates/duplicates/undo-merge.js';
import type { Transaction } from '../http/idempotency.js';
import { erasePerson } from './erase-person.js';
import { readLedger } from './erasure-ledger.js';
import { finishErasures, type ErasureWork, type Unfinished } from './finish-erasures.js';

/**
 * Erases again whoever a restored backup has brought back. To be run before the service opens. Running it twice is fine.
 *
 * @returns how many people were erased again, of how many in the ledger, and whose documents are still owed.
 * @throws Error when the ledger cannot be read.
 */
export async function replayErasures(
  work: ErasureWork,
): Promise<{ again: number; known: number; unfinished: readonly Unfinished[] }> {
  const { prisma } = work.database;
  const entries = await readLedger(work.ledgerPath);
  let again = 0;
  for (const { records } of entries) {
    for (const id of records) {
      const isBack = await prisma.$transaction((tx) => eraseAgain(tx, records, id));
      again += isBack ? 1 : 0;
    }
  }
  const { unfinished } = await finishErasures(work);
  return { again, known: entries.length, unfinished };
}

/** @returns whether the record was there. */
async function eraseAgain(tx: Transaction, records: readonly string[], id: string): Promise<boolean> {
  if ((await personOf(tx, id)) === null) return false;
  // Whoever was erased stays erased: the hold of an older backup has been lifted since.
  await tx.legalHold.deleteMany({ where: { candidateId: { in: [...records] } } });
  await undoMergesAcross(tx, records);
  const gone = await personOf(tx, id);
  if (gone === null || !records.includes(gone))
    throw new Error(`The record ${id} cannot be told from ${gone}.`);
  await erasePerson(tx, 'system', gone, 'replay');
  return true;
}

/**
 * Parts the records that were erased from those that were not: what the backup has as merged was two people by the time of
 * the erasure. The CVs of either stand under the record that was kept. What is owed by it is told by the rows.
 */
async function undoMergesAcross(tx: Transaction, records: readonly string[]): Promise<void> {
  const erased = { in: [...records] };
  const merges = await tx.candidateMerge.findMany({
    where: {
      undoneAt: null,
      OR: [
        { keptId: erased, NOT: { mergedId: erased } },
        { mergedId: erased, NOT: { keptId: erased } },
      ],
    },
    // Each took along what the ones before it had moved.
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
  });
  for (const merge of merges) {
    const speaker = await personOf(tx, merge.keptId);
    if (speaker !== null) await splitOff(tx, merge, speaker);
  }
}
