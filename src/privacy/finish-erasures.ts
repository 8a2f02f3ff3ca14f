import type { Database } from '../database/client.js';
import type { Storage } from '../storage/storage.js';
import { appendToLedger } from './erasure-ledger.js';

export interface ErasureWork {
  readonly database: Pick<Database, 'prisma'>;
  readonly storage: Storage;
  readonly ledgerPath: string;
}

/**
 * Does what is left of erasures after their rows are gone: removes the documents and writes the ledger. Each step may be
 * done twice, so a crash anywhere only means that it is done again. Resolves to the number finished.
 *
 * @throws what storage or the ledger throws; the erasure stays owed.
 */
export async function finishErasures({ database, storage, ledgerPath }: ErasureWork): Promise<number> {
  const { prisma } = database;
  const owed = await prisma.erasure.findMany({ where: { completedAt: null }, orderBy: { id: 'asc' } });
  for (const { id, records, storageKeys, erasedAt } of owed) {
    for (const key of storageKeys) await storage.remove(key);
    await appendToLedger(ledgerPath, { erasureId: id, records, at: erasedAt.toISOString() });
    await prisma.erasure.update({ where: { id }, data: { completedAt: new Date(), storageKeys: [] } });
  }
  return owed.length;
}
