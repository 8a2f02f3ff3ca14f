import { lockPerson } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import type { Logger } from '../observability/logger.js';
import type { Storage } from '../storage/storage.js';
import { erasePerson, type Erased, type ErasureCause } from './erase-person.js';
import { finishErasures, type Unfinished } from './finish-erasures.js';

export interface PrivacyDependencies {
  readonly database: Database;
  readonly storage: Storage;
  readonly ledgerPath: string;
  readonly logger: Logger;
}

/** What the law obliges to keep of whoever was introduced to an employer, in words to them. */
export const KEPT_WORDS =
  'Your name, postcode and the particulars of each introduction, which agencies must keep for a year (Conduct Regulations 2003, regulation 29).';

/**
 * Erases a person who asked for it: their rows in one transaction, then their documents, as far as that works now. What
 * does not is owed, and done every hour.
 *
 * @throws Problem `not_found`, also for somebody else's record; `legal_hold`.
 */
export async function eraseAtOnce(
  { database, storage, ledgerPath, logger }: PrivacyDependencies,
  actor: Actor,
  candidateId: string,
  because?: ErasureCause,
): Promise<Erased> {
  const erased = await asActor(database, actor, async (tx) => {
    // Alone from the start: two who share the row and both want to delete it would wait for each other for ever.
    await tx.$queryRaw`SELECT 1 FROM candidate WHERE id = ${candidateId}::uuid FOR UPDATE`;
    return erasePerson(tx, actor, await lockPerson(tx, actor, candidateId), 'asked', because);
  });
  const unfinished = ({ id, error }: Unfinished): void =>
    logger.error({ err: error, erasureId: id }, 'an erasure is not finished yet');
  // Their rows are gone, whatever fails from here on.
  try {
    const done = await finishErasures({ database, storage, ledgerPath });
    done.unfinished.forEach(unfinished);
  } catch (error) {
    unfinished({ id: erased.id, error });
  }
  return erased;
}
