import { z } from 'zod';
import { namesAsked, showPeople } from '../candidates/people-shown.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import type { ListDependencies } from '../matches/list-vacancy-matches.js';
import { maskCandidate } from '../matches/present-match.js';
import { findSimilarCandidates } from '../similar/find-similar-candidates.js';
import { showSimilar } from '../similar/show-similar.js';
import { anything, pick } from './address.js';
import { markQuote } from './mark-text.js';
import type { PageMaker } from './page.js';

const LIKE_THEM = 10;

/** The people most like one: without names, unless asked for, which is recorded. */
export function similarPages(
  pages: PageMaker,
  { database, taxonomy, people }: Pick<ListDependencies, 'database' | 'taxonomy' | 'people'>,
): Route[] {
  return [
    pages.define({
      path: '/candidates/{id}/similar',
      summary: 'People most like somebody',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query }) {
        const { names } = validate(z.object({ names: namesAsked }), pick(query, ['names']));
        const found = await findSimilarCandidates(database, taxonomy, people, id, LIKE_THEM);
        const ids = [id, ...found.items.map(({ candidate }) => candidate.id)];
        const shown = showSimilar(await showPeople(database, actor, ids, names === 'shown'), found);
        return {
          view: 'similar',
          title: `People like ${shown.candidate.name ?? maskCandidate(id).reference}`,
          data: { id, items: shown.items, named: names === 'shown', mark: markQuote },
        };
      },
    }),
  ];
}
