import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { explainPair } from './explain-pair.js';
import { listMoves } from './list-moves.js';
import { listCandidateMatches } from './list-candidate-matches.js';
import { listVacancyMatches } from './list-vacancy-matches.js';
import { vacancyMatchesQuery } from './match-filter.js';
import type { RankingIndexStore } from './ranking-index-store.js';
import { candidateMatches, matchExplanation, vacancyMatches, vacancyMoves, whatIfAnswer } from './schema.js';
import { createEvidenceCache } from './top-evidence.js';
import { whatIf, whatIfInput } from './what-if.js';

const byId = z.object({ id: z.uuid() });
const tag = 'Matches';

export interface MatchDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  /** This process's own ranking index. */
  readonly people: RankingIndexStore;
}

export function matchRoutes({ database, taxonomy, people }: MatchDependencies): Route[] {
  const listing = { database, taxonomy, people, evidence: createEvidenceCache(taxonomy) };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/matches',
      tag,
      summary: 'People ranked for a vacancy',
      description:
        'In rank order, with the words that speak for each. Without names. The list that is kept ends after 1,000; ' +
        'what is deeper or filtered is ranked at the moment, and `rank` is the place among everybody.',
      access: CONSULTANTS,
      params: byId,
      query: vacancyMatchesQuery,
      responses: { 200: { description: 'A page of the list.', schema: vacancyMatches } },
      problems: ['not_found', 'invalid_cursor', 'list_changed'],
      async handle({ params, query }) {
        return { status: 200, body: await listVacancyMatches(listing, params.id, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/{id}/what-if',
      tag,
      summary: 'Try out other weights',
      description: 'The first page as it would be, and where everybody on it stands now. Nothing is stored.',
      access: CONSULTANTS,
      params: byId,
      body: whatIfInput,
      responses: { 200: { description: 'The list as it would be.', schema: whatIfAnswer } },
      problems: ['not_found', 'vacancy_closed'],
      async handle({ params, body }) {
        return { status: 200, body: await whatIf(listing, params.id, body) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/moves',
      tag,
      summary: 'What changes of a vacancy did to its list',
      description: 'Old and new place of the first 50, for the last 20 changes that were ranked.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The moves, the latest change first.', schema: vacancyMoves } },
      problems: ['not_found'],
      async handle({ params }) {
        return { status: 200, body: await listMoves(database, params.id) };
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
