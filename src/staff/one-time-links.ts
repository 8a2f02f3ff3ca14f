import type { Transaction } from '../http/idempotency.js';
import { hashToken, newSecretToken } from '../http/secret-token.js';

/** What a token is good for, and for how long. */
const MINUTES = { password: 3 * 24 * 60, second_factor: 10 } as const;

export type LinkPurpose = keyof typeof MINUTES;

export interface OneTimeToken {
  /** Shown once; only its sha256 is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Makes a token that works once. For setting a password, the person's older ones stop working. */
export async function makeOneTimeToken(
  tx: Transaction,
  staffId: string,
  purpose: LinkPurpose,
): Promise<OneTimeToken> {
  if (purpose === 'password') await tx.oneTimeLink.deleteMany({ where: { staffId, purpose } });
  const { token, hash } = newSecretToken();
  const rows = await tx.$queryRaw<{ expires_at: Date }[]>`
    INSERT INTO one_time_link (hash, staff_id, purpose, expires_at)
    VALUES (${hash}, ${staffId}::uuid, ${purpose}, now() + make_interval(mins => ${MINUTES[purpose]}::int))
    RETURNING expires_at`;
  return { token, expiresAt: rows[0]?.expires_at ?? new Date(0) };
}

/** Whose token it is, or null when it is unknown, used or expired. Looking does not use it up. */
export async function lookUpToken(
  tx: Transaction,
  token: string,
  purpose: LinkPurpose,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ staff_id: string }[]>`
    SELECT l.staff_id FROM one_time_link l JOIN staff s ON s.id = l.staff_id
     WHERE l.hash = ${hashToken(token)} AND l.purpose = ${purpose} AND l.expires_at > now() AND s.disabled_at IS NULL`;
  return rows[0]?.staff_id ?? null;
}

/** Uses a token up: whose it was, or null. Of two at the same moment one gets null. */
export async function useToken(tx: Transaction, token: string, purpose: LinkPurpose): Promise<string | null> {
  const rows = await tx.$queryRaw<{ staff_id: string }[]>`
    DELETE FROM one_time_link l USING staff s
     WHERE s.id = l.staff_id AND l.hash = ${hashToken(token)} AND l.purpose = ${purpose}
       AND l.expires_at > now() AND s.disabled_at IS NULL
    RETURNING l.staff_id`;
  return rows[0]?.staff_id ?? null;
}

/** Where a person sets their password. The token stands after `#`, which browsers send to no server and no log sees. */
export function passwordLink(publicUrl: string, token: string): string {
  return `${publicUrl}/set-password#${token}`;
}
