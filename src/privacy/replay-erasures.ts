import { personOf } from '../candidates/duplicates/person-of.js';
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
      again += await prisma.$transaction(async (tx) => {
        const exists = await tx.candidate.findUnique({ where: { id }, select: { id: true } });
        if (!exists) return 0;
        const personId = await personOf(tx, id);
        if (personId === null) return 0;
        // Whoever was erased stays erased: the hold of an older backup has been lifted since.
        await tx.legalHold.deleteMany({ where: { candidateId: { in: [...records] } } });
        // Merged into somebody who was not erased, as the backup has it: this record alone goes.
        const gone = records.includes(personId) ? personId : id;
        await tx.$executeRaw`UPDATE candidate SET merged_into_id = NULL WHERE id = ${gone}::uuid`;
        await erasePerson(tx, 'system', gone, 'replay');
        return 1;
      });
    }
  }
  const { unfinished } = await finishErasures(work);
  return { again, known: entries.length, unfinished };
}
