import { z } from 'zod';
import { retireEmployerCheck } from '../../compliance/change-employer-checks.js';
import { viewEmployerChecks } from '../../compliance/view-employer-checks.js';
import type { Database } from '../../database/client.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { address } from '../address.js';
import type { PageMaker } from '../page.js';

const path = '/employers/{id}/checks/{checkId}/retirement';
const params = z.object({ id: z.uuid(), checkId: z.uuid() });

/** A check that an employer asks for is asked for no more: asked once more, then done. It can be asked for again. */
export function retirementPages(pages: PageMaker, database: Database): Route[] {
  const find = async ({ id, checkId }: z.output<typeof params>) => {
    const { employer, checks } = await viewEmployerChecks(database, id);
    const check = checks.find((one) => one.id === checkId);
    if (!check) throw new Problem('not_found');
    return { employer, check };
  };
  const back = (id: string) => ({ to: address(`/employers/${id}/checks`, { done: 'retired' }) });
  return [
    pages.define({
      path,
      summary: 'Whether a check of an employer is really to be asked for no more',
      access: CONSULTANTS,
      params,
      async show({ params: named }) {
        const { employer, check } = await find(named);
        if (check.retired !== null) return back(employer.id);
        const filed = await database.prisma.complianceCheck.count({
          where: { item: check.id, withdrawnAt: null },
        });
        return {
          view: 'compliance/retire-check',
          title: 'Ask for this check no more?',
          data: { employer, check, filed },
        };
      },
    }),
    pages.define({
      method: 'post',
      path,
      summary: 'Ask for a check of an employer no more',
      access: CONSULTANTS,
      params,
      async show({ actor, params: named }) {
        const { employer, check } = await find(named);
        // A colleague, or the same form sent twice, was here before: what was wanted is so.
        if (check.retired === null)
          await database.prisma.$transaction((tx) => retireEmployerCheck(tx, namedPerson(actor), check.id));
        return back(employer.id);
      },
    }),
  ];
}
