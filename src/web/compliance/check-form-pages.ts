import { z } from 'zod';
import {
  CHECK_KINDS,
  isEmployers,
  REQUIREMENTS,
  titleOf,
  type CheckKind,
  type Requirement,
} from '../../compliance/check-kinds.js';
import { askedCheck, requirementOf } from '../../compliance/employer-checks.js';
import type { Database } from '../../database/client.js';
import { dayInLondon } from '../../london-day.js';
import type { createCheckTaker } from '../../compliance/take-check.js';
import { toProblem } from '../../http/answer-problem.js';
import { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { maskCandidate } from '../../matches/present-match.js';
import { address, anything, pick, sentFields } from '../address.js';
import { faultsByField, fieldFaults, ourFault, type FormFault } from '../form-fault.js';
import { discardUpload } from '../candidate/discard-body.js';
import type { Page, PageMaker } from '../page.js';
import { withForm } from '../problem-form.js';
import { fieldsOf, missingSentence } from './check-fields.js';

export interface CheckFormDependencies {
  readonly database: Pick<Database, 'prisma'>;
  readonly takeCheck: ReturnType<typeof createCheckTaker>;
  readonly uploadMaxBytes: number;
}

const wanted = z.object({ kind: z.enum(CHECK_KINDS), item: z.string().max(60).optional() });
type Wanted = z.output<typeof wanted>;

/** Faults that are about the file. */
const OF_THE_FILE: ReadonlySet<ProblemCode> = new Set([
  'file_empty',
  'file_too_large',
  'file_infected',
  'malformed_upload',
  'scanner_unavailable',
  'unsupported_file',
]);

/** The form by which a check is filed: what it asks for depends on the kind, which is in the address. */
export function checkFormPages(
  pages: PageMaker,
  { database, takeCheck, uploadMaxBytes }: CheckFormDependencies,
): Route[] {
  return [
    pages.define({
      path: '/candidates/{id}/compliance/new',
      summary: 'The form to file a check',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ params, query }) {
        const what = validate(wanted, pick(query, ['kind', 'item']));
        return form(params.id, what, await requirementFor(database, what), {}, []);
      },
    }),
    pages.define({
      method: 'post',
      path: '/candidates/{id}/compliance/new',
      summary: 'File a check by the form',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show(call) {
        const { params, query, request } = call;
        const what = validate(wanted, pick(query, ['kind', 'item']));
        // Before the check is taken: afterwards the database may be away, and the form is to come back all the same.
        const requirement = await requirementFor(database, what);
        try {
          await takeCheck(call, params.id);
          return { to: address(`/candidates/${params.id}/compliance`, { done: 'filed' }) };
        } catch (thrown) {
          const error = toProblem(thrown);
          const sent = sentFields(request);
          const faults = faultsOf(error, what.kind, sent);
          if (faults === null) throw error;
          await discardUpload(request, uploadMaxBytes);
          const page = form(params.id, what, requirement, sent, faults, error.status);
          if (error.status >= 500) throw withForm(error, page);
          return page;
        }
      },
    }),
  ];
}

/** What a fault says on the page; null: it is not about the form. */
function faultsOf(
  problem: Problem,
  kind: CheckKind,
  sent: Readonly<Record<string, unknown>>,
): FormFault[] | null {
  const { code, detail } = problem;
  if (code === 'invalid_request')
    return fieldFaults(problem, ({ field, message }) => ({
      field,
      text: (sent[field] ?? '') === '' ? (missingSentence(kind, field) ?? message) : message,
    }));
  if (code === 'health_before_offer') return [{ field: 'main', text: detail }];
  if (OF_THE_FILE.has(code)) return [{ field: 'file', text: detail }];
  return problem.status >= 500 ? [ourFault(problem)] : null;
}

/** What the check is for; null: the kind says which one only by its form. @throws Problem `not_found` */
async function requirementFor(
  { prisma }: CheckFormDependencies['database'],
  { kind, item }: Wanted,
): Promise<Requirement | null> {
  if (!isEmployers(kind))
    return REQUIREMENTS.find((one) => one.kind === kind && one.item === (item ?? null)) ?? null;
  const id = z.uuid().safeParse(item);
  const asked = id.success ? await askedCheck(prisma, id.data) : null;
  if (!asked) throw new Problem('not_found');
  return requirementOf(asked);
}

function form(
  id: string,
  { kind, item }: Wanted,
  requirement: Requirement | null,
  sent: Readonly<Record<string, unknown>>,
  faults: readonly FormFault[],
  status = 200,
): Page {
  // Of these kinds it is the address that says which one.
  const fixed = requirement?.item ?? null;
  return {
    view: 'compliance/file-check',
    title: `File a check: ${requirement?.title ?? titleOf({ kind, item: null, facts: {} })}`,
    status,
    data: {
      faults,
      fault: faultsByField(faults),
      sent: { checkedOn: dayInLondon(new Date()), ...sent },
      fields: fieldsOf(kind),
      kind,
      item: fixed,
      candidate: maskCandidate(id),
      action: address(`/candidates/${id}/compliance/new`, { kind, item }),
      back: `/candidates/${id}/compliance`,
    },
  };
}
