import { appendAudit } from '../audit/append-audit.js';
import { Problem } from '../http/problem.js';
import type { Accounts } from './accounts.js';
import { confirmEnrolment, enrol, type Enrolment } from './second-factor.js';
import { endSessions, renewToken } from './sessions.js';
import { requirePassword, type SessionHolder } from './set-password.js';
import { countCode, forgiveCodes } from './throttle.js';

/**
 * Begins to set up an authenticator app for whoever is signed in and knows the password.
 *
 * @throws Problem `invalid_request` for the password, or `too_many_attempts`.
 */
export async function startSecondFactor(
  accounts: Accounts,
  holder: SessionHolder,
  password: string,
): Promise<Enrolment> {
  const { database, linkSecret } = accounts;
  await requirePassword(accounts, holder, password, 'password');
  const { staffId } = holder;
  return database.prisma.$transaction(async (tx) => {
    const { email } = await tx.staffAccount.findUniqueOrThrow({ where: { staffId } });
    return enrol(tx, linkSecret, staffId, email ?? 'account');
  });
}

/**
 * Takes the app into use, and signs the person out everywhere else.
 *
 * @returns the recovery codes, and the token for the cookie of the session that goes on.
 * @throws Problem `invalid_request` for the code, or `too_many_attempts`.
 */
export async function setUpSecondFactor(
  { database, linkSecret }: Accounts,
  { staffId, sessionId }: SessionHolder,
  code: string,
): Promise<{ readonly token: string; readonly codes: string[] }> {
  await countCode(database, linkSecret, staffId, sessionId);
  const done = await database.prisma.$transaction(async (tx) => {
    const codes = await confirmEnrolment(tx, linkSecret, staffId, code);
    if (codes === null) {
      throw new Problem('invalid_request', {
        errors: [
          { field: 'code', message: 'The code is not right. Type the six digits that the app shows now.' },
        ],
      });
    }
    await endSessions(tx, staffId, sessionId);
    const token = await renewToken(tx, sessionId, { secondFactor: true });
    await appendAudit(tx, {
      actor: { kind: 'staff', staffId },
      action: 'staff.second_factor_set',
      subject: `staff:${staffId}`,
    });
    return { token, codes };
  });
  await forgiveCodes(database, linkSecret, staffId, sessionId);
  return done;
}
