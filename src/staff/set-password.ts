import { appendAudit } from '../audit/append-audit.js';
import { isUniqueViolation } from '../database/unique-violation.js';
import type { Transaction } from '../http/idempotency.js';
import { faultyField, Problem } from '../http/problem.js';
import { normaliseEmail } from '../http/text.js';
import type { Accounts } from './accounts.js';
import { passwordFault } from './judge-password.js';
import { lookUpToken, useToken } from './one-time-links.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import { endSessions, renewToken } from './sessions.js';
import { countAttempt, forgiveAttempts } from './throttle.js';

/** Somebody who is signed in. */
export interface SessionHolder {
  readonly staffId: string;
  readonly sessionId: string;
}

export interface NewPassword {
  readonly token: string;
  readonly password: string;
  /** Needed where the account has no e-mail address yet, and left alone where it has. */
  readonly email?: string | undefined;
}

/**
 * Sets the password of whoever holds the link, once, and signs them out everywhere.
 *
 * @throws Problem `link_not_valid`; `invalid_request` for the password or the e-mail address, and then the link is still good.
 */
export async function setPasswordByLink(
  accounts: Accounts,
  { token, password, email }: NewPassword,
): Promise<void> {
  const { prisma } = accounts.database;
  const holder = await lookUpToken(prisma, token, 'password');
  if (holder === null) throw new Problem('link_not_valid');
  const account = await prisma.staffAccount.findUnique({ where: { staffId: holder } });
  const signsInWith = account?.email ?? (email === undefined ? null : normaliseEmail(email));
  if (signsInWith === null) throw faultyField('email', 'Say the e-mail address that you will sign in with.');
  await refuseWeak(accounts, holder, signsInWith, password);
  const passwordHash = await hashPassword(password);
  await unlessTaken(
    prisma.$transaction(async (tx) => {
      const staffId = await useToken(tx, token, 'password');
      if (staffId === null) throw new Problem('link_not_valid');
      const data = { passwordHash, passwordSetAt: new Date(), resetAskedAt: null, email: signsInWith };
      await tx.staffAccount.upsert({ where: { staffId }, create: { staffId, ...data }, update: data });
      // Also a sign-in with the old password that waits for its second factor.
      await tx.oneTimeLink.deleteMany({ where: { staffId } });
      await endSessions(tx, staffId);
      await auditChange(tx, staffId, 'link');
    }),
  );
}

/**
 * Changes the password of somebody who is signed in, and signs them out everywhere else.
 *
 * @returns the token for the cookie of the session that goes on.
 * @throws Problem `invalid_request` that names the field, or `too_many_attempts`.
 */
export async function changePassword(
  accounts: Accounts,
  holder: SessionHolder,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
): Promise<string> {
  const { prisma } = accounts.database;
  const { staffId, sessionId } = holder;
  await requirePassword(accounts, holder, currentPassword, 'currentPassword');
  const { email } = await prisma.staffAccount.findUniqueOrThrow({ where: { staffId } });
  await refuseWeak(accounts, staffId, email ?? '', newPassword, 'newPassword');
  const passwordHash = await hashPassword(newPassword);
  return prisma.$transaction(async (tx) => {
    await tx.staffAccount.update({ where: { staffId }, data: { passwordHash, passwordSetAt: new Date() } });
    await tx.oneTimeLink.deleteMany({ where: { staffId } });
    await endSessions(tx, staffId, sessionId);
    const token = await renewToken(tx, sessionId);
    await auditChange(tx, staffId, 'change');
    return token;
  });
}

/**
 * Makes sure that it is still the person who signed in, before something that an unlocked screen must not be enough for.
 *
 * @throws Problem `invalid_request` that names the field, or `too_many_attempts`.
 */
export async function requirePassword(
  { database, linkSecret }: Accounts,
  { staffId, sessionId }: SessionHolder,
  password: string,
  field: string,
): Promise<void> {
  const account = await database.prisma.staffAccount.findUnique({ where: { staffId } });
  const origin = { address: '', device: `session ${sessionId}` };
  await countAttempt(database, linkSecret, staffId, origin);
  if (!(await verifyPassword(account?.passwordHash ?? null, password)))
    throw faultyField(field, 'This is not your password.');
  await forgiveAttempts(database, linkSecret, staffId, origin);
}

/** Runs a write of an e-mail address. @throws Problem `invalid_request` when another account has it. */
export async function unlessTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error)) throw faultyField('email', 'Another account has this e-mail address.');
    throw error;
  }
}

async function refuseWeak(
  { database, breachedPasswords }: Accounts,
  staffId: string,
  email: string,
  password: string,
  field = 'password',
): Promise<void> {
  const { name } = await database.prisma.staff.findUniqueOrThrow({ where: { id: staffId } });
  const fault = await passwordFault(password, [name, email], breachedPasswords);
  if (fault !== null) throw faultyField(field, fault);
}

function auditChange(tx: Transaction, staffId: string, by: 'link' | 'change'): Promise<void> {
  return appendAudit(tx, {
    actor: { kind: 'staff', staffId },
    action: 'staff.password_set',
    subject: `staff:${staffId}`,
    facts: { by },
  });
}
