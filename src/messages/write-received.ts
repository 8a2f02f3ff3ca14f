import type { Transaction } from '../http/idempotency.js';
import { writeMessage } from './write-message.js';

/** Whoever sends a CV may type in anybody's address: more than these in a day are not written to one. */
const MOST_A_DAY = 3;

const BODY = {
  sent:
    'We have your CV. On your page you see how far it is, what we read from it with your own words, and what becomes of it. ' +
    'Keep this message: its link is your way back.',
  entered:
    'We have taken your CV into our records, since you gave it to us or somebody told us that you agree. On your page you see ' +
    'what we read from it, and can put it right, take back what you agreed to, or have everything deleted.',
};

/**
 * Tells somebody whose first CV has come in that we hold it, and where their page is: in the same transaction as the CV.
 *
 * @param enteredById the member of staff who put them on record; null: they sent it themselves.
 */
export async function writeReceived(
  tx: Transaction,
  candidateId: string,
  enteredById: string | null,
): Promise<void> {
  if (enteredById === null && (await writtenToday(tx, candidateId)) >= MOST_A_DAY) return;
  await writeMessage(tx, {
    candidateId,
    kind: 'received',
    subject: 'We have your CV',
    body: enteredById === null ? BODY.sent : BODY.entered,
    createdById: enteredById,
  });
}

/** Messages of this kind that were written to the same address, whoever's record it is on. */
async function writtenToday(tx: Transaction, candidateId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ written: number }[]>`
    SELECT count(*)::int AS written
      FROM contact mine JOIN contact t ON t.email_key = mine.email_key JOIN message m ON m.candidate_id = t.candidate_id
     WHERE mine.candidate_id = ${candidateId}::uuid AND m.kind = 'received' AND m.created_at > now() - interval '1 day'`;
  return rows[0]?.written ?? 0;
}
