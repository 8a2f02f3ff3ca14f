import { Prisma } from '../database/generated/client.js';
import type { Transaction } from '../http/idempotency.js';
import { HEALTH_KINDS } from './check-kinds.js';

/** SQL for "there was an offer", of a candidacy `c` and its latest move `m`. */
export const AT_OFFER = `(c.stage IN ('offer', 'placed') OR m."from" = 'offer' AND NOT m.is_undo)`;

/**
 * Whether health may be asked about now: not before somebody was offered work (Equality Act 2010, section 60, which binds
 * an agency as it binds the employer). True while the person is at an offer or in a post, and after they left one.
 *
 * @param records all records of the person.
 */
export async function mayAskAboutHealth(tx: Transaction, records: readonly string[]): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM candidacy c JOIN candidacy_move m ON m.candidacy_id = c.id AND m.revision = c.revision
     WHERE c.candidate_id = ANY(${[...records]}::uuid[])
       AND ${Prisma.raw(AT_OFFER)} LIMIT 1`;
  return rows.length > 0;
}

/** What of a file, or of what it asks for, may be looked at now. */
export function withoutHealth<T extends { readonly kind: string }>(
  entries: readonly T[],
  isHealthShown: boolean,
): readonly T[] {
  return isHealthShown ? entries : entries.filter(({ kind }) => !HEALTH_KINDS.includes(kind));
}
