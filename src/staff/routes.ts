import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import type { Idempotency } from '../http/idempotency.js';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import { createKey, listKeys, revokeKey } from './manage-keys.js';
import { createdKey, keyPage, newKey, newStaff, staffMember } from './schema.js';

/** Staff and their API keys: admins only. */
export function staffRoutes(database: Database, idempotency: Idempotency): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/staff',
      tag: 'Staff',
      summary: 'Add a member of staff',
      access: ADMINS,
      idempotent: true,
      body: newStaff,
      responses: { 201: { description: 'Added.', schema: staffMember } },
      async handle(call) {
        const { name, role } = call.body;
        const done = await idempotency.once(call, staffMember, async (tx) => {
          const row = await tx.staff.create({ data: { id: uuidv7(), name, role } });
          await appendAudit(tx, {
            actor: call.actor,
            action: 'staff.created',
            subject: `staff:${row.id}`,
            facts: { role },
          });
          return { status: 201, value: { id: row.id, name, role, createdAt: row.createdAt.toISOString() } };
        });
        return { status: done.status, body: done.value };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/api-keys',
      tag: 'Staff',
      summary: 'Make an API key',
      description:
        'The key is in this answer and nowhere else, which is why this call takes no Idempotency-Key: an answer that ' +
        'got lost is not kept. Revoke the key and make another.',
      access: ADMINS,
      body: newKey,
      responses: { 201: { description: 'Made.', schema: createdKey } },
      async handle({ actor, body }) {
        return { status: 201, body: await createKey(database, actor, body) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/api-keys',
      tag: 'Staff',
      summary: 'List API keys, newest first',
      access: ADMINS,
      query: pageQuery,
      responses: { 200: { description: 'Keys without their secrets.', schema: keyPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listKeys(database, query) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/api-keys/{id}',
      tag: 'Staff',
      summary: 'Revoke an API key',
      description: 'Takes effect with the next request. The key stays on the list.',
      access: ADMINS,
      params: z.object({ id: z.uuid() }),
      responses: { 204: { description: 'Revoked.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await revokeKey(database, actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}
