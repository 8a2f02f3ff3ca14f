import { z } from 'zod';
import { countReviews, listReviews, markReviewed } from '../../cvs/list-reviews.js';
import type { Database } from '../../database/client.js';
import { pageQuery } from '../../http/cursor.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { maskCandidate } from '../../matches/present-match.js';
import { address, pick, valueOf } from '../address.js';
import type { WaitingCounts } from '../navigation.js';
import type { PageMaker } from '../page.js';

const HERE = '/cv/review';
/** More are not counted out in the menu of every page. */
const MOST_COUNTED = 99;

/** CVs that were read badly or not at all, until somebody has looked at them. */
export function reviewQueuePages(pages: PageMaker, database: Database): Route[] {
  return [
    pages.define({
      path: HERE,
      summary: 'CVs whose reading somebody should look at',
      access: CONSULTANTS,
      query: z.looseObject({}),
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
      params: z.object({ id: z.uuid() }),
      body: z.looseObject({}),
      async show({ actor, params, body }) {
        await markReviewed(database, actor, params.id);
        return { to: address(HERE, { done: 'yes', ...pick(body, ['cursor']) }) };
      },
    }),
  ];
}

/** How many CVs wait to be looked at, for the menu. */
export async function countWaitingReviews(database: Database): Promise<WaitingCounts> {
  const count = await countReviews(database, MOST_COUNTED + 1);
  if (count === 0) return new Map();
  return new Map([[HERE, count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count)]]);
}
