import { appendAudit, type AuditAction } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';

/** Has a message sent again that failed or is uncertain. @throws Problem `not_found`, `message_not_failed` */
export function retryMessage(database: Database, actor: Actor, id: string): Promise<void> {
  const again = { state: 'waiting', attempts: 0, nextAt: new Date(), fault: null };
  return settle(database, actor, id, ['uncertain', 'failed'], again, 'message.retried');
}

/**
 * Writes down that a member of staff gave a message to the person in some other way. Nothing sends it any more.
 *
 * @throws Problem `not_found`; `message_not_failed`: it is being sent now, or was.
 */
export function notePassedOn(database: Database, actor: Actor, id: string): Promise<void> {
  const done = { state: 'sent', sentAt: new Date(), fault: null };
  return settle(database, actor, id, ['waiting', 'uncertain', 'failed'], done, 'message.passed_on');
}

async function settle(
  { prisma }: Database,
  actor: Actor,
  id: string,
  from: string[],
  data: Parameters<Database['prisma']['message']['updateManyAndReturn']>[0]['data'],
  action: AuditAction,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const [settled] = await tx.message.updateManyAndReturn({ where: { id, state: { in: from } }, data });
    if (!settled)
      throw new Problem((await tx.message.count({ where: { id } })) > 0 ? 'message_not_failed' : 'not_found');
    await appendAudit(tx, {
      actor,
      action,
      subject: `candidate:${settled.candidateId}`,
      facts: { messageId: id },
    });
  });
}
