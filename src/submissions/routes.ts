import type { Request } from 'express';
import { z } from 'zod';
import { recordsOfPerson } from '../candidates/find-person.js';
import { namesAsked, showPeople } from '../candidates/people-shown.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { pageQuery } from '../http/cursor.js';
import { entityTag, requireMatch } from '../http/entity-tag.js';
import type { Idempotency, Transaction } from '../http/idempotency.js';
import { namedPerson, type StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { byId, CONSULTANTS, defineRoute, type Reply, type Route } from '../http/route.js';
import type { FiledEvidence } from './evidence.js';
import { hideNames } from './hide-names.js';
import { lockCandidacy, type LockedCandidacy } from './lock-candidacy.js';
import { moveCandidacy, undoMove } from './move-candidacy.js';
import { openCandidacy } from './open-candidacy.js';
import { STAGES } from './pipeline-stages.js';
import { candidacyPage, candidacyView, move, newCandidacy, newSubmission, undo } from './schema.js';
import { submitCandidate } from './submit-candidate.js';
import { listCandidacies, viewCandidacy } from './view-candidacy.js';

export interface SubmissionDependencies {
  readonly database: Database;
  readonly idempotency: Idempotency;
  readonly filedEvidence: FiledEvidence;
}

const tag = 'Pipeline';
const listQuery = pageQuery.extend({ stage: z.enum(STAGES).optional() });
const one = { 200: { description: 'The candidacy; its ETag is needed to move it.', schema: candidacyView } };

/** The way of people to posts: by named members of staff alone, whatever the score says. */
export function submissionRoutes({ database, idempotency, filedEvidence }: SubmissionDependencies): Route[] {
  const view = async (
    actor: Actor,
    id: string,
    {
      status = 200,
      headers = {},
      named = false,
    }: { status?: number; headers?: Readonly<Record<string, string>>; named?: boolean } = {},
  ): Promise<Reply> => {
    const candidacy = await viewCandidacy(database, id);
    const people = await showPeople(database, actor, [candidacy.candidate.id], named);
    const body = hideNames(people, candidacy);
    return { status, headers: { etag: entityTag(body.revision), ...headers }, body };
  };
  /** Does something to a candidacy that nobody else changes meanwhile. */
  const change = async (
    call: { readonly actor: Actor; readonly request: Request; readonly params: { readonly id: string } },
    work: (tx: Transaction, actor: StaffActor, candidacy: LockedCandidacy) => Promise<void>,
    status = 200,
  ): Promise<Reply> => {
    const actor = namedPerson(call.actor);
    const requireSeen = (revision: number): void => requireMatch(call.request, revision);
    await database.prisma.$transaction(async (tx) =>
      work(tx, actor, await lockCandidacy(tx, call.params.id, requireSeen)),
    );
    return view(actor, call.params.id, { status });
  };

  return [
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/{id}/candidacies',
      tag,
      summary: 'Consider a person for a vacancy',
      description:
        'Note, shortlist or turn down, with a reason. What was shown is kept with it: score, rank, versions, and whether the evidence was opened. The score itself decides nothing, now or later.',
      access: CONSULTANTS,
      idempotent: true,
      params: byId,
      body: newCandidacy,
      responses: { 201: { description: 'Begun.', schema: candidacyView } },
      problems: ['not_found', 'vacancy_closed', 'keeping_needed', 'candidacy_exists'],
      async handle(call) {
        const actor = namedPerson(call.actor);
        const done = await idempotency.once(call, byId, async (tx) => ({
          status: 201,
          value: { id: await openCandidacy(tx, actor, call.params.id, call.body) },
        }));
        const { id } = done.value;
        const headers = { location: `/v1/candidacies/${id}` };
        return view(actor, id, { status: done.status, headers });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/candidacies',
      tag,
      summary: 'Who is considered for a vacancy, and how far they are',
      access: CONSULTANTS,
      params: byId,
      query: listQuery,
      responses: { 200: { description: 'A page, the newest first.', schema: candidacyPage } },
      problems: ['not_found', 'invalid_cursor'],
      async handle({ params, query }) {
        if ((await database.prisma.vacancy.count({ where: { id: params.id } })) === 0)
          throw new Problem('not_found');
        return { status: 200, body: await listCandidacies(database, { vacancyId: params.id }, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/candidacies',
      tag,
      summary: 'What a person is considered for',
      access: CONSULTANTS,
      params: byId,
      query: listQuery,
      responses: { 200: { description: 'A page, the newest first.', schema: candidacyPage } },
      problems: ['not_found', 'invalid_cursor'],
      async handle({ actor, params, query }) {
        const candidateIds = await database.prisma.$transaction((tx) =>
          recordsOfPerson(tx, actor, params.id),
        );
        return { status: 200, body: await listCandidacies(database, { candidateIds }, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidacies/{id}',
      tag,
      summary: 'One candidacy with every move',
      access: CONSULTANTS,
      params: byId,
      query: z.object({ names: namesAsked }),
      responses: one,
      problems: ['not_found'],
      handle: ({ actor, params, query }) => view(actor, params.id, { named: query.names === 'shown' }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidacies/{id}/moves',
      tag,
      summary: 'Move it a stage further, or out',
      description:
        'To `placed` in a locum or bank post, which the agency supplies, the compliance file must be complete and in date, occupational health too, and in any post what its employer asks for itself, or the move says in `exception` why it is not.',
      access: CONSULTANTS,
      conditional: true,
      params: byId,
      body: move,
      responses: one,
      problems: [
        'not_found',
        'illegal_move',
        'submission_needed',
        'willingness_missing',
        'keeping_needed',
        'vacancy_closed',
        'evidence_missing',
      ],
      handle: (call) =>
        change(call, (tx, actor, candidacy) => moveCandidacy(tx, actor, candidacy, call.body, filedEvidence)),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidacies/{id}/undo',
      tag,
      summary: 'Take the last move back',
      description: 'Both stay on record. Not what the candidate did, nor what went out to an employer.',
      access: CONSULTANTS,
      conditional: true,
      params: byId,
      body: undo,
      responses: one,
      problems: ['not_found', 'cannot_undo', 'keeping_needed'],
      handle: (call) => change(call, (tx, actor, candidacy) => undoMove(tx, actor, candidacy, call.body)),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidacies/{id}/submission',
      tag,
      summary: 'Put the person forward to the employer',
      description:
        'An introduction in law. Needs the person’s word for this position, and evidence of identity, experience, qualifications and references, of registration where the post needs it, and for a locum or bank post of right to work, DBS and training, and of what the employer asks for itself: in date in the compliance file, or in words, or an exception in words. `evidence_missing` lists what is not there. Keeps the CV as it is now and what the employer is told. The same person goes to the same vacancy once, and to the same employer within half a year only with a reason.',
      access: CONSULTANTS,
      conditional: true,
      params: byId,
      body: newSubmission,
      responses: { 201: { description: 'Put forward.', schema: candidacyView } },
      problems: [
        'not_found',
        'illegal_move',
        'keeping_needed',
        'willingness_missing',
        'cv_missing',
        'evidence_missing',
        'submitted_already',
        'submitted_before',
        'vacancy_closed',
      ],
      handle: (call) =>
        change(
          call,
          (tx, actor, candidacy) => submitCandidate(tx, actor, candidacy, call.body, filedEvidence),
          201,
        ),
    }),
  ];
}
