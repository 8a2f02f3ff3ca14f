import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { explainPair } from './explain-pair.js';
import { listCandidateMatches } from './list-candidate-matches.js';
import { listVacancyMatches } from './list-vacancy-matches.js';
import { candidateMatches, matchExplanation, vacancyMatches } from './schema.js';

const byId = z.object({ id: z.uuid() });
const tag = 'Matches';

export interface MatchDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
}

export function matchRoutes({ database, taxonomy }: MatchDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/matches',
      tag,
      summary: 'People ranked for a vacancy',
      description: 'In rank order, with the words that speak for each. Without names.',
      access: CONSULTANTS,
      params: byId,
      query: pageQuery,
      responses: { 200: { description: 'A page of the list.', schema: vacancyMatches } },
      problems: ['not_found', 'invalid_cursor'],
      async handle({ params, query }) {
        return { status: 200, body: await listVacancyMatches(database, taxonomy, params.id, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/matches/{candidateId}',
      tag,
      summary: 'One score taken apart',
      description: 'Every term with its words, and questions for what is not shown. The look is recorded.',
      access: CONSULTANTS,
      params: byId.extend({ candidateId: z.uuid() }),
      responses: { 200: { description: 'The explanation.', schema: matchExplanation } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        return { status: 200, body: await explainPair(database, taxonomy, actor, params) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/matches',
      tag,
      summary: 'Vacancies that a person is ranked for',
      description: 'Open ones, the best first.',
      access: CONSULTANTS,
      params: byId,
      query: pageQuery,
      responses: { 200: { description: 'A page of the list.', schema: candidateMatches } },
      problems: ['not_found', 'invalid_cursor'],
      async handle({ params, query }) {
        return { status: 200, body: await listCandidateMatches(database, taxonomy, params.id, query) };
      },
    }),
  ];
}
