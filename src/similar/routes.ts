import { z } from 'zod';
import { namesAsked, showPeople } from '../candidates/people-shown.js';
import type { Database } from '../database/client.js';
import { byId, CONSULTANTS, defineRoute, type Route, STAFF } from '../http/route.js';
import type { RankingIndexStore } from '../matches/ranking-index-store.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { findSimilarCandidates } from './find-similar-candidates.js';
import { findSimilarVacancies } from './find-similar-vacancies.js';
import { showSimilar } from './show-similar.js';
import { similarCandidates, similarQuery, similarVacancies } from './schema.js';

export interface SimilarDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  /** This process's index of everybody who may be ranked. */
  readonly people: RankingIndexStore;
}

const tag = 'More like this';

export function similarRoutes({ database, taxonomy, people }: SimilarDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/similar',
      tag,
      summary: 'People most like this one',
      description:
        'By what they have done, where, at which stage: the terms of the score, without a vacancy. People without names unless asked for.',
      access: CONSULTANTS,
      params: byId,
      query: similarQuery.extend({ names: namesAsked }),
      responses: { 200: { description: 'The most alike first.', schema: similarCandidates } },
      problems: ['not_found'],
      async handle({ actor, params, query: { limit, names } }) {
        const found = await findSimilarCandidates(database, taxonomy, people, params.id, limit);
        const ids = [params.id, ...found.items.map(({ candidate }) => candidate.id)];
        const shown = await showPeople(database, actor, ids, names === 'shown');
        return { status: 200, body: showSimilar(shown, found) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/similar',
      tag,
      summary: 'Vacancies most like this one',
      description: 'By what they ask for, in which sector, at which stage.',
      access: STAFF,
      params: byId,
      query: similarQuery.extend({ status: z.enum(['open', 'closed']).optional() }),
      responses: { 200: { description: 'The most alike first.', schema: similarVacancies } },
      problems: ['not_found'],
      async handle({ params, query }) {
        return { status: 200, body: await findSimilarVacancies(database, taxonomy, params.id, query) };
      },
    }),
  ];
}
