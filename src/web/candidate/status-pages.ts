import { z } from 'zod';
import type { Access, Route } from '../../http/route.js';
import { isNamed, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { showStatus, type StatusPageDependencies } from './show-status.js';

const THEIRS_OR_STAFF: Access = {
  kind: 'candidate_or_staff',
  roles: ['consultant', 'agency_staff', 'admin'],
};

/** The page of a CV. */
export function statusPages(pages: PageMaker, dependencies: StatusPageDependencies): Route[] {
  return [
    pages.define({
      path: '/cv/{id}',
      summary: 'What became of a CV',
      access: THEIRS_OR_STAFF,
      params: z.object({ id: z.uuid() }),
      query: z.looseObject({}),
      show: ({ actor, params, query, request }) =>
        showStatus(dependencies, actor, params.id, request, {
          done: valueOf(query, 'done'),
          named: isNamed(query),
        }),
    }),
  ];
}
