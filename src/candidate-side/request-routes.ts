import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { pageQuery } from '../http/cursor.js';
import { namedPerson } from '../http/named-person.js';
import { byId, CANDIDATE_OR_CONSULTANTS, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { answerRequest, askForPerson, listOpenRequests, listRequests } from './ask-a-person.js';
import { answer, newRequest, requestList, requestPage } from './schema.js';

const tag = 'Candidate’s side';
const requests = { 200: { description: 'All requests, the newest first.', schema: requestList } };

/** What a person asks of the agency, and the answers. */
export function requestRoutes(database: Database): Route[] {
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
        const id = await database.prisma.$transaction((tx) =>
          answerRequest(tx, person, params.id, body.answer),
        );
        return list(actor, id);
      },
    }),
  ];
}
