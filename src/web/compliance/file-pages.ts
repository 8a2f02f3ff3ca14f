import { z } from 'zod';
import { recordsOfPerson } from '../../candidates/find-person.js';
import { listExpiring } from '../../compliance/list-expiring.js';
import { createCheckTaker, type TakingDependencies } from '../../compliance/take-check.js';
import { viewCompliance } from '../../compliance/view-compliance.js';
import { withdrawCheck } from '../../compliance/withdraw-check.js';
import { withdrawal } from '../../compliance/schema.js';
import type { Database } from '../../database/client.js';
import { pageQuery } from '../../http/cursor.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { listCandidacies } from '../../submissions/view-candidacy.js';
import { address, anything, pick, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { checkFormPages } from './check-form-pages.js';
import { factsInWords } from './check-fields.js';
import { employerPages } from './employer-pages.js';

export interface CompliancePageDependencies extends TakingDependencies {
  readonly database: Database;
  readonly warnDays: number;
}

/** Introductions of one person that the page offers packs of. */
const SHOWN_CANDIDACIES = 50;

/** A person's compliance file, and what is about to end of everybody. */
export function compliancePages(pages: PageMaker, dependencies: CompliancePageDependencies): Route[] {
  const { database, warnDays } = dependencies;
  const takeCheck = createCheckTaker(dependencies);
  return [
    pages.define({
      path: '/compliance',
      summary: 'Checks that are about to end, of everybody',
      access: CONSULTANTS,
      query: anything,
      async show({ query }) {
        const page = validate(pageQuery, pick(query, ['cursor', 'limit']));
        const { items, nextCursor } = await listExpiring(database, { ...page, withinDays: warnDays });
        return {
          view: 'compliance/expiring',
          title: 'Checks that are about to end',
          data: { items, warnDays, next: nextCursor && address('/compliance', { cursor: nextCursor }) },
        };
      },
    }),
    pages.define({
      path: '/candidates/{id}/compliance',
      summary: 'A person’s compliance file',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params, query }) {
        const file = await viewCompliance(database, warnDays, actor, params.id);
        const candidateIds = await database.prisma.$transaction((tx) =>
          recordsOfPerson(tx, actor, params.id),
        );
        const candidacies = await listCandidacies(database, { candidateIds }, { limit: SHOWN_CANDIDACIES });
        return {
          view: 'compliance/file',
          title: `Compliance file of ${file.candidate.reference}`,
          data: {
            file,
            checks: file.checks.map((check) => ({
              ...check,
              inWords: factsInWords(check.kind, check.facts),
            })),
            candidacies: candidacies.items,
            done: valueOf(query, 'done'),
            addTo: (kind: string, item: string | null) =>
              address(`/candidates/${params.id}/compliance/new`, { kind, item: item ?? undefined }),
          },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: '/candidates/{id}/compliance/withdrawals',
      summary: 'Withdraw a wrong check',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params, body }) {
        const { reason } = validate(withdrawal, pick(body, ['reason']));
        const checkId = z.uuid().safeParse(body['checkId']);
        if (!checkId.success) throw new Problem('not_found');
        await database.prisma.$transaction((tx) =>
          withdrawCheck(tx, namedPerson(actor), checkId.data, reason),
        );
        return { to: address(`/candidates/${params.id}/compliance`, { done: 'withdrawn' }) };
      },
    }),
    ...checkFormPages(pages, { database, takeCheck, uploadMaxBytes: dependencies.uploadMaxBytes }),
    ...employerPages(pages, database),
  ];
}
