import type { Database, HourlyLimits } from '../database/client.js';
import { Prisma } from '../database/generated/client.js';
import { actorName, type NamedActor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { appendAudit, lockTrail, type AuditAction, type AuditEntry } from './append-audit.js';

export type Taking = keyof HourlyLimits;

/** What of the trail says that somebody took something out. */
const ACTIONS: Readonly<Record<Taking, readonly AuditAction[]>> = {
  names: ['candidate.names_revealed', 'duplicates.viewed'],
  documents: [
    'candidate.viewed',
    'compliance.file_downloaded',
    'compliance.viewed',
    'cv.file_downloaded',
    'cv.page_viewed',
    'cv.viewed',
    'match.viewed',
    'message.shown',
  ],
  exports: ['candidate.exported', 'compliance.pack_downloaded', 'conduct_records.viewed', 'list.exported'],
};
const TAKINGS = Object.keys(ACTIONS) as Taking[];

/** Looking again at what was seen within the hour takes nothing more out; an export does, whatever is in it. */
const THINGS: Readonly<Record<Taking, Prisma.Sql>> = {
  names: Prisma.sql`jsonb_array_elements_text(facts->'candidateIds')`,
  documents: Prisma.sql`subject`,
  exports: Prisma.sql`id::text`,
};

/** Why a look was refused: the cause of `hourly_limit_reached`. */
export class LimitReached extends Error {
  constructor(
    readonly taking: Taking,
    readonly limit: number,
  ) {
    super(`${taking}: ${limit} within an hour`);
  }
}

/**
 * Appends to the trail that somebody looks at something or takes it out, where a member of staff stays within what they may
 * take out in an hour. The trail itself is what is counted, under its lock, so that all processes count together and
 * none of many requests at once slips through. Of nobody else anything is counted.
 *
 * @throws Problem `hourly_limit_reached`, when nothing may have been shown yet.
 */
export async function appendLook(
  { hourlyLimits }: Pick<Database, 'hourlyLimits'>,
  tx: Transaction,
  entry: AuditEntry,
): Promise<void> {
  const taking = TAKINGS.find((one) => ACTIONS[one].includes(entry.action));
  if (
    hourlyLimits !== null &&
    taking !== undefined &&
    entry.actor !== 'system' &&
    entry.actor.kind === 'staff'
  ) {
    await requireWithin(tx, entry, entry.actor, taking, hourlyLimits[taking]);
  }
  await appendAudit(tx, entry);
}

/** The same in a transaction of its own. @throws Problem `hourly_limit_reached` */
export async function recordLook(
  database: Pick<Database, 'prisma' | 'hourlyLimits'>,
  entry: AuditEntry,
): Promise<void> {
  await database.prisma.$transaction((tx) => appendLook(database, tx, entry));
}

/** Writes down that somebody came to a limit: once an hour for each, however often they try. */
export async function recordLimit(
  { prisma }: Pick<Database, 'prisma'>,
  actor: NamedActor,
  { taking, limit }: LimitReached,
): Promise<void> {
  const subject = actorName(actor);
  await prisma.$transaction(async (tx) => {
    await lockTrail(tx);
    const known = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM audit_event
       WHERE actor = ${subject} AND at > statement_timestamp() - interval '1 hour' AND action = 'staff.limit_reached'
         AND facts->>'taking' = ${taking} LIMIT 1`;
    if (known.length > 0) return;
    await appendAudit(tx, { actor, action: 'staff.limit_reached', subject, facts: { taking, limit } });
  });
}

/** When each of the staff, by id, last came to a limit within 30 days. */
export async function limitsReached(
  { pool }: Pick<Database, 'pool'>,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await pool.query<{ actor: string; at: Date }>(
    `SELECT actor, max(at) AS at FROM audit_event
      WHERE action = 'staff.limit_reached' AND actor = ANY ($1) AND at > now() - interval '30 days' GROUP BY actor`,
    [staffIds.map((staffId) => actorName({ kind: 'staff', staffId }))],
  );
  return new Map(rows.map(({ actor, at }) => [actor.slice('staff:'.length), at]));
}

/** Whoever looks again at what they saw within the hour keeps nobody else waiting: the lock is for what is new. */
async function requireWithin(
  tx: Transaction,
  { subject, facts }: AuditEntry,
  actor: NamedActor,
  taking: Taking,
  limit: number,
): Promise<void> {
  const ids = facts?.['candidateIds'];
  const wanted: readonly string[] = taking === 'names' && typeof ids === 'object' ? ids : [subject];
  const isNew = (taken: readonly Taken[]) =>
    wanted.filter((thing) => taken.every((one) => one.thing !== thing));
  if (isNew(await takenWithinAnHour(tx, actor, taking)).length === 0) return;
  await lockTrail(tx);
  const taken = await takenWithinAnHour(tx, actor, taking);
  const more = new Set(isNew(taken)).size;
  const tooMany = taken.length + more - limit;
  if (more === 0 || tooMany <= 0) return;
  // When enough of what was taken is an hour old. More than the limit at once fits into no hour.
  const seconds = taken[Math.min(tooMany, taken.length) - 1]?.seconds ?? 3_600;
  throw new Problem('hourly_limit_reached', {
    headers: { 'retry-after': String(Math.max(seconds, 1)) },
    cause: new LimitReached(taking, limit),
  });
}

interface Taken {
  readonly thing: string;
  /** Until it is an hour old. */
  readonly seconds: number;
}

/** What somebody took out, each thing once, the oldest first. The time is the statement's, so that the index serves. */
function takenWithinAnHour(tx: Transaction, actor: NamedActor, taking: Taking): Promise<Taken[]> {
  return tx.$queryRaw<Taken[]>`
    SELECT thing, ceil(3600 - extract(epoch FROM clock_timestamp() - max(at)))::int AS seconds
      FROM (SELECT at, ${THINGS[taking]} AS thing FROM audit_event
             WHERE actor = ${actorName(actor)} AND at > statement_timestamp() - interval '1 hour'
               AND action = ANY (${ACTIONS[taking]})) t
     GROUP BY thing ORDER BY max(at)`;
}
