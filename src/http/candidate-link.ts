import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse as uuidBytes, stringify as uuidString } from 'uuid';

const CANDIDATE_LINK_START = 'otc_';

/** What a candidate's link says. It opens that person's own data until it expires or the version is raised. */
export interface CandidateLink {
  readonly candidateId: string;
  readonly linkVersion: number;
  /** Seconds since 1970. */
  readonly expires: number;
}

const ID_BYTES = 16;
const PAYLOAD_BYTES = ID_BYTES + 4 + 8;
const MAC_BYTES = 32;

/** `otc_` and base64url of id (16 bytes), version (4), expiry (8) and HMAC-SHA256 (32). */
export function signCandidateLink(link: CandidateLink, secret: string): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.set(uuidBytes(link.candidateId), 0);
  payload.writeUInt32BE(link.linkVersion, ID_BYTES);
  payload.writeBigUInt64BE(BigInt(link.expires), ID_BYTES + 4);
  return CANDIDATE_LINK_START + Buffer.concat([payload, macOf(payload, secret)]).toString('base64url');
}

/**
 * What the token says, or null when we did not sign it. Whether it has expired or was revoked is for the database to
 * say, whose clock is the only one.
 */
export function readCandidateLink(token: string, secret: string): CandidateLink | null {
  if (!token.startsWith(CANDIDATE_LINK_START)) return null;
  const bytes = Buffer.from(token.slice(CANDIDATE_LINK_START.length), 'base64url');
  if (bytes.length !== PAYLOAD_BYTES + MAC_BYTES) return null;
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), macOf(payload, secret))) return null;
  return {
    // Not `parse`d again: signed by us, so it is an id.
    candidateId: uuidString(payload.subarray(0, ID_BYTES)),
    linkVersion: payload.readUInt32BE(ID_BYTES),
    expires: Number(payload.readBigUInt64BE(ID_BYTES + 4)),
  };
}

/** The purpose is part of what is signed, so that a signature made for anything else is none here. */
function macOf(payload: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update('candidate-link-1\0').update(payload).digest();
}
