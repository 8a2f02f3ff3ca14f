import { appendAudit } from '../audit/append-audit.js';
import { ANONYMOUS } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { normaliseEmail } from '../http/text.js';
import type { Accounts } from './accounts.js';
import { newDeviceCookie, readDeviceCookie } from './device-cookie.js';
import { lookUpToken, makeOneTimeToken, useToken } from './one-time-links.js';
import { hashPassword, needsRehash, verifyPassword } from './password-hash.js';
import { passSecondFactor } from './second-factor.js';
import { openSession } from './sessions.js';
import { countAttempt, countCode, forgiveAttempts, forgiveCodes } from './throttle.js';

/** Where a sign-in comes from, as the request says it. */
export interface Browser {
  /** IPv6 by network. */
  readonly address: string;
  /** Its device cookie. */
  readonly deviceCookie: string | null;
  readonly userAgent: string;
}

export interface SignedIn {
  readonly kind: 'signed_in';
  readonly staffId: string;
  /** For the session cookie. */
  readonly token: string;
  /** For the device cookie; null: the browser's own goes on counting. */
  readonly deviceCookie: string | null;
}

export type SignInOutcome =
  | SignedIn
  | {
      readonly kind: 'second_factor_needed';
      /** Good for one right code, for ten minutes. */
      readonly challenge: string;
    };

/**
 * Signs in by e-mail address and password. Whether the address is known, the password wrong, not set, or the person has
 * left, the answer is the same and takes the same work.
 *
 * @throws Problem `sign_in_refused` or `too_many_attempts`.
 */
export async function signIn(
  accounts: Accounts,
  credentials: { readonly email: string; readonly password: string },
  browser: Browser,
): Promise<SignInOutcome> {
  const { database, linkSecret } = accounts;
  const email = normaliseEmail(credentials.email);
  const account = await database.prisma.staffAccount.findUnique({
    where: { email },
    include: { staff: true },
  });
  const device = readDeviceCookie(linkSecret, account?.staffId ?? '', browser.deviceCookie);
  const origin = { address: browser.address, device };
  await countAttempt(database, linkSecret, email, origin);
  const stored = account?.staff.disabledAt === null ? account.passwordHash : null;
  if (!(await verifyPassword(stored, credentials.password)) || !account || stored === null) {
    await auditRefusal(accounts, account?.staffId ?? null, 'password');
    throw new Problem('sign_in_refused');
  }
  const { staffId } = account;
  const rehashed = needsRehash(stored) ? await hashPassword(credentials.password) : null;
  const outcome = await database.prisma.$transaction(async (tx): Promise<SignInOutcome | null> => {
    // Checking the password takes a while, in which it may have been changed, or the account closed.
    const [current] = await tx.$queryRaw<{ needs_code: boolean }[]>`
      SELECT a.totp_secret IS NOT NULL AS needs_code FROM staff_account a JOIN staff s ON s.id = a.staff_id
       WHERE a.staff_id = ${staffId}::uuid AND a.email = ${email} AND a.password_hash = ${stored}
         AND s.disabled_at IS NULL
         FOR UPDATE OF a`;
    if (!current) return null;
    if (rehashed !== null)
      await tx.staffAccount.updateMany({
        where: { staffId, passwordHash: stored },
        data: { passwordHash: rehashed },
      });
    if (current.needs_code) {
      const { token } = await makeOneTimeToken(tx, staffId, 'second_factor');
      return { kind: 'second_factor_needed', challenge: token };
    }
    const facts = { staffId, method: 'password', secondFactor: 'none' } as const;
    const token = await openSession(tx, accounts.sessions, { ...facts, userAgent: browser.userAgent });
    return { kind: 'signed_in', staffId, token, deviceCookie: deviceCookieFor(accounts, staffId, device) };
  });
  if (outcome === null) {
    await auditRefusal(accounts, staffId, 'password');
    throw new Problem('sign_in_refused');
  }
  if (outcome.kind === 'signed_in') await forgiveAttempts(database, linkSecret, email, origin);
  return outcome;
}

/**
 * Ends a sign-in with a code of the authenticator app, or a recovery code.
 *
 * @throws Problem `sign_in_refused` or `too_many_attempts`.
 */
export async function signInWithCode(
  accounts: Accounts,
  { challenge, code }: { readonly challenge: string; readonly code: string },
  browser: Browser,
): Promise<SignedIn> {
  const { database, linkSecret } = accounts;
  const staffId = await lookUpToken(database.prisma, challenge, 'second_factor');
  if (staffId === null) throw new Problem('sign_in_refused');
  const device = readDeviceCookie(linkSecret, staffId, browser.deviceCookie);
  await countCode(database, linkSecret, staffId, device);
  const signedIn = await database.prisma.$transaction(async (tx): Promise<SignedIn | null> => {
    const passed = await passSecondFactor(tx, linkSecret, staffId, code);
    if (passed === null || (await useToken(tx, challenge, 'second_factor')) === null) return null;
    const facts = { staffId, method: 'password', secondFactor: passed } as const;
    const token = await openSession(tx, accounts.sessions, { ...facts, userAgent: browser.userAgent });
    return { kind: 'signed_in', staffId, token, deviceCookie: deviceCookieFor(accounts, staffId, device) };
  });
  if (signedIn === null) {
    await auditRefusal(accounts, staffId, 'code');
    throw new Problem('sign_in_refused');
  }
  await forgiveCodes(database, linkSecret, staffId, device);
  const { email } = await database.prisma.staffAccount.findUniqueOrThrow({ where: { staffId } });
  await forgiveAttempts(database, linkSecret, email ?? '', { address: browser.address, device });
  return signedIn;
}

/** A browser that the account does not know yet gets a device cookie; its own stays good otherwise. */
function deviceCookieFor({ linkSecret }: Accounts, staffId: string, device: string | null): string | null {
  return device === null ? newDeviceCookie(linkSecret, staffId) : null;
}

async function auditRefusal({ database }: Accounts, staffId: string | null, what: string): Promise<void> {
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, {
      actor: ANONYMOUS,
      action: 'staff.sign_in_refused',
      subject: staffId === null ? 'staff' : `staff:${staffId}`,
      facts: { what },
    }),
  );
}
