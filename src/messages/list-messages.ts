import type { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Message } from '../database/generated/client.js';
import { maskCandidate } from '../matches/present-match.js';
import type { MESSAGE_STATES, messageView } from './schema.js';

type View = z.input<typeof messageView>;
type State = (typeof MESSAGE_STATES)[number];
type Shown = Pick<
  Message,
  'id' | 'candidateId' | 'kind' | 'subject' | 'state' | 'fault' | 'createdAt' | 'sentAt'
>;

/** The most that is listed at once. */
export const MOST_LISTED = 200;

/**
 * Messages to candidates, the newest first.
 *
 * @param byEmail whether a mail server is set.
 */
export async function listMessages({ prisma }: Database, byEmail: boolean, state?: State): Promise<View[]> {
  const rows = await prisma.message.findMany({
    where: state ? { state } : {},
    orderBy: { id: 'desc' },
    take: MOST_LISTED,
  });
  return rows.map((row) => present(row, byEmail));
}

/**
 * SQL for "a person has to do something about it": it is not known to have arrived, or waits to be passed on. Whoever sent
 * their CV themselves was shown their link at once: nobody need pass that on. Said as in the index `message_owed_idx`.
 * $1: whether a mail server is set, which passes on what waits.
 */
const OWED = `state IN ('waiting', 'uncertain', 'failed')
   AND NOT (kind = 'received' AND created_by_id IS NULL
            AND (state = 'waiting' OR (state = 'failed' AND fault IS NOT DISTINCT FROM 'too_late')))
   AND NOT ($1::boolean AND state = 'waiting')`;

/** What a person has to do something about, the oldest first. */
export async function listOwedMessages({ pool }: Database, byEmail: boolean): Promise<View[]> {
  const { rows } = await pool.query<Shown>(
    `SELECT id, candidate_id AS "candidateId", kind, subject, state, fault, created_at AS "createdAt", sent_at AS "sentAt"
       FROM message WHERE ${OWED} ORDER BY id LIMIT $2`,
    [byEmail, MOST_LISTED],
  );
  return rows.map((row) => present(row, byEmail));
}

/** How many they are, up to `most`: where no mail server is set they may be all that were ever written. */
export async function countOwedMessages({ pool }: Database, byEmail: boolean, most: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'count-owed-messages',
    text: `SELECT count(*)::int FROM (SELECT 1 FROM message WHERE ${OWED} LIMIT $2) owed`,
    values: [byEmail, most],
  });
  return rows[0]?.count ?? 0;
}

function present(
  { id, candidateId, kind, subject, state, fault, createdAt, sentAt }: Shown,
  byEmail: boolean,
): View {
  return {
    ...{ id, kind, subject, fault, byEmail },
    state: state as State,
    candidate: maskCandidate(candidateId),
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}
