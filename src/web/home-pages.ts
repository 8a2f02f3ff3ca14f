import { presentNotice } from '../candidate-side/ranking-notice.js';
import type { Route } from '../http/route.js';
import type { PageMaker } from './page.js';

/** The first page, and the notice that every page leads to. */
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
    pages.define({
      path: '/how-ranking-works',
      summary: 'How CVs are read and ranked, in plain words',
      access: { kind: 'anyone' },
      show() {
        const { title, ...notice } = presentNotice();
        return Promise.resolve({ view: 'how-ranking-works', title, data: { notice } });
      },
    }),
  ];
}
