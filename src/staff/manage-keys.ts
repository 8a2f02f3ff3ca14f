import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { Actor, StaffRole } from '../http/actor.js';
import { newApiKey } from '../http/api-key.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { faultyField, Problem } from '../http/problem.js';
import type { apiKey, createdKey, keyPage, newKey } from './schema.js';

/**
 * @param knownScopes all that routes ask for.
 * @throws Problem `invalid_request` when there is no such member of staff, or no such scope; `scope_missing` when the
 *   caller's own key has not all of them.
 */
export async function createKey(
  { prisma }: Database,
  actor: Actor,
  { staffId, label, expiresInDays, scopes }: z.output<typeof newKey>,
  knownScopes: readonly string[],
): Promise<z.input<typeof createdKey>> {
  const unknown = scopes.findIndex((scope) => !knownScopes.includes(scope));
  if (unknown >= 0) {
    const message = `There is no such scope. There are: ${knownScopes.join(', ')}.`;
    throw faultyField(`scopes.${unknown}`, message);
  }
  requireNoMore(actor, scopes);
  const { key, prefix, hash } = newApiKey();
  const id = uuidv7();
  const row = await prisma.$transaction(async (tx) => {
    const staff = await tx.staff.findFirst({ where: { id: staffId, disabledAt: null } });
    if (!staff) {
      throw faultyField('staffId', 'There is no such member of staff.');
    }
    await tx.$executeRaw`
      INSERT INTO api_key (id, staff_id, label, prefix, hash, expires_at, scopes)
      VALUES (${id}::uuid, ${staffId}::uuid, ${label}, ${prefix}, ${hash},
              now() + make_interval(days => ${expiresInDays}), ${scopes})`;
    await appendAudit(tx, {
      actor,
      action: 'api_key.created',
      subject: `api_key:${id}`,
      facts: { staffId, expiresInDays, scopes },
    });
    return tx.apiKey.findUniqueOrThrow({ where: { id }, include: { staff: true } });
  });
  return { ...present(row), key };
}

/** A key with scopes makes no key that can do more than itself. */
function requireNoMore(actor: Actor, scopes: readonly string[]): void {
  if (actor.kind !== 'staff' || actor.credential.kind !== 'api_key') return;
  const own = actor.credential.scopes;
  if (own.length === 0) return;
  if (scopes.length === 0 || scopes.some((scope) => !own.includes(scope))) throw new Problem('scope_missing');
}

/** Newest first. */
export async function listKeys(
  { prisma }: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof keyPage>> {
  const after = decodeCursor('keys', z.tuple([z.uuid()]), cursor);
  const rows = await prisma.apiKey.findMany({
    ...(after && { where: { id: { lt: after[0] } } }),
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: { staff: true },
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(present),
    nextCursor: last && rows.length > limit ? encodeCursor('keys', [last.id]) : null,
  };
}

/** Revoking twice is fine. @throws Problem `not_found` */
export async function revokeKey({ prisma }: Database, actor: Actor, id: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const revoked = await tx.$executeRaw`
      UPDATE api_key SET revoked_at = now() WHERE id = ${id}::uuid AND revoked_at IS NULL`;
    if (revoked > 0) {
      await appendAudit(tx, { actor, action: 'api_key.revoked', subject: `api_key:${id}` });
    } else if (!(await tx.apiKey.findUnique({ where: { id } }))) {
      throw new Problem('not_found');
    }
  });
}

interface KeyRow {
  readonly id: string;
  readonly label: string;
  readonly prefix: string;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly staff: { readonly id: string; readonly name: string; readonly role: StaffRole };
}

function present(row: KeyRow): z.input<typeof apiKey> {
  return {
    id: row.id,
    label: row.label,
    prefix: row.prefix,
    scopes: row.scopes,
    staff: { id: row.staff.id, name: row.staff.name, role: row.staff.role },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
