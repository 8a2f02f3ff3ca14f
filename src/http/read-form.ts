import type { Request } from 'express';
import { JSON_LIMIT_BYTES, refuseBodyOver } from './body-limits.js';
import { Problem } from './problem.js';
import { readUpTo } from './read-json.js';

const MAX_FIELDS = 2_000;

/** A field that a form has once is a text; one that it has several times, as checkboxes do, is a list of texts. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads the body of a form of one of our pages.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large` or `malformed_request`.
 */
export async function readForm(request: Request): Promise<FormFields> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const isForm = /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);
  if (!isForm || encoding.toLowerCase() !== 'identity') throw new Problem('unsupported_media_type');
  refuseBodyOver(request, JSON_LIMIT_BYTES, { lengthNeeded: false, tooLarge: 'body_too_large' });
  const pairs = [...new URLSearchParams((await readUpTo(request, JSON_LIMIT_BYTES)).toString('utf8'))];
  if (pairs.length > MAX_FIELDS) throw new Problem('malformed_request');
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}
