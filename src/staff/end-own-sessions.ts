import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { sessionHolder } from './session-holder.js';
import type { SessionHolder } from './set-password.js';
import { endSessions } from './sessions.js';

/** Signs somebody out in the browser that asks for it. @throws Problem `session_required` for whoever is not signed in. */
export async function signOutHere({ prisma }: Pick<Database, 'prisma'>, actor: Actor): Promise<void> {
  const { staffId, sessionId } = sessionHolder(actor);
  await prisma.$transaction(async (tx) => {
    await tx.staffSession.deleteMany({ where: { id: sessionId } });
    await appendAudit(tx, { actor, action: 'staff.signed_out', subject: `staff:${staffId}` });
  });
}

/** Signs somebody out everywhere, here too. */
export async function endOwnSessions(
  { prisma }: Pick<Database, 'prisma'>,
  { staffId }: SessionHolder,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const ended = await endSessions(tx, staffId);
    await appendAudit(tx, {
      actor: { kind: 'staff', staffId },
      action: 'staff.signed_out',
      subject: `staff:${staffId}`,
      facts: { ended },
    });
  });
}

/** Signs somebody out in one other place. @throws Problem `not_found`, also for a session of somebody else. */
export async function endOwnSession(
  { prisma }: Pick<Database, 'prisma'>,
  { staffId }: SessionHolder,
  id: string,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.staffSession.deleteMany({ where: { id, staffId } });
    if (count === 0) throw new Problem('not_found');
    await appendAudit(tx, {
      actor: { kind: 'staff', staffId },
      action: 'staff.signed_out',
      subject: `staff:${staffId}`,
      facts: { ended: 1 },
    });
  });
}
