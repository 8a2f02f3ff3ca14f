import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Transaction } from '../http/idempotency.js';
import { deriveKey } from '../http/derive-key.js';
import { seal, unseal } from './seal.js';

/** RFC 6238 as every authenticator app has it. */
const ISSUER = 'OT Match';
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Steps before and after that are taken as well: clocks differ, and people take their time. */
const WINDOW = 1;

const RECOVERY_CODES = 10;
/** 120 bits each, so that one round of sha256 is right for keeping them (ASVS 6.5.2 asks for 112). */
const RECOVERY_BYTES = 15;

export interface Enrolment {
  /** For typing in; base32. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly uri: string;
}

/** Makes a new secret, which counts from when a code has confirmed it; until then an older one goes on counting. */
export async function enrol(
  tx: Transaction,
  linkSecret: string,
  staffId: string,
  label: string,
): Promise<Enrolment> {
  const secret = randomBytes(SECRET_BYTES);
  await tx.staffAccount.update({
    where: { staffId },
    data: { totpPending: new Uint8Array(seal(secret, keyOf(linkSecret), staffId)) },
  });
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** Takes the pending secret into use. @returns the recovery codes, shown this once; null: the code is not right. */
export async function confirmEnrolment(
  tx: Transaction,
  linkSecret: string,
  staffId: string,
  code: string,
): Promise<string[] | null> {
  const { totpPending } = await tx.staffAccount.findUniqueOrThrow({ where: { staffId } });
  const step = totpPending && stepOf(totpPending, linkSecret, staffId, code);
  if (totpPending === null || step === null) return null;
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.staffAccount.update({
    where: { staffId },
    data: {
      totpSecret: totpPending,
      totpPending: null,
      totpLastStep: step,
      recoveryHashes: codes.map((one) => new Uint8Array(hashRecoveryCode(one))),
    },
  });
  return codes;
}

/**
 * Checks a code of the app, or a recovery code, and uses it up.
 *
 * @returns by what it was passed; null: it is not right, or was used before.
 */
export async function passSecondFactor(
  tx: Transaction,
  linkSecret: string,
  staffId: string,
  code: string,
): Promise<'totp' | 'recovery_code' | null> {
  const { totpSecret } = await tx.staffAccount.findUniqueOrThrow({ where: { staffId } });
  if (totpSecret === null) return null;
  if (!/^\d{6}$/.test(code.replace(/\s/g, ''))) {
    const hash = hashRecoveryCode(code);
    const used = await tx.$executeRaw`
      UPDATE staff_account SET recovery_hashes = array_remove(recovery_hashes, ${hash})
       WHERE staff_id = ${staffId}::uuid AND ${hash} = ANY (recovery_hashes)`;
    return used === 1 ? 'recovery_code' : null;
  }
  const step = stepOf(totpSecret, linkSecret, staffId, code);
  if (step === null) return null;
  const used = await tx.$executeRaw`
    UPDATE staff_account SET totp_last_step = ${step}
     WHERE staff_id = ${staffId}::uuid AND totp_last_step < ${step}`;
  return used === 1 ? 'totp' : null;
}

/** Number of the half-minute that a code belongs to; null: to none near now. */
function stepOf(sealed: Uint8Array, linkSecret: string, staffId: string, code: string): bigint | null {
  const secret = unseal(sealed, keyOf(linkSecret), staffId);
  if (secret === null) return null;
  const timestamp = Date.now();
  const delta = totpOf(secret, '').validate({ token: code.replace(/\s/g, ''), window: WINDOW, timestamp });
  return delta === null ? null : BigInt(Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta);
}

function totpOf(secret: Buffer, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

function keyOf(linkSecret: string): Buffer {
  return deriveKey(linkSecret, 'second-factor');
}

/** Four groups of six letters and digits, none of which looks like another. */
function newRecoveryCode(): string {
  const text = new Secret({
    buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer,
  }).base32.toLowerCase();
  return text.match(/.{6}/g)?.join('-') ?? text;
}

function hashRecoveryCode(code: string): Buffer {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest();
}
