import { z } from 'zod';
import { Problem } from './problem.js';

/** Rows of a page unless the caller says otherwise, and the most it may ask for. */
const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;

/** The query parameters of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT).meta({
    description: 'Entries per page.',
  }),
  cursor: z.string().max(500).optional().meta({ description: '`nextCursor` of the page before.' }),
});

/**
 * The position after a row, as an opaque string. `list` names the order that the position belongs to, so that a cursor
 * of one list is not taken for one of another.
 */
export function encodeCursor(list: string, position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** @throws Problem `invalid_cursor` */
export function decodeCursor<T extends [z.ZodType, ...z.ZodType[]]>(
  list: string,
  shape: z.ZodTuple<T, null>,
  cursor: string | undefined,
): z.output<z.ZodTuple<T, null>> | null {
  if (cursor === undefined) return null;
  try {
    const [name, ...position] = z
      .array(z.unknown())
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (name === list) return shape.parse(position);
  } catch (error) {
    throw new Problem('invalid_cursor', { cause: error });
  }
  throw new Problem('invalid_cursor');
}
