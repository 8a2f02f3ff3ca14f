import { addEmployerCheck } from '../../compliance/change-employer-checks.js';
import { newEmployerCheck, viewEmployerChecks } from '../../compliance/view-employer-checks.js';
import type { Database } from '../../database/client.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { address, anything, type Fields, valueOf } from '../address.js';
import { faultsByField, fieldFaults, type FormFault } from '../form-fault.js';
import type { Page, PageMaker } from '../page.js';
import { retirementPages } from './retirement-pages.js';

/** What one employer asks to have checked beside the standard list. */
export function employerPages(pages: PageMaker, database: Database): Route[] {
  const page = async (
    id: string,
    {
      sent = {},
      faults = [],
      status = 200,
    }: { sent?: Fields; faults?: readonly FormFault[]; status?: number },
  ): Promise<Page> => {
    const { employer, checks } = await viewEmployerChecks(database, id);
    return {
      view: 'compliance/employer',
      title: `Checks that ${employer.name} asks for`,
      status,
      data: {
        ...{ employer, sent, faults, fault: faultsByField(faults), done: valueOf(sent, 'done') },
        asked: checks.filter(({ retired }) => retired === null),
        retired: checks.filter(({ retired }) => retired !== null),
      },
    };
  };
  return [
    pages.define({
      path: '/employers/{id}/checks',
      summary: 'What an employer asks to have checked beside the standard list',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      show: ({ params, query }) => page(params.id, { sent: { done: valueOf(query, 'done') } }),
    }),
    pages.define({
      method: 'post',
      path: '/employers/{id}/checks',
      summary: 'Add a check that an employer asks for',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params, body }) {
        try {
          const wanted = validate(newEmployerCheck, {
            name: valueOf(body, 'name') ?? '',
            expires: valueOf(body, 'expires') === 'true',
            aboutHealth: valueOf(body, 'aboutHealth') === 'true',
          });
          await database.prisma.$transaction((tx) =>
            addEmployerCheck(tx, namedPerson(actor), params.id, wanted),
          );
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'invalid_request') throw error;
          const faults = fieldFaults(error, ({ field, message }) => ({
            field,
            text:
              field === 'name' && valueOf(body, 'name') === undefined ? 'Write what they ask for' : message,
          }));
          return page(params.id, { sent: body, faults, status: error.status });
        }
        return { to: address(`/employers/${params.id}/checks`, { done: 'added' }) };
      },
    }),
    ...retirementPages(pages, database),
  ];
}
