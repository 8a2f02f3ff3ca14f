import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit, type AuditEntry } from '../audit/append-audit.js';
import { limitsReached } from '../audit/limits-reached.js';
import type { Database } from '../database/client.js';
import type { Prisma } from '../database/generated/client.js';
import type { Actor, StaffRole } from '../http/actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { normaliseEmail } from '../http/text.js';
import { makeOneTimeToken, type OneTimeToken } from './one-time-links.js';
import type { newStaff, staffChange, staffMember, staffPage } from './schema.js';
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
  return present(row);
}

/** Newest first. */
export async function listStaff(
  database: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof staffPage>> {
  const after = decodeCursor('staff', z.tuple([z.uuid()]), cursor);
  const rows = await database.prisma.staff.findMany({
    ...(after && { where: { id: { lt: after[0] } } }),
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: { account: true },
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const limits = await limitsReached(
    database,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((row) => ({
      ...present(row),
      limitReachedAt: limits.get(row.id)?.toISOString() ?? null,
    })),
    nextCursor: last && rows.length > limit ? encodeCursor('staff', [last.id]) : null,
  };
}

/** Everybody, by name, for a choice on a page. */
export function namesOfStaff({
  prisma,
}: Database): Promise<{ id: string; name: string; role: StaffRole; disabledAt: Date | null }[]> {
  return prisma.staff.findMany({
    select: { id: true, name: true, role: true, disabledAt: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
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
    return present(row);
  });
}

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

async function refuseLastAdmin(tx: Transaction, exceptId: string): Promise<void> {
  const others = await tx.staff.count({ where: { role: 'admin', disabledAt: null, NOT: { id: exceptId } } });
  if (others === 0) throw new Problem('last_administrator');
}

interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly account: {
    readonly email: string | null;
    readonly passwordHash: string | null;
    readonly totpSecret: Uint8Array | null;
    readonly oidcSubject: string | null;
    readonly resetAskedAt: Date | null;
  } | null;
}

function present({ account, ...row }: StaffRow): z.output<typeof staffMember> {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    email: account?.email ?? null,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    hasPassword: (account?.passwordHash ?? null) !== null,
    hasSecondFactor: (account?.totpSecret ?? null) !== null,
    comesFromProvider: (account?.oidcSubject ?? null) !== null,
    resetAskedAt: account?.resetAskedAt?.toISOString() ?? null,
  };
}
