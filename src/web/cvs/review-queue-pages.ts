import { listReviews, markReviewed } from '../../cvs/list-reviews.js';
import type { Database } from '../../database/client.js';
import { pageQuery } from '../../http/cursor.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { maskCandidate } from '../../matches/present-match.js';
import { address, anything, pick, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';

const HERE = '/cv/review';

/** CVs that were read badly or not at all, until somebody has looked at them. */
export function reviewQueuePages(pages: PageMaker, database: Database): Route[] {
  return [
    pages.define({
      path: HERE,
      summary: 'CVs whose reading somebody should look at',
      access: CONSULTANTS,
      query: anything,
      async show({ query }) {
        const page = validate(pageQuery, pick(query, ['cursor', 'limit']));
        const { items, nextCursor } = await listReviews(database, page);
        return {
          view: 'cvs/review-queue',
          title: 'CVs to look at',
          data: {
            items: items.map((item) => ({ ...item, candidate: maskCandidate(item.candidateId) })),
            cursor: page.cursor,
            isNoted: valueOf(query, 'done') !== undefined,
            next: nextCursor && address(HERE, { cursor: nextCursor }),
          },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: '/cv/{id}/reviewed',
      summary: 'Say that somebody has looked at a CV',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params, body }) {
        await markReviewed(database, actor, params.id);
        return { to: address(HERE, { done: 'yes', ...pick(body, ['cursor']) }) };
      },
    }),
  ];
}
