import { Prisma } from '../database/generated/client.js';
import type { Transaction } from '../http/idempotency.js';
import { HEALTH_KINDS, isEmployers } from './check-kinds.js';

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

/** What staff may look at of somebody's health now. */
export interface HealthStage {
  /** As `mayAskAboutHealth` says it, whoever made the offer. */
  readonly mayAsk: boolean;
  /** Ids of checks about health of employers that made an offer themselves. */
  readonly employerChecks: ReadonlySet<string>;
}

/** Of what an employer asks itself nothing opens with another's offer. @param records all records of the person. */
export async function healthStage(tx: Transaction, records: readonly string[]): Promise<HealthStage> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT e.id::text
      FROM candidacy c JOIN candidacy_move m ON m.candidacy_id = c.id AND m.revision = c.revision
      JOIN vacancy v ON v.id = c.vacancy_id JOIN employer_check e ON e.employer_id = v.employer_id
     WHERE c.candidate_id = ANY(${[...records]}::uuid[]) AND e.about_health
       AND ${Prisma.raw(AT_OFFER)}`;
  return {
    mayAsk: await mayAskAboutHealth(tx, records),
    employerChecks: new Set(rows.map(({ id }) => id)),
  };
}

interface Entry {
  readonly kind: string;
  readonly item: string | null;
}

/** Whether an entry of a file, or what it asks for, may be looked at now. */
export function mayBeSeen({ kind, item }: Entry, { mayAsk, employerChecks }: HealthStage): boolean {
  if (!HEALTH_KINDS.includes(kind)) return true;
  return isEmployers(kind) ? item !== null && employerChecks.has(item) : mayAsk;
}
