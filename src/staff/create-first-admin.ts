import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { newApiKey } from '../http/api-key.js';
import { STAFF_LOCK } from './manage-staff.js';
import { makeOneTimeToken } from './one-time-links.js';

/** What the first administrator gets in with. Neither can be had again. */
export interface FirstAdmin {
  readonly key: string;
  /** By which they set a password and say their e-mail address. */
  readonly linkToken: string;
}

/** Makes an admin when nobody works here yet; null when there is staff already. */
export async function createFirstAdmin({ prisma }: Database): Promise<FirstAdmin | null> {
  const { key, prefix, hash } = newApiKey();
  return prisma.$transaction(async (tx) => {
    // Processes that start together must not each make one.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${STAFF_LOCK}::bigint)`;
    if ((await tx.staff.count()) > 0) return null;
    const staffId = uuidv7();
    await tx.staff.create({
      data: {
        id: staffId,
        name: 'First administrator',
        role: 'admin',
        account: { create: {} },
      },
    });
    await tx.$executeRaw`
      INSERT INTO api_key (id, staff_id, label, prefix, hash, expires_at)
      VALUES (${uuidv7()}::uuid, ${staffId}::uuid, 'Made at first start', ${prefix}, ${hash}, now() + interval '1 year')`;
    const { token: linkToken } = await makeOneTimeToken(tx, staffId, 'password');
    await appendAudit(tx, {
      actor: 'system',
      action: 'staff.created',
      subject: `staff:${staffId}`,
      facts: { role: 'admin' },
    });
    return { key, linkToken };
  });
}
