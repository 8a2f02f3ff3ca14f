import { reportFairness, type FairnessDependencies } from '../fairness/report-fairness.js';
import { fairnessQuery } from '../fairness/schema.js';
import { ADMINS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { anything, pick } from './address.js';
import type { PageMaker } from './page.js';
import { choicesOf } from './words.js';

/** The fairness report as a page to read and print. */
export function fairnessPages(pages: PageMaker, dependencies: FairnessDependencies): Route[] {
  return [
    pages.define({
      path: '/admin/fairness',
      summary: 'The fairness report',
      access: ADMINS,
      query: anything,
      async show({ actor, query }) {
        const wanted = validate(fairnessQuery, pick(query, ['sample', 'top', 'stage', 'sector']));
        const report = await reportFairness(dependencies, actor, wanted);
        const { lines } = report.invariance;
        return {
          view: 'admin/fairness',
          title: 'Fairness report',
          data: {
            report,
            sample: wanted.sample,
            steps: report.selection.steps.map((step) => ({
              ...step,
              isShown: step.questions.some(({ groups }) => groups.some(({ people }) => people !== null)),
            })),
            tried: lines.reduce((sum, { tried }) => sum + tried, 0),
            changed: lines.reduce((sum, { changed }) => sum + changed, 0),
            stages: choicesOf('stage', STAGES),
            sectors: choicesOf('sector', SECTORS),
          },
        };
      },
    }),
  ];
}
