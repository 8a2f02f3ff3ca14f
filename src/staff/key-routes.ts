import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { ADMINS, byId, defineRoute, type Route } from '../http/route.js';
import { createKey, listKeys, revokeKey } from './manage-keys.js';
import { createdKey, keyPage, newKey } from './schema.js';

/**
 * API keys of staff: admins only.
 *
 * @param scopes gives all scopes that routes ask for; asked when a key is made.
 */
export function keyRoutes(database: Database, scopes: () => readonly string[]): Route[] {
  return [
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
      problems: ['scope_missing'],
      async handle({ actor, body }) {
        return { status: 201, body: await createKey(database, actor, body, scopes()) };
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
      params: byId,
      responses: { 204: { description: 'Revoked.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await revokeKey(database, actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}
