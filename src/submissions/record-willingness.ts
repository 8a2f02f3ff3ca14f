import type { z } from 'zod';
import { giveConsent } from '../consents/give-consent.js';
import type { newConsent } from '../consents/schema.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import type { OwedJob } from '../queue/queue.js';
import type { FiledEvidence } from './evidence.js';
import type { LockedCandidacy } from './lock-candidacy.js';
import { moveCandidacy } from './move-candidacy.js';

/**
 * Writes down a person's word that they want this one post, as they told a member of staff, and moves their candidacy
 * to where it leads.
 *
 * @returns the jobs that are owed.
 * @throws Problem as `giveConsent` and `moveCandidacy` do.
 */
export async function recordWillingness(
  tx: Transaction,
  actor: StaffActor,
  candidacy: LockedCandidacy,
  { how, note }: Pick<z.output<typeof newConsent>, 'how' | 'note'>,
  filedEvidence: FiledEvidence,
): Promise<readonly OwedJob[]> {
  const { vacancyId, personId } = candidacy;
  const owed = await giveConsent(tx, actor, personId, { scope: 'vacancy', vacancyId, how, note });
  await moveCandidacy(tx, actor, candidacy, { to: 'willingness_confirmed' }, filedEvidence);
  return owed;
}
