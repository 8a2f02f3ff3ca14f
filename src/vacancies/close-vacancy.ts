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

/** Opening what is open is fine. The ranking is owed again. @returns the revision. @throws Problem `not_found` */
export async function reopenVacancy(tx: Transaction, actor: Actor, id: string): Promise<number> {
  const [opened] = await tx.$queryRaw<{ revision: number }[]>`
    UPDATE vacancy SET status = 'open', revision = revision + 1, updated_at = now(), attempts = 0
     WHERE id = ${id}::uuid AND status = 'closed' RETURNING revision`;
  if (!opened) return requireVacancy(tx, id);
  await appendAudit(tx, { actor, action: 'vacancy.reopened', subject: `vacancy:${id}` });
  return opened.revision;
}

async function requireVacancy(tx: Transaction, id: string): Promise<number> {
  const vacancy = await tx.vacancy.findUnique({ where: { id }, select: { revision: true } });
  if (!vacancy) throw new Problem('not_found');
  return vacancy.revision;
}
