import { newSecretToken } from './secret-token.js';

export const API_KEY_START = 'otm_';
/** Characters of a key that are kept in clear, so that people can tell keys apart. */
const PREFIX_LENGTH = 12;

export interface NewApiKey {
  /** Shown once, then known to its holder only. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

export function newApiKey(): NewApiKey {
  const { token: key, hash } = newSecretToken(API_KEY_START);
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash };
}
