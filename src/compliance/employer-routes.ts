import type { Database } from '../database/client.js';
import { namedPerson } from '../http/named-person.js';
import { byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { addEmployerCheck, retireEmployerCheck } from './change-employer-checks.js';
import { employerChecksView, newEmployerCheck, viewEmployerChecks } from './view-employer-checks.js';

const tag = 'Compliance';

/** What one employer asks to have checked beside the standard list. */
export function employerCheckRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/employers/{id}/checks',
      tag,
      summary: 'What an employer asks to have checked beside the standard list',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'All, also what is asked for no more.', schema: employerChecksView } },
      problems: ['not_found'],
      handle: async ({ params }) => ({ status: 200, body: await viewEmployerChecks(database, params.id) }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/employers/{id}/checks',
      tag,
      summary: 'Add a check that an employer asks for',
      description:
        'It appears in the file of everybody who is on their way to an open post of that employer, from shortlisted on, or has an offer or a place there, and an introduction there needs it; one about health is asked for at the offer, and beginning needs it. Introductions to others do not. The same name twice is refused; one that was asked for before, and is alike, is asked for again, with what was filed of it.',
      access: CONSULTANTS,
      params: byId,
      body: newEmployerCheck,
      responses: { 201: { description: 'Added.', schema: employerChecksView } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        const staff = namedPerson(actor);
        await database.prisma.$transaction((tx) => addEmployerCheck(tx, staff, params.id, body));
        return { status: 201, body: await viewEmployerChecks(database, params.id) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/employer-checks/{id}/retirement',
      tag,
      summary: 'Ask for a check of an employer no more',
      description: 'What was filed of it stays on file.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'Retired.', schema: employerChecksView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        const staff = namedPerson(actor);
        const employerId = await database.prisma.$transaction((tx) =>
          retireEmployerCheck(tx, staff, params.id),
        );
        return { status: 200, body: await viewEmployerChecks(database, employerId) };
      },
    }),
  ];
}
