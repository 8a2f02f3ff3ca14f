import { z } from 'zod';
import { namesAsked, showPeople } from '../candidates/people-shown.js';
import { requireNameScope } from '../candidates/reveal-names.js';
import { byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { explainPair } from './explain-pair.js';
import { listMoves } from './list-moves.js';
import { listCandidateMatches } from './list-candidate-matches.js';
import { listVacancyMatches, type ListDependencies } from './list-vacancy-matches.js';
import { vacancyMatchesQuery } from './match-filter.js';
import { candidateMatches, matchExplanation, vacancyMatches, vacancyMoves, whatIfAnswer } from './schema.js';
import { showCandidatePage, showExplanation, showVacancyPage } from './show-evidence.js';
import { candidateMatchesQuery } from './vacancy-filter.js';
import { whatIf, whatIfInput } from './what-if.js';

const byName = { names: namesAsked };
const tag = 'Matches';

export function matchRoutes(listing: ListDependencies): Route[] {
  const { database, taxonomy } = listing;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/vacancies/{id}/matches',
      tag,
      summary: 'People ranked for a vacancy',
      description:
        'In rank order, with the words that speak for each. Without names unless asked for. The list that is kept ends after 1,000; ' +
        'what is deeper or filtered is ranked at the moment, and `rank` is the place among everybody.',
      access: CONSULTANTS,
      params: byId,
      query: vacancyMatchesQuery.extend(byName),
      responses: { 200: { description: 'A page of the list.', schema: vacancyMatches } },
      problems: ['not_found', 'invalid_cursor', 'list_changed'],
      async handle({ actor, params, query: { names, ...query } }) {
        const page = await listVacancyMatches(listing, params.id, query);
        return { status: 200, body: await showVacancyPage(database, actor, page, names === 'shown') };
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
      query: z.strictObject(byName),
      responses: { 200: { description: 'The explanation.', schema: matchExplanation } },
      problems: ['not_found', 'text_unavailable'],
      async handle({ actor, params, query }) {
        const named = query.names === 'shown';
        if (named) requireNameScope(actor);
        const explanation = await explainPair(database, taxonomy, actor, params);
        const people = await showPeople(database, actor, [params.candidateId], named);
        return { status: 200, body: showExplanation(people, explanation) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/matches',
      tag,
      summary: 'Vacancies that a person is ranked for',
      description:
        'Every open one, the best first, scored as both stand now. `rank` is the place among all of them.',
      access: CONSULTANTS,
      params: byId,
      query: candidateMatchesQuery.extend(byName),
      responses: { 200: { description: 'A page of the list.', schema: candidateMatches } },
      problems: ['not_found', 'invalid_cursor'],
      async handle({ actor, params, query: { names, ...query } }) {
        const page = await listCandidateMatches(listing, params.id, query);
        return { status: 200, body: await showCandidatePage(database, actor, page, names === 'shown') };
      },
    }),
  ];
}
