import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { ANONYMOUS } from '../http/actor.js';
import { normaliseEmail } from '../http/text.js';
import type { Accounts } from './accounts.js';
import { countAttempt } from './throttle.js';

/** An account's wish counts as another account, so that asking holds up nobody's signing in. */
const WISHES = 'password-reset ';

/**
 * Notes that somebody wants a new password, for administrators to see; for an address that nobody has, nothing. Resolves
 * before anybody is looked for, so that the time of the answer does not say who works here.
 *
 * @throws Problem `too_many_attempts`, whether or not there is such an account.
 */
export async function askForReset(
  { database, linkSecret, afterwards }: Accounts,
  email: string,
  address: string,
): Promise<void> {
  const normalised = normaliseEmail(email);
  await countAttempt(database, linkSecret, WISHES + normalised, { address: WISHES + address, device: null });
  afterwards.begin('a wish for a new password is not noted', () => noteWish(database, normalised));
}

async function noteWish({ prisma }: Database, normalised: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ staff_id: string }[]>`
      UPDATE staff_account a SET reset_asked_at = now() FROM staff s
       WHERE s.id = a.staff_id AND a.email = ${normalised} AND s.disabled_at IS NULL AND a.reset_asked_at IS NULL
      RETURNING a.staff_id`;
    const staffId = rows[0]?.staff_id;
    if (staffId !== undefined)
      await appendAudit(tx, {
        actor: ANONYMOUS,
        action: 'staff.password_asked',
        subject: `staff:${staffId}`,
      });
  });
}
