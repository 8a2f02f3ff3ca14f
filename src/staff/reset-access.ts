import { appendAudit, type AuditEntry } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Prisma } from '../database/generated/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { makeOneTimeToken, type OneTimeToken } from './one-time-links.js';
import { endSessions } from './sessions.js';

/** A link by which this person sets a password, once. @throws Problem `not_found`, also when the person has left. */
export async function makePasswordLink(
  { prisma }: Database,
  actor: Actor | 'system',
  id: string,
): Promise<OneTimeToken> {
  return prisma.$transaction(async (tx) => {
    if (!(await tx.staff.findFirst({ where: { id, disabledAt: null } }))) throw new Problem('not_found');
    await tx.staffAccount.upsert({
      where: { staffId: id },
      create: { staffId: id },
      update: { resetAskedAt: null },
    });
    const made = await makeOneTimeToken(tx, id, 'password');
    await appendAudit(tx, { actor, action: 'staff.link_made', subject: `staff:${id}` });
    return made;
  });
}

/** For somebody who has lost app and recovery codes; signs them out. @throws Problem `not_found` */
export function removeSecondFactor(database: Database, actor: Actor, id: string): Promise<void> {
  const none = { totpSecret: null, totpPending: null, recoveryHashes: [] };
  const entry = { actor, action: 'staff.second_factor_removed', subject: `staff:${id}` } as const;
  return resetAccount(database, entry, id, none);
}

/**
 * Forgets which account at the OpenID provider is this person's; the next one who comes from there with their verified
 * e-mail address is. Signs them out. @throws Problem `not_found`
 */
export function forgetProviderAccount(database: Database, actor: Actor, id: string): Promise<void> {
  const entry = { actor, action: 'staff.oidc_unlinked', subject: `staff:${id}` } as const;
  return resetAccount(database, entry, id, { oidcSubject: null });
}

async function resetAccount(
  { prisma }: Database,
  entry: AuditEntry,
  staffId: string,
  data: Prisma.StaffAccountUpdateManyMutationInput,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.staffAccount.updateMany({ where: { staffId }, data });
    if (count === 0) throw new Problem('not_found');
    await endSessions(tx, staffId);
    await appendAudit(tx, entry);
  });
}

/** @throws Problem `not_found` */
export async function signOutStaff({ prisma }: Database, actor: Actor, id: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    if (!(await tx.staff.findUnique({ where: { id } }))) throw new Problem('not_found');
    const ended = await endSessions(tx, id);
    await appendAudit(tx, { actor, action: 'staff.signed_out', subject: `staff:${id}`, facts: { ended } });
  });
}
