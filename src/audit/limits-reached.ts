import type { Database } from '../database/client.js';
import { actorName, type NamedActor } from '../http/actor.js';
import { appendAudit, lockTrail } from './append-audit.js';
import type { LimitReached } from './append-look.js';

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
