import type { Database } from '../database/client.js';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { findUnmatchedPhrases, unmatchedReport } from './unmatched-phrases.js';

export function unmatchedRoutes(database: Database, taxonomy: Taxonomy): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/taxonomy/unmatched-phrases',
      tag: 'Taxonomy',
      summary: 'Frequent phrases that no concept knows',
      description:
        'Of the newest 300 CVs and 200 open vacancies. Only words in small letters that are usual in the trade, and only phrases that at least five texts share: nobody can be told from them.',
      access: ADMINS,
      responses: { 200: { description: 'The report.', schema: unmatchedReport } },
      async handle() {
        return { status: 200, body: await findUnmatchedPhrases(database, taxonomy) };
      },
    }),
  ];
}
