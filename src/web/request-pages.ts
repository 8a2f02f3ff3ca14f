import { answerRequest, listOpenRequests } from '../candidate-side/ask-a-person.js';
import { answer } from '../candidate-side/schema.js';
import type { Database } from '../database/client.js';
import { MAX_LIMIT, pageQuery } from '../http/cursor.js';
import { namedPerson } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { address, anything, type Fields, pick, valueOf } from './address.js';
import { faultsByField, type FormFault } from './form-fault.js';
import type { Page, PageMaker } from './page.js';

/** What people ask of the agency, and the answers of named members of staff. */
export function requestPages(pages: PageMaker, database: Database): Route[] {
  const page = async (query: Fields, faults: readonly FormFault[] = [], sent: Fields = {}): Promise<Page> => {
    const wanted = validate(pageQuery, { limit: MAX_LIMIT, ...pick(query, ['cursor', 'limit']) });
    const { items, nextCursor } = await listOpenRequests(database, wanted);
    return {
      view: 'requests',
      title: 'Requests',
      status: faults.length > 0 ? 400 : 200,
      data: {
        items,
        // An answer that is wrong comes back on the page that it was typed on.
        shown: pick(query, ['cursor', 'limit']),
        next: nextCursor && address('/requests', { cursor: nextCursor }),
        done: valueOf(query, 'done'),
        faults,
        fault: faultsByField(faults),
        sent,
      },
    };
  };
  return [
    pages.define({
      path: '/requests',
      summary: 'Requests that wait for an answer, the most urgent first',
      access: CONSULTANTS,
      query: anything,
      show: ({ query }) => page(query),
    }),
    pages.define({
      method: 'post',
      path: '/requests/{id}/answer',
      summary: 'Answer a request',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        try {
          const given = validate(answer, pick(body, ['answer']));
          await database.prisma.$transaction((tx) => answerRequest(tx, namedPerson(actor), id, given.answer));
          return { to: '/requests?done=answered' };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          if (error.code === 'answered_already') return { to: '/requests?done=colleague' };
          if (error.code !== 'invalid_request') throw error;
          const text = 'Enter the answer, in 5,000 characters or fewer';
          return page(pick(body, ['cursor', 'limit']), [{ field: `answer-${id}`, text }], { ...body, id });
        }
      },
    }),
  ];
}
