import type { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Message, Prisma } from '../database/generated/client.js';
import { maskCandidate } from '../matches/present-match.js';
import type { MESSAGE_STATES, messageView } from './schema.js';

type View = z.input<typeof messageView>;
type State = (typeof MESSAGE_STATES)[number];

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

/** What a person has to do something about, the oldest first: it is not known to have arrived, or waits to be passed on. */
export async function listOwedMessages({ prisma }: Database, byEmail: boolean): Promise<View[]> {
  const rows = await prisma.message.findMany({
    where: owed(byEmail),
    orderBy: { id: 'asc' },
    take: MOST_LISTED,
  });
  return rows.map((row) => present(row, byEmail));
}

/** How many they are, up to `most`: where no mail server is set they may be all that were ever written. */
export async function countOwedMessages(
  { prisma }: Database,
  byEmail: boolean,
  most: number,
): Promise<number> {
  const rows = await prisma.message.findMany({ where: owed(byEmail), take: most, select: { id: true } });
  return rows.length;
}

/** Whoever sent their CV themselves was shown their link at once: nobody need pass it on. */
const owed = (byEmail: boolean): Prisma.MessageWhereInput => ({
  state: { in: byEmail ? ['uncertain', 'failed'] : ['waiting', 'uncertain', 'failed'] },
  NOT: {
    kind: 'received',
    createdById: null,
    OR: [{ state: 'waiting' }, { state: 'failed', fault: 'too_late' }],
  },
});

function present(
  { id, candidateId, kind, subject, state, fault, createdAt, sentAt }: Message,
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
