import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import type { Idempotency } from '../http/idempotency.js';
import { namedPerson } from '../http/named-person.js';
import { byId, CANDIDATE_OR_CONSULTANTS, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { answerQuestion, askQuestions, listQuestions } from './ask-questions.js';
import { answer, newQuestions, questionList } from './schema.js';

interface QuestionDependencies {
  readonly database: Database;
  readonly idempotency: Idempotency;
}

const tag = 'Candidate’s side';
const questions = { 200: { description: 'All questions, the newest first.', schema: questionList } };

/** What staff ask a person, and the answers. */
export function questionRoutes({ database, idempotency }: QuestionDependencies): Route[] {
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
