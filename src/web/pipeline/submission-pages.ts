import { revealNames } from '../../candidates/reveal-names.js';
import type { Actor } from '../../http/actor.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { CHECKS, fieldOf } from '../../submissions/evidence.js';
import { introductionNeeds } from '../../submissions/introduction-needs.js';
import { lockCandidacy } from '../../submissions/lock-candidacy.js';
import { newSubmission } from '../../submissions/schema.js';
import { submitCandidate } from '../../submissions/submit-candidate.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import type { FormFault } from '../form-fault.js';
import { address, anything, type Fields, isNamed, namesIf, pick, valueOf } from '../address.js';
import type { Page, PageMaker } from '../page.js';
import type { PipelinePageDependencies } from './pipeline-dependencies.js';
import { pipelineFaults } from './problem-sentences.js';
import { seenRevision } from './seen-revision.js';

const EVIDENCE = 'evidence.';
const EMPLOYERS = 'employerEvidence.';

/** Putting somebody forward, with what the law asks for beside what is on file. */
export function submissionPages(pages: PageMaker, dependencies: PipelinePageDependencies): Route[] {
  const { database, filedEvidence } = dependencies;
  const form = async (
    actor: Actor,
    id: string,
    sent: Fields,
    faults: readonly FormFault[] = [],
    status = 200,
  ): Promise<Page> => {
    const named = isNamed(sent);
    const candidacy = await viewCandidacy(database, id);
    const { candidate } = candidacy;
    const needs = await database.prisma.$transaction((tx) => introductionNeeds(tx, id, filedEvidence));
    const names = named ? await revealNames(database, actor, [candidate.id]) : new Map<string, string>();
    const name = names.get(candidate.id) ?? null;
    const fields = new Set(needs.checks.map(fieldOf));
    return {
      view: 'pipeline/submission',
      title: `Put forward ${name ?? candidate.reference}`,
      status,
      data: {
        candidacy,
        needs,
        name,
        named,
        sent,
        // What its employer asks for no more since the form was opened has no field to lead to.
        faults: faults.map((fault) =>
          fault.field.startsWith(EMPLOYERS) && !fields.has(fault.field) ? { ...fault, field: 'main' } : fault,
        ),
        checks: needs.checks.map((one) => ({
          ...one,
          name: fieldOf(one),
          words: valueOf(sent, fieldOf(one)),
        })),
        back: address(`/candidacies/${id}`, { names: namesIf(named) }),
      },
    };
  };

  return [
    pages.define({
      path: '/candidacies/{id}/submission',
      summary: 'The form to put somebody forward',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      show: ({ actor, params: { id }, query }) => form(actor, id, pick(query, ['names'])),
    }),
    pages.define({
      method: 'post',
      path: '/candidacies/{id}/submission',
      summary: 'Put somebody forward',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        try {
          const wanted = validate(newSubmission, {
            ...pick(body, ['exception', 'repeatReason']),
            told: valueOf(body, 'told') ?? '',
            evidence: Object.fromEntries(CHECKS.map((check) => [check, valueOf(body, EVIDENCE + check)])),
            employerEvidence: Object.fromEntries(
              Object.keys(body).flatMap((field) => {
                const words = field.startsWith(EMPLOYERS) ? valueOf(body, field) : undefined;
                return words === undefined ? [] : [[field.slice(EMPLOYERS.length), words]];
              }),
            ),
          });
          await database.prisma.$transaction(async (tx) => {
            const candidacy = await lockCandidacy(tx, id, seenRevision(body));
            await submitCandidate(tx, namedPerson(actor), candidacy, wanted, filedEvidence);
          });
        } catch (error) {
          const faults = error instanceof Problem ? pipelineFaults(error, body) : null;
          if (!(error instanceof Problem) || faults === null) throw error;
          return form(actor, id, body, faults, error.status);
        }
        return { to: address(`/candidacies/${id}`, { done: 'submission', names: namesIf(isNamed(body)) }) };
      },
    }),
  ];
}
