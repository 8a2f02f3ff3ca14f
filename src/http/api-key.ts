import { createHash, randomBytes } from 'node:crypto';

export const API_KEY_START = 'otm_';
/** Characters of a key that are kept in clear, so that people can tell keys apart. */
const PREFIX_LENGTH = 12;

export interface NewApiKey {
  /** Shown once, then known to its holder only. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

/** A key of 256 random bits. */
export function newApiKey(): NewApiKey {
  const key = API_KEY_START + randomBytes(32).toString('base64url');
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash: hashApiKey(key) };
}

/** One round of sha256 is right for a secret of 256 random bits: there is nothing to guess. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
