import { asActor } from '../http/as-actor.js';
import { ADMINS, byId, CANDIDATE, defineRoute, type Route } from '../http/route.js';
import { answerMonitoring, monitoringAnswers, viewMonitoring } from './monitoring-answers.js';
import { reportFairness, type FairnessDependencies } from './report-fairness.js';
import { fairnessQuery, fairnessReport } from './schema.js';

export function fairnessRoutes(dependencies: FairnessDependencies): Route[] {
  const { database } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/fairness',
      tag: 'Fairness',
      summary: 'The fairness report, made now',
      description:
        'Stored CVs are read again with another name, pronoun, age, origin, family, health or belief, and compared with what was read of them as sent. Selection rates by group come from what candidates chose to say for equality monitoring, which nothing that ranks can read.',
      access: ADMINS,
      query: fairnessQuery,
      responses: { 200: { description: 'The report.', schema: fairnessReport } },
      async handle({ actor, query }) {
        return { status: 200, body: await reportFairness(dependencies, actor, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/monitoring',
      tag: 'Candidate’s side',
      summary: 'What a person has said for equality monitoring',
      description: 'To themselves alone: no member of staff sees it.',
      access: CANDIDATE,
      params: byId,
      responses: { 200: { description: 'What they have said.', schema: monitoringAnswers } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        return { status: 200, body: await viewMonitoring(database, actor, params.id) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/monitoring',
      tag: 'Candidate’s side',
      summary: 'Say something for equality monitoring, or take it back',
      description:
        'Takes the place of what was said before. Free to leave, and to leave out; it changes no ranking, and nobody at the agency sees it of a person.',
      access: CANDIDATE,
      params: byId,
      body: monitoringAnswers,
      responses: { 200: { description: 'What is kept now.', schema: monitoringAnswers } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        await asActor(database, actor, (tx) => answerMonitoring(tx, actor, params.id, body));
        return { status: 200, body };
      },
    }),
  ];
}
