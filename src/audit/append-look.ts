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

/**
 * Who is shown a person's own link can take out all that is held of them by it, under no name: it counts as an export,
 * within the hour once for each person. Its entries say `linkShown`.
 */
const LINK_SHOWN = Prisma.sql`(action IN ('message.shown', 'candidate.link_shown') AND coalesce(facts->>'linkShown', '') = 'true')`;

/** Looking again at what was seen within the hour takes nothing more out; an export does, whatever is in it. */
const THINGS: Readonly<Record<Taking, Prisma.Sql>> = {
  names: Prisma.sql`jsonb_array_elements_text(coalesce(facts->'candidateIds', '[]') || coalesce(facts->'files', '[]'))`,
  documents: Prisma.sql`subject`,
  exports: Prisma.sql`CASE WHEN ${LINK_SHOWN} THEN 'link:' || subject ELSE id::text END`,
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
  const taking = takingOf(entry);
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

function takingOf({ action, facts }: AuditEntry): Taking | undefined {
  if (facts?.['linkShown'] === true) return 'exports';
  return TAKINGS.find((one) => ACTIONS[one].includes(action));
}

/** The same in a transaction of its own. @throws Problem `hourly_limit_reached` */
export async function recordLook(
  database: Pick<Database, 'prisma' | 'hourlyLimits'>,
  entry: AuditEntry,
): Promise<void> {
  await database.prisma.$transaction((tx) => appendLook(database, tx, entry));
}

/** Whoever looks again at what they saw within the hour keeps nobody else waiting: the lock is for what is new. */
async function requireWithin(
  tx: Transaction,
  { subject, facts }: AuditEntry,
  actor: NamedActor,
  taking: Taking,
  limit: number,
): Promise<void> {
  const listed = (name: string): readonly string[] => {
    const list = facts?.[name];
    return typeof list === 'object' ? list : [];
  };
  const thing = facts?.['linkShown'] === true ? `link:${subject}` : subject;
  const wanted = taking === 'names' ? [...listed('candidateIds'), ...listed('files')] : [thing];
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
               AND ${takenBy(taking)}) t
     GROUP BY thing ORDER BY max(at)`;
}

/** Which entries of the trail count, as `takingOf` says it of one. */
function takenBy(taking: Taking): Prisma.Sql {
  const isOfKind = Prisma.sql`action = ANY (${ACTIONS[taking]})`;
  return taking === 'exports'
    ? Prisma.sql`(${isOfKind} OR ${LINK_SHOWN})`
    : Prisma.sql`(${isOfKind} AND NOT ${LINK_SHOWN})`;
}
