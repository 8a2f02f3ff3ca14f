import type { Database } from '../database/client.js';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import { decisionReport, reportDecisions, reportQuery } from './report-decisions.js';

export function decisionRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/decisions/report',
      tag: 'Pipeline',
      summary: 'How people decide beside the ranking',
      description:
        'Per member of staff: how long the evidence was open before they decided, how many were turned down unopened, and how often whoever ranked higher was taken. Signs of rubber-stamping, to talk about.',
      access: ADMINS,
      query: reportQuery,
      responses: { 200: { description: 'The report.', schema: decisionReport } },
      async handle({ query }) {
        return { status: 200, body: await reportDecisions(database, query) };
      },
    }),
  ];
}
