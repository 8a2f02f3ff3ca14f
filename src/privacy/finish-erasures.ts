import type { Database } from '../database/client.js';
import type { Storage } from '../storage/storage.js';
import { appendToLedger } from './erasure-ledger.js';

export interface ErasureWork {
  readonly database: Pick<Database, 'prisma'>;
  readonly storage: Storage;
  readonly ledgerPath: string;
}

/** Something that could not be erased now, and why. */
export interface Unfinished {
  /** Of the erasure, or of the person. */
  readonly id: string;
  readonly error: unknown;
}

/**
 * Does what is left of erasures after their rows are gone: writes the ledger and removes the documents. Each step may be
 * done twice, so a crash anywhere only means that it is done again. One that fails stays owed and keeps no other from being
 * done: the other documents go too, and the ledger never waits for one, since a restore meanwhile would bring the person back.
 */
export async function finishErasures({
  database,
  storage,
  ledgerPath,
}: ErasureWork): Promise<{ readonly finished: number; readonly unfinished: readonly Unfinished[] }> {
  const { prisma } = database;
  const owed = await prisma.erasure.findMany({ where: { completedAt: null }, orderBy: { id: 'asc' } });
  const unfinished: Unfinished[] = [];
  for (const { id, records, storageKeys, erasedAt } of owed) {
    try {
      const steps = await Promise.allSettled([
        appendToLedger(ledgerPath, { erasureId: id, records, at: erasedAt.toISOString() }),
        ...storageKeys.map((key) => storage.remove(key)),
      ]);
      for (const one of steps) if (one.status === 'rejected') throw one.reason;
      await prisma.erasure.update({ where: { id }, data: { completedAt: new Date(), storageKeys: [] } });
    } catch (error) {
      unfinished.push({ id, error });
    }
  }
  return { finished: owed.length - unfinished.length, unfinished };
}
