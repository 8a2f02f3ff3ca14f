import type { Database } from '../../database/client.js';
import { reportDecisions, reportQuery } from '../../decisions/report-decisions.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { anything, pick } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { PageMaker } from '../page.js';

/** Signs that people only confirm what a ranking says. */
export function decisionPages(pages: PageMaker, database: Database): Route[] {
  return [
    pages.define({
      path: '/admin/decisions',
      summary: 'How people decide beside the ranking',
      access: ADMINS,
      query: anything,
      async show({ query: sent }) {
        const faults: FormFault[] = [];
        const asked = pick(sent, ['from', 'to']);
        const report = await reportDecisions(database, validate(reportQuery, asked)).catch(
          (error: unknown) => {
            if (!(error instanceof Problem) || error.errors === null) throw error;
            faults.push(...fieldFaults(error));
            return null;
          },
        );
        return {
          view: 'admin/decisions',
          title: 'How people decide',
          status: faults.length > 0 ? 400 : 200,
          data: { faults, report, asked },
        };
      },
    }),
  ];
}
