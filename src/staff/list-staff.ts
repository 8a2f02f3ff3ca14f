import { z } from 'zod';
import { limitsReached } from '../audit/limits-reached.js';
import type { Database } from '../database/client.js';
import type { StaffRole } from '../http/actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { staffMember, staffPage } from './schema.js';

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
      ...presentStaff(row),
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

export function presentStaff({ account, ...row }: StaffRow): z.output<typeof staffMember> {
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
