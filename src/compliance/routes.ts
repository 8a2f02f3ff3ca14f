import { z } from 'zod';
import type { Database } from '../database/client.js';
import { byId, CANDIDATE_OR_CONSULTANTS, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { namedPerson } from '../http/named-person.js';
import { pageQuery } from '../http/cursor.js';
import { collectPack } from './audit-pack/collect-pack.js';
import { sendPack } from './audit-pack/send-pack.js';
import { listExpiring } from './list-expiring.js';
import { checkForm } from './new-check.js';
import { complianceView, expiringPage, withdrawal } from './schema.js';
import { sendEvidence } from './send-evidence.js';
import { createCheckTaker, type TakingDependencies } from './take-check.js';
import { viewCompliance } from './view-compliance.js';
import { withdrawCheck } from './withdraw-check.js';

export interface ComplianceDependencies extends TakingDependencies {
  readonly database: Database;
  /** Days before its last day on which something is about to expire. */
  readonly warnDays: number;
}

const tag = 'Compliance';

/** The compliance file of a person. It is asked for where somebody is put forward; no score and no list ever reads it. */
export function complianceRoutes(dependencies: ComplianceDependencies): Route[] {
  const { database, storage, warnDays } = dependencies;
  const takeCheck = createCheckTaker(dependencies);
  const view = { 200: { description: 'The file.', schema: complianceView } };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/compliance',
      tag,
      summary: 'A person’s compliance file',
      description:
        'What a complete file shows with the state of each today, and every check, also what was withdrawn or has a newer one. Recorded. The person sees their own, without the words of references, which are given in confidence.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: view,
      problems: ['not_found'],
      handle: async ({ actor, params }) => ({
        status: 200,
        body: await viewCompliance(database, warnDays, actor, params.id),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/compliance-checks',
      tag,
      summary: 'File a check',
      description:
        'Of occupational health only once the person is at an offer (Equality Act 2010, section 60). By whoever made it. A note, a file, or both. A newer check of the same thing stands in the place of the older one, which stays on record. Files are taken and scanned as CVs are; of web pages, file a PDF.',
      access: CONSULTANTS,
      idempotent: true,
      params: byId,
      form: checkForm,
      responses: { 201: { description: 'Filed; the file as it is now.', schema: complianceView } },
      problems: [
        'not_found',
        'keeping_needed',
        'health_before_offer',
        'file_empty',
        'malformed_upload',
        'length_required',
        'file_too_large',
        'unsupported_file',
        'unsupported_media_type',
        'file_infected',
        'scanner_unavailable',
        'storage_full',
      ],
      async handle(call) {
        await takeCheck(call, call.params.id);
        return { status: 201, body: await viewCompliance(database, warnDays, call.actor, call.params.id) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/compliance/expiring',
      tag,
      summary: 'Checks that are about to end, or have ended, of everybody',
      description:
        'The soonest first, without names; of people who let us keep their data, and of each thing the newest check alone. What ended more than a year ago is left out.',
      access: CONSULTANTS,
      query: pageQuery.extend({
        withinDays: z.coerce.number().int().min(0).max(730).default(warnDays).meta({
          description: 'Days from today to the last day of a check.',
        }),
      }),
      responses: { 200: { description: 'A page of them.', schema: expiringPage } },
      problems: ['invalid_cursor'],
      handle: async ({ query }) => ({ status: 200, body: await listExpiring(database, query) }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/compliance-checks/{id}/withdrawal',
      tag,
      summary: 'Withdraw a wrong check',
      description: 'It stays on record with the reason, and counts for nothing.',
      access: CONSULTANTS,
      params: byId,
      body: withdrawal,
      responses: view,
      problems: ['not_found', 'check_withdrawn'],
      async handle({ actor, params, body }) {
        const staff = namedPerson(actor);
        const candidateId = await database.prisma.$transaction((tx) =>
          withdrawCheck(tx, staff, params.id, body.reason),
        );
        return { status: 200, body: await viewCompliance(database, warnDays, actor, candidateId) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/compliance-checks/{id}/file',
      tag,
      summary: 'Download the evidence of a check as it was filed',
      description: 'Recorded. The person may have what is theirs, but for references.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: {
        200: { description: 'The file, as an attachment.', contentType: 'application/octet-stream' },
      },
      problems: ['not_found', 'file_unavailable'],
      async handle({ actor, params, request, response }) {
        await sendEvidence({ database, storage }, actor, params.id, request, response);
        return null;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidacies/{id}/audit-pack',
      tag,
      summary: 'All that an auditor asks about one placement or introduction',
      description:
        'A ZIP file: a page to read, the same as JSON, the CV that went out and the evidence. Checks, agreements, what the employer was told, decisions, the trail; no score. Without scans of DBS certificates and references that may not be shown. Recorded.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The pack, as an attachment.', contentType: 'application/zip' } },
      problems: ['not_found', 'file_unavailable'],
      async handle({ actor, params, response }) {
        const pack = await collectPack(database, warnDays, namedPerson(actor), params.id);
        await sendPack(storage, pack, `audit-pack-${params.id}.zip`, response);
        return null;
      },
    }),
  ];
}
