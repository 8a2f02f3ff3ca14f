import { z } from 'zod';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor, pageQuery } from '../http/cursor.js';
import { day, line } from '../http/text.js';
import { AUDIT_ACTIONS } from './append-audit.js';

const ACTOR = /^(staff|candidate):[0-9a-f-]{36}$|^(anonymous|system)$/;

export const auditQuery = pageQuery.extend({
  actor: line(60)
    .regex(ACTOR, 'Name one as the trail does: staff:ID, candidate:ID, anonymous or system.')
    .optional()
    .meta({ description: 'Only what they did: `staff:ID`, `candidate:ID`, `anonymous` or `system`.' }),
  action: z.enum(AUDIT_ACTIONS).optional().meta({ description: 'Only this kind of thing.' }),
  subject: line(120).optional().meta({
    description:
      'Only what was done to this, e.g. `cv:ID`; of `candidate:ID` also what was done to several at once, such as revealing names.',
  }),
  day: day.optional().meta({ description: 'Only that day (UTC).' }),
});

const fact = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const auditEvent = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    actorName: z.string().nullable().meta({ description: 'Of staff.' }),
    action: z.string(),
    subject: z.string(),
    facts: z.record(z.string(), fact),
  })
  .meta({ id: 'AuditEvent' });

export const auditPage = z.object({ items: z.array(auditEvent), nextCursor: z.string().nullable() });

const CANDIDATE = 'candidate:';

/**
 * SQL for "an entry about several people, one of these among them": their ids stand in its facts, not in its subject.
 *
 * @param ids an SQL expression of type `text[]`, never a value.
 */
export const concerns = (ids: string): string =>
  `facts ? 'candidateIds' AND facts->'candidateIds' ?| ${ids}::text[]`;

type Event = z.output<typeof auditEvent>;

/**
 * What was done, the newest first. What a subject or a day holds is found by its own index, as an array of ids: otherwise
 * the planner, which is after the newest, walks back through the whole trail.
 */
export async function listAuditEvents(
  { pool }: Database,
  { limit, cursor, actor, action, subject, day: on }: z.output<typeof auditQuery>,
): Promise<z.output<typeof auditPage>> {
  const after = decodeCursor('audit', z.tuple([z.string().regex(/^\d{1,18}$/)]), cursor);
  const { rows } = await pool.query<Omit<Event, 'at'> & { at: Date }>(
    `SELECT e.id::text, e.at, e.actor, s.name AS "actorName", e.action, e.subject, e.facts
       FROM audit_event e LEFT JOIN staff s ON e.actor = 'staff:' || s.id
      WHERE ($1::text IS NULL OR e.actor = $1) AND ($2::text IS NULL OR e.action = $2)
        AND ($3::text IS NULL OR e.id = ANY (ARRAY(
              SELECT id FROM audit_event WHERE subject = $3
               UNION ALL SELECT id FROM audit_event WHERE ${concerns('ARRAY[$7]')})))
        AND ($4::date IS NULL OR e.id = ANY (ARRAY(
              SELECT id FROM audit_event WHERE at >= $4::date::timestamp AT TIME ZONE 'UTC'
                                           AND at < ($4::date + 1)::timestamp AT TIME ZONE 'UTC')))
        AND ($5::bigint IS NULL OR e.id < $5)
      ORDER BY e.id DESC LIMIT $6`,
    [
      ...[actor ?? null, action ?? null, subject ?? null, on ?? null, after?.[0] ?? null, limit + 1],
      subject?.startsWith(CANDIDATE) ? subject.slice(CANDIDATE.length) : '',
    ],
  );
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? encodeCursor('audit', [last.id]) : null };
}
