import { appendAudit } from '../audit/append-audit.js';
import type { Transaction } from '../http/idempotency.js';
import { normaliseEmail } from '../http/text.js';
import type { Accounts } from './accounts.js';
import type { OidcPerson } from './oidc-provider.js';
import { openSession } from './sessions.js';

/**
 * Signs in whom the provider vouches for. The first time the person is found by their verified e-mail address, and from
 * then on by the provider's own name for them. Nobody gets an account by coming from there; administrators add people.
 * A second factor is the provider's to ask for, and to name where OIDC_REQUIRED_AMR or OIDC_REQUIRED_ACR says so.
 *
 * @returns the token for the session cookie; null: no open account is this person's.
 */
export async function signInByOidc(
  { database, sessions }: Accounts,
  person: OidcPerson,
  userAgent: string,
): Promise<string | null> {
  return database.prisma.$transaction(async (tx) => {
    const staffId = (await knownBefore(tx, person)) ?? (await link(tx, person));
    if (staffId === null) return null;
    return openSession(tx, sessions, { staffId, method: 'oidc', secondFactor: 'provider', userAgent });
  });
}

async function knownBefore(tx: Transaction, { subject }: OidcPerson): Promise<string | null> {
  const account = await tx.staffAccount.findFirst({
    where: { oidcSubject: subject, staff: { disabledAt: null } },
  });
  return account?.staffId ?? null;
}

async function link(tx: Transaction, { subject, verifiedEmail }: OidcPerson): Promise<string | null> {
  if (verifiedEmail === null) return null;
  const rows = await tx.$queryRaw<{ staff_id: string }[]>`
    UPDATE staff_account a SET oidc_subject = ${subject} FROM staff s
     WHERE s.id = a.staff_id AND s.disabled_at IS NULL AND a.email = ${normaliseEmail(verifiedEmail)}
       AND a.oidc_subject IS NULL
       AND NOT EXISTS (SELECT 1 FROM staff_account b WHERE b.oidc_subject = ${subject})
    RETURNING a.staff_id`;
  const staffId = rows[0]?.staff_id ?? null;
  if (staffId !== null)
    await appendAudit(tx, {
      actor: { kind: 'staff', staffId },
      action: 'staff.oidc_linked',
      subject: `staff:${staffId}`,
    });
  return staffId;
}
