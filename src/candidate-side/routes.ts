import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { pageQuery } from '../http/cursor.js';
import type { Idempotency } from '../http/idempotency.js';
import { namedPerson } from '../http/named-person.js';
import { CANDIDATE_OR_CONSULTANTS, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { Enqueue } from '../queue/contracts.js';
import { enqueueOwed } from '../queue/enqueue-owed.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { answerRequest, askForPerson, listOpenRequests, listRequests } from './ask-a-person.js';
import { answerQuestion, askQuestions, listQuestions } from './ask-questions.js';
import { collectHeld } from './collect-held.js';
import { correctReading, listCorrections, withdrawCorrection } from './correct-reading.js';
import { heldPage } from './held-page.js';
import { presentNotice, rankingNotice } from './ranking-notice.js';
import {
  answer,
  correctionList,
  newCorrection,
  newQuestions,
  newRequest,
  questionList,
  requestList,
  requestPage,
} from './schema.js';

export interface CandidateSideDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
  readonly idempotency: Idempotency;
}

const byId = z.object({ id: z.uuid() });
const tag = 'Candidate’s side';
const corrections = { 200: { description: 'All corrections, the oldest first.', schema: correctionList } };
const questions = { 200: { description: 'All questions, the newest first.', schema: questionList } };
const requests = { 200: { description: 'All requests, the newest first.', schema: requestList } };

export function candidateSideRoutes(dependencies: CandidateSideDependencies): Route[] {
  return [
    ...correctionRoutes(dependencies),
    ...questionRoutes(dependencies),
    ...requestRoutes(dependencies),
    ...heldRoutes(dependencies),
  ];
}

function correctionRoutes({ database, enqueue, taxonomy }: CandidateSideDependencies): Route[] {
  const list = async (actor: Actor, id: string) => ({
    status: 200,
    body: await listCorrections(database, taxonomy, actor, id),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/corrections',
      tag,
      summary: 'What a person says is wrong or missing in what was read',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: corrections,
      problems: ['not_found'],
      handle: ({ actor, params }) => list(actor, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/corrections',
      tag,
      summary: 'Say that something read is wrong, or missing',
      description:
        'The CV is understood and ranked again with it. Its text stays as it is; what is stated stands beside it, is quoted as stated, and both are seen by staff.',
      access: { kind: 'candidate_or_staff', roles: ['admin'] },
      params: byId,
      body: newCorrection,
      responses: corrections,
      problems: ['not_found', 'cv_missing'],
      async handle({ actor, params, body }) {
        enqueueOwed(
          enqueue,
          await asActor(database, actor, (tx) => correctReading(tx, actor, params.id, body, taxonomy)),
        );
        return list(actor, params.id);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/corrections/{id}',
      tag,
      summary: 'Take a correction back',
      description: 'It stays on record. Taking back twice is fine.',
      access: { kind: 'candidate_or_staff', roles: ['admin'] },
      params: byId,
      responses: { 204: { description: 'Taken back.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        enqueueOwed(
          enqueue,
          await asActor(database, actor, (tx) => withdrawCorrection(tx, actor, params.id)),
        );
        return { status: 204 };
      },
    }),
  ];
}

function questionRoutes({ database, idempotency }: CandidateSideDependencies): Route[] {
  const list = async (actor: Actor, id: string) => ({
    status: 200,
    body: await listQuestions(database, actor, id),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/questions',
      tag,
      summary: 'Questions to a person and their answers',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: questions,
      problems: ['not_found'],
      handle: ({ actor, params }) => list(actor, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/questions',
      tag,
      summary: 'Ask a person',
      description:
        'The message about it is sent by e-mail where a mail server is set; otherwise it is at /v1/messages.',
      access: CONSULTANTS,
      idempotent: true,
      params: byId,
      body: newQuestions,
      responses: { 201: { description: 'Asked.', schema: questionList } },
      problems: ['not_found', 'keeping_needed'],
      async handle(call) {
        const { actor, params, body } = call;
        const person = namedPerson(actor);
        const done = await idempotency.once(call, byId, async (tx) => {
          await askQuestions(tx, person, params.id, body);
          return { status: 201, value: { id: params.id } };
        });
        return { ...(await list(actor, params.id)), status: done.status };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/questions/{id}/answer',
      tag,
      summary: 'Answer a question',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      body: answer,
      responses: questions,
      problems: ['not_found', 'answered_already'],
      async handle({ actor, params, body }) {
        const id = await asActor(database, actor, (tx) => answerQuestion(tx, actor, params.id, body.answer));
        return list(actor, actor.kind === 'candidate' ? actor.candidateId : id);
      },
    }),
  ];
}

function requestRoutes({ database }: CandidateSideDependencies): Route[] {
  const { prisma } = database;
  const list = async (actor: Actor, id: string) => ({
    status: 200,
    body: await listRequests(database, actor, id),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/requests',
      tag,
      summary: 'What a person has asked of us, with answers',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: requests,
      problems: ['not_found'],
      handle: ({ actor, params }) => list(actor, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/requests',
      tag,
      summary: 'Ask for a person, or dispute a decision',
      description: 'Answered by a named person within a month.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      body: newRequest,
      responses: requests,
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        await asActor(database, actor, (tx) => askForPerson(tx, actor, params.id, body));
        return list(actor, params.id);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/requests',
      tag,
      summary: 'Requests that wait for an answer, the most urgent first',
      access: CONSULTANTS,
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: requestPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listOpenRequests(database, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/requests/{id}/answer',
      tag,
      summary: 'Answer a request',
      description: 'Once, by a named person; the candidate gets it as a message.',
      access: CONSULTANTS,
      params: byId,
      body: answer,
      responses: requests,
      problems: ['not_found', 'answered_already'],
      async handle({ actor, params, body }) {
        const person = namedPerson(actor);
        const id = await prisma.$transaction((tx) => answerRequest(tx, person, params.id, body.answer));
        return list(actor, id);
      },
    }),
  ];
}

function heldRoutes({ database }: CandidateSideDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/ranking-notice',
      tag,
      summary: 'How ranking works, in plain words',
      access: { kind: 'public' },
      responses: { 200: { description: 'The notice.', schema: rankingNotice } },
      handle: () => Promise.resolve({ status: 200, body: presentNotice() }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/export',
      tag,
      summary: 'Everything that is held of a person',
      description: 'Every section as rows of columns; `?format=html` is a page to keep and read. Recorded.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      query: z.strictObject({ format: z.enum(['json', 'html']).default('json') }),
      responses: {
        200: {
          description: 'An attachment.',
          schema: z.object({
            at: z.iso.datetime(),
            sections: z.array(
              z.object({ title: z.string(), rows: z.array(z.record(z.string(), z.unknown())) }),
            ),
          }),
        },
      },
      problems: ['not_found', 'text_unavailable'],
      async handle({ actor, params, query, response }) {
        const sections = await collectHeld(database, actor, params.id);
        const at = new Date();
        if (query.format === 'html') {
          response
            .status(200)
            .attachment('what-we-hold.html')
            .set({ 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" })
            .type('text/html')
            .send(heldPage('What we hold about you', sections, at));
          return null;
        }
        const rows = sections.map(({ title, rows: all }) => ({
          title,
          rows: all.map((row) => ({ ...row })),
        }));
        return {
          status: 200,
          headers: { 'content-disposition': 'attachment; filename="what-we-hold.json"' },
          body: { at: at.toISOString(), sections: rows },
        };
      },
    }),
  ];
}
