import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { newApiKey } from '../http/api-key.js';

/** 'staf' in ASCII: processes that start together must not each make an admin. */
const LOCK = 0x73746166;

/**
 * Makes an admin with a key when nobody works here yet.
 *
 * @returns the key, which cannot be had again; null when there is staff already.
 */
export async function createFirstAdmin({ prisma }: Database): Promise<string | null> {
  const { key, prefix, hash } = newApiKey();
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
    if ((await tx.staff.count()) > 0) return null;
    const staffId = uuidv7();
    await tx.staff.create({
      data: {
        id: staffId,
        name: 'First administrator',
        role: 'admin',
        apiKeys: {
          create: { id: uuidv7(), label: 'Made at first start', prefix, hash: new Uint8Array(hash) },
        },
      },
    });
    await appendAudit(tx, {
      actor: 'system',
      action: 'staff.created',
      subject: `staff:${staffId}`,
      facts: { role: 'admin' },
    });
    return key;
  });
}
