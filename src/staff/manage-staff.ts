import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { normaliseEmail } from '../http/text.js';
import { presentStaff } from './list-staff.js';
import type { newStaff, staffChange, staffMember } from './schema.js';
import { endSessions } from './sessions.js';

/** 'staf' in ASCII: who is the last administrator must not change while it is asked. */
export const STAFF_LOCK = 0x73746166;

export async function createStaff(
  tx: Transaction,
  actor: Actor,
  { name, role, email }: z.output<typeof newStaff>,
): Promise<z.output<typeof staffMember>> {
  const id = uuidv7();
  const account = { create: { email: email === undefined ? null : normaliseEmail(email) } };
  const row = await tx.staff.create({ data: { id, name, role, account }, include: { account: true } });
  await appendAudit(tx, { actor, action: 'staff.created', subject: `staff:${id}`, facts: { role } });
  return presentStaff(row);
}

/**
 * Changes what is said of a person. Another role, another e-mail address or none of it any more signs them out; another
 * e-mail address ends the link to their account at the OpenID provider, and links to set a password that went to the old one.
 * Whoever leaves leaves for good: their keys are revoked, and no account that is opened again brings one back.
 *
 * @throws Problem `not_found` or `last_administrator`; a unique violation when another account has the e-mail address.
 */
export async function changeStaff(
  { prisma }: Database,
  actor: Actor,
  id: string,
  { name, role, email, disabled }: z.output<typeof staffChange>,
): Promise<z.input<typeof staffMember>> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${STAFF_LOCK}::bigint)`;
    const before = await tx.staff.findUnique({ where: { id }, include: { account: true } });
    if (!before) throw new Problem('not_found');
    const disabledAt =
      disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? new Date()) : null;
    const staysAdmin = (role ?? before.role) === 'admin' && disabledAt === null;
    if (before.role === 'admin' && before.disabledAt === null && !staysAdmin) await refuseLastAdmin(tx, id);
    const address = email === undefined ? undefined : normaliseEmail(email);
    const isOtherAddress = address !== undefined && address !== (before.account?.email ?? null);
    if (isOtherAddress) {
      // Whoever the provider knew by the old address need not be who has the new one.
      const data = { email: address, oidcSubject: null };
      await tx.staffAccount.upsert({
        where: { staffId: id },
        create: { staffId: id, ...data },
        update: data,
      });
    }
    const row = await tx.staff.update({
      where: { id },
      data: { disabledAt, ...(name !== undefined && { name }), ...(role && { role }) },
      include: { account: true },
    });
    if (role !== undefined || isOtherAddress || disabled === true) await endSessions(tx, id);
    const hadAnother = isOtherAddress && (before.account?.email ?? null) !== null;
    if (hadAnother || disabled === true) await tx.oneTimeLink.deleteMany({ where: { staffId: id } });
    if (disabled === true)
      await tx.apiKey.updateMany({
        where: { staffId: id, revokedAt: null },
        data: { revokedAt: new Date() },
      });
    const fields = Object.entries({ name, role, email, disabled }).flatMap(([field, value]) =>
      value === undefined ? [] : [field],
    );
    await appendAudit(tx, {
      actor,
      action: 'staff.changed',
      subject: `staff:${id}`,
      facts: { fields, ...(role && { role }), ...(disabled !== undefined && { disabled }) },
    });
    return presentStaff(row);
  });
}

async function refuseLastAdmin(tx: Transaction, exceptId: string): Promise<void> {
  const others = await tx.staff.count({ where: { role: 'admin', disabledAt: null, NOT: { id: exceptId } } });
  if (others === 0) throw new Problem('last_administrator');
}
