import type { Database } from '../database/client.js';
import type { QueueLog } from '../queue/queue-log.js';
import { appendAudit } from './append-audit.js';
import { verifyAudit } from './verify-audit.js';

/** Hours after which the whole trail is recomputed again. */
const AGAIN_AFTER_HOURS = 20;

/**
 * Says the newest hash of the trail in the log, which is kept elsewhere, so that a trail that was cut off at its end can be
 * told; and recomputes the whole trail once a day, whichever process is first. That it did, and what it found, is an entry of
 * its own.
 */
export async function watchAudit(
  { pool, prisma }: Pick<Database, 'pool' | 'prisma'>,
  log: Pick<QueueLog, 'info' | 'error'>,
): Promise<void> {
  const { rows } = await pool.query<{ id: string; head: string }>(
    `SELECT id::text, encode(hash, 'hex') AS head FROM audit_event ORDER BY audit_event.id DESC LIMIT 1`,
  );
  if (rows[0]) log.info({ entry: rows[0].id, head: rows[0].head }, 'the newest hash of the audit trail');
  const since = new Date(Date.now() - AGAIN_AFTER_HOURS * 3_600_000);
  if ((await prisma.auditEvent.count({ where: { action: 'audit.verified', at: { gt: since } } })) > 0) return;
  const { entries, brokenAt } = await verifyAudit({ pool });
  await prisma.$transaction((tx) =>
    appendAudit(tx, {
      actor: 'system',
      action: 'audit.verified',
      subject: 'audit',
      facts: { entries, ...(brokenAt !== null && { brokenAt }) },
    }),
  );
  if (brokenAt !== null)
    log.error({ entry: brokenAt }, 'the audit trail does not hold together from this entry on');
}
