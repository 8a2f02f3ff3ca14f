import { z } from 'zod';
import type { Database } from '../database/client.js';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import { auditPage, auditQuery, listAuditEvents } from './list-events.js';
import { VERDICT_ENTRIES, verifyAudit } from './verify-audit.js';

const verdict = z
  .object({
    entries: z.int().min(0),
    brokenAt: z.string().nullable().meta({
      description: 'Id of the first entry that does not fit the one before it; null: the chain is whole.',
    }),
    head: z.string().nullable().meta({
      description: 'Hash of the newest entry: kept elsewhere, it shows later that nothing was cut off.',
    }),
  })
  .meta({ id: 'AuditVerdict' });

/** The audit trail, for administrators. */
export function auditRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/audit-events',
      tag: 'Audit',
      summary: 'Who did what, newest first',
      access: ADMINS,
      query: auditQuery,
      responses: { 200: { description: 'A page of the trail.', schema: auditPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listAuditEvents(database, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/audit-events/verdict',
      tag: 'Audit',
      summary: 'Whether the audit trail is whole',
      description: `Recomputes the newest ${VERDICT_ENTRIES} hashes of it. Workers recompute all of it once a day (\`audit.verified\`); \`npm run audit:verify\` does so at once.`,
      access: ADMINS,
      responses: { 200: { description: 'What was found.', schema: verdict } },
      async handle() {
        return { status: 200, body: await verifyAudit(database, { newest: VERDICT_ENTRIES }) };
      },
    }),
  ];
}
