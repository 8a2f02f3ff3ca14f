import type { Route } from '../http/route.js';
import type { PageMaker } from './page.js';

/** The first page. */
export function homePages(pages: PageMaker): Route[] {
  return [
    pages.define({
      path: '/',
      summary: 'The first page',
      access: { kind: 'anyone' },
      show: ({ actor }) =>
        Promise.resolve(
          actor.kind === 'staff'
            ? { to: '/vacancies' }
            : { view: 'home', title: 'Occupational therapy posts that fit what you have done' },
        ),
    }),
  ];
}
