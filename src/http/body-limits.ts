import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { Problem } from './problem.js';

/** A vacancy's text with room to spare. */
export const JSON_LIMIT_BYTES = 256 * 1024;

/** What a form may hold beside its file: fields, part headers, boundaries. */
export const FORM_OVERHEAD_BYTES = 64 * 1024;

/** What the name and the headers of one part of a form may hold; names do not nest. */
export const PART_LIMITS = {
  fieldNameSize: 64,
  headerPairs: 20,
  fieldNestingDepth: 0,
  fieldArrayIndexLimit: 0,
} as const;

/** All files of one bulk upload together, in bytes: what a slow office line sends within the time for one request. */
export const BATCH_LIMIT_BYTES = 100 * 1024 * 1024;
const TAKES_BATCHES = /^\/(v1\/cv-batches|cvs\/bulk)(\?|$)/;

/** The connection cannot be used again when a body is left lying on it. */
const CLOSE = { connection: 'close' };

/**
 * Refuses a body by its headers, before a byte of it is read.
 *
 * @param limit bytes.
 * @throws Problem `length_required` (only when `lengthNeeded`) or one that says it is too large.
 */
export function refuseBodyOver(
  request: Request,
  limit: number,
  {
    lengthNeeded,
    tooLarge,
    detail,
  }: {
    readonly lengthNeeded: boolean;
    readonly tooLarge: 'file_too_large' | 'body_too_large';
    /** Instead of the problem's own sentence. */
    readonly detail?: string;
  },
): void {
  const length = request.headers['content-length'];
  if (length === undefined) {
    if (lengthNeeded) throw new Problem('length_required', { headers: CLOSE });
    return;
  }
  // Node's parser has let digits pass only.
  if (Number(length) > limit)
    throw new Problem(tooLarge, { headers: CLOSE, ...(detail !== undefined && { detail }) });
}

/** @throws Problem `unsupported_media_type` */
export function requireForm(request: Request): void {
  const { 'content-encoding': encoding, 'content-type': type } = request.headers;
  const isPlain = encoding === undefined || encoding.toLowerCase() === 'identity';
  if (!isPlain || !/^multipart\/form-data\s*(;|$)/i.test(type ?? '')) {
    throw new Problem('unsupported_media_type', { headers: { connection: 'close' } });
  }
}

/** Whether every route will refuse this request by its headers. */
export function declaresTooLargeBody(
  { headers, url = '' }: IncomingMessage,
  uploadMaxBytes: number,
): boolean {
  const most = TAKES_BATCHES.test(url) ? BATCH_LIMIT_BYTES : uploadMaxBytes;
  return Number(headers['content-length'] ?? 0) > Math.max(most + FORM_OVERHEAD_BYTES, JSON_LIMIT_BYTES);
}
