import { hkdfSync } from 'node:crypto';

/** A key of 256 bits for one purpose, so that what is made for one purpose is nothing for another (HKDF, RFC 5869). */
export function deriveKey(secret: string | Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'ot-match', purpose, 32));
}
