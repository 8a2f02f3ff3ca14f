import type { Database } from '../database/client.js';
import { pageQuery } from '../http/cursor.js';
import { byId, defineRoute, type Route, STAFF } from '../http/route.js';
import { listReviews, markReviewed, reviewPage } from './list-reviews.js';

/** CVs whose reading somebody should look at. */
export function reviewRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/cv-reviews',
      tag: 'CVs',
      summary: 'CVs whose reading somebody should look at',
      description:
        'Doubtful readings, documents that cannot be read, those that were given up on and those with hidden words, the oldest first, each with the reason. Nobody is ranked low in silence because a document was read badly.',
      access: STAFF,
      query: pageQuery,
      responses: { 200: { description: 'One page of them.', schema: reviewPage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await listReviews(database, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/cvs/{id}/reviewed',
      tag: 'CVs',
      summary: 'Say that somebody has looked at a CV',
      description: 'It leaves the list of reviews until another reading of it says something else.',
      access: STAFF,
      params: byId,
      responses: { 204: { description: 'Noted.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await markReviewed(database, actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}
