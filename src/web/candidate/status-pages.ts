import { type Access, byId, type Route } from '../../http/route.js';
import { anything, isNamed, valueOf } from '../address.js';
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
      params: byId,
      query: anything,
      show: ({ actor, params, query, request }) =>
        showStatus(dependencies, actor, params.id, request, {
          done: valueOf(query, 'done'),
          named: isNamed(query),
        }),
    }),
  ];
}
