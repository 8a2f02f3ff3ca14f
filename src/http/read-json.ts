import type { Request } from 'express';
import { JSON_LIMIT_BYTES, refuseBodyOver } from './body-limits.js';
import { Problem } from './problem.js';

/**
 * Reads a JSON body. Compression is refused, so that a small body cannot become a large one.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large` (at once, however much is still to come) or
 *   `malformed_json`.
 */
export async function readJson(request: Request): Promise<unknown> {
  requirePlainJson(request);
  refuseBodyOver(request, JSON_LIMIT_BYTES, { lengthNeeded: false, tooLarge: 'body_too_large' });
  const bytes = await readUpTo(request, JSON_LIMIT_BYTES);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Problem('malformed_json', { cause: error });
  }
}

function requirePlainJson(request: Request): void {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const isJson = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);
  if (!isJson || encoding.toLowerCase() !== 'identity') throw new Problem('unsupported_media_type');
}

/**
 * Reads a body of at most `limit` bytes. Steps through it by hand: leaving a `for await` early would destroy the connection
 * before it is answered.
 *
 * @throws Problem `body_too_large`
 */
export async function readUpTo(request: Request, limit: number): Promise<Buffer> {
  const body = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const chunks: Buffer[] = [];
  let length = 0;
  for (let next = await body.next(); !next.done; next = await body.next()) {
    length += next.value.length;
    if (length > limit) throw new Problem('body_too_large');
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}
