import { z } from 'zod';
import { line } from '../http/text.js';
import { PASSWORD_LEAST, PASSWORD_MOST } from './judge-password.js';
import { role } from './schema.js';

const timestamp = z.iso.datetime();
/** Never cleaned or cut: a password is whatever somebody typed. */
const password = z.string().min(1).max(PASSWORD_MOST);
const newPassword = z
  .string()
  .min(1)
  .max(PASSWORD_MOST)
  .meta({
    description:
      `At least ${PASSWORD_LEAST} characters that are hard to guess; any kinds of characters. Common and breached passwords ` +
      'are refused.',
  });
const token = z.string().min(1).max(200);
const code = z.string().min(6).max(64).meta({
  description: 'Six digits of the authenticator app, or one of the recovery codes.',
});
/** Loose on purpose: an address that nobody has is answered like a wrong password. */
const email = z.string().min(1).max(254);

export const credentials = z.strictObject({ email, password }).meta({ id: 'Credentials' });

export const secondFactorAnswer = z
  .strictObject({ challenge: token, code })
  .meta({ id: 'SecondFactorAnswer' });

export const account = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role,
    email: z.string().nullable(),
    secondFactor: z.object({
      isSetUp: z.boolean(),
      isRequired: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
    /** Until it is, everything but the own account is out of reach. */
    mustSetUpSecondFactor: z.boolean(),
    passwordSetAt: timestamp.nullable(),
  })
  .meta({ id: 'Account' });

export const secondFactorNeeded = z
  .object({ challenge: z.string().meta({ description: 'To be sent with the code, within ten minutes.' }) })
  .meta({ id: 'SecondFactorNeeded' });

export const passwordByLink = z
  .strictObject({
    token,
    password: newPassword,
    email: z.email().max(254).optional().meta({ description: 'Needed when the account has none yet.' }),
  })
  .meta({ id: 'PasswordByLink' });

export const resetRequest = z.strictObject({ email }).meta({ id: 'PasswordResetRequest' });

export const passwordChange = z
  .strictObject({ currentPassword: password, newPassword })
  .meta({ id: 'PasswordChange' });

export const passwordOnly = z.strictObject({ password }).meta({ id: 'CurrentPassword' });

export const enrolment = z
  .object({
    secret: z.string().meta({ description: 'For typing into the app.' }),
    uri: z.string().meta({ description: '`otpauth://…`, for a QR code.' }),
  })
  .meta({ id: 'SecondFactorEnrolment' });

export const confirmation = z
  .strictObject({ code: z.string().min(6).max(10) })
  .meta({ id: 'SecondFactorConfirmation' });

export const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).meta({ description: 'Shown this once. Each works once.' }) })
  .meta({ id: 'RecoveryCodes' });

export const sessionList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        isThisOne: z.boolean(),
        method: z.enum(['password', 'oidc']),
        userAgent: z.string(),
        createdAt: timestamp,
        lastSeenAt: timestamp.meta({ description: 'To the minute.' }),
        expiresAt: timestamp,
      }),
    ),
  })
  .meta({ id: 'Sessions' });

export const signInWays = z
  .object({ password: z.literal(true), oidc: z.object({ label: z.string() }).nullable() })
  .meta({ id: 'SignInWays' });

/** What a browser says it is, as one short line. */
export const userAgentLine = line(200).catch('');
