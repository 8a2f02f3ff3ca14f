import { appendAudit } from '../audit/append-audit.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';

/** Closing twice is fine. The list of matches stays as it was. @throws Problem `not_found` */
export async function closeVacancy(tx: Transaction, actor: Actor, id: string): Promise<void> {
  const closed = await tx.$executeRaw`
    UPDATE vacancy SET status = 'closed', revision = revision + 1, updated_at = now()
     WHERE id = ${id}::uuid AND status = 'open'`;
  if (closed > 0) await appendAudit(tx, { actor, action: 'vacancy.closed', subject: `vacancy:${id}` });
  else await requireVacancy(tx, id);
}

/** Opening what is open is fine. The ranking is owed again. @throws Problem `not_found` */
export async function reopenVacancy(tx: Transaction, actor: Actor, id: string): Promise<void> {
  const opened = await tx.$executeRaw`
    UPDATE vacancy SET status = 'open', revision = revision + 1, updated_at = now(), attempts = 0
     WHERE id = ${id}::uuid AND status = 'closed'`;
  if (opened > 0) await appendAudit(tx, { actor, action: 'vacancy.reopened', subject: `vacancy:${id}` });
  else await requireVacancy(tx, id);
}

async function requireVacancy(tx: Transaction, id: string): Promise<void> {
  if (!(await tx.vacancy.findUnique({ where: { id }, select: { id: true } }))) throw new Problem('not_found');
}
