import { createHash, randomBytes } from 'node:crypto';

/** What opens something for whoever has it: a session, an API key, a link that works once. */
export interface SecretToken {
  /** Shown once, then known to its holder only. */
  readonly token: string;
  readonly hash: Buffer;
}

/** A token of 256 random bits. @param start what it begins with, to be known by. */
export function newSecretToken(start = ''): SecretToken {
  const token = start + randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** One round of sha256 is right for a secret of 256 random bits: there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
