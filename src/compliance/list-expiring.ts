import { z } from 'zod';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { maskCandidate } from '../matches/present-match.js';
import { addDays, dayInLondon, daysBetween } from '../london-day.js';
import { findEndingChecks } from './ending-checks.js';
import type { expiringPage } from './schema.js';

/** What ended longer ago is a file that nobody keeps up; it still counts for nothing. */
const ENDED_DAYS = 365;

/**
 * Checks that end within so many days, or have ended within a year, the soonest first.
 *
 * @throws Problem `invalid_cursor`
 */
export async function listExpiring(
  { pool }: Pick<Database, 'pool'>,
  {
    withinDays,
    limit,
    cursor,
  }: { readonly withinDays: number; readonly limit: number; readonly cursor?: string | undefined },
): Promise<z.input<typeof expiringPage>> {
  const after = decodeCursor('expiring', z.tuple([z.iso.date(), z.uuid()]), cursor);
  const today = dayInLondon(new Date());
  const span = { from: addDays(today, -ENDED_DAYS), until: addDays(today, withinDays) };
  const { checks, next } = await findEndingChecks(pool, span, after, limit);
  return {
    today,
    items: checks.map(({ id, personId, kind, item, title, checkedOn, validUntil }) => ({
      ...{ id, kind, item, title, checkedOn, validUntil },
      candidate: maskCandidate(personId),
      state: validUntil < today ? ('expired' as const) : ('expiring' as const),
      daysLeft: daysBetween(today, validUntil),
    })),
    nextCursor: next && encodeCursor('expiring', next),
  };
}
