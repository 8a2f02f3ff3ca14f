import { z } from 'zod';
import { viewCandidate } from '../candidates/view-candidate.js';
import { viewCompliance } from '../compliance/view-compliance.js';
import { viewCv } from '../cvs/view-cv.js';
import { CONSULTANTS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { listCandidateMatches } from '../matches/list-candidate-matches.js';
import type { ListDependencies } from '../matches/list-vacancy-matches.js';
import { candidateMatchesQuery } from '../matches/vacancy-filter.js';
import { address, pick, valueOf } from './address.js';
import type { PageMaker } from './page.js';
import { personHistory } from './person-history.js';
import { chartRoles } from './role-chart.js';

/** A person by name, with their CVs, consents and every open vacancy ranked for them. */
export function personPages(
  pages: PageMaker,
  dependencies: ListDependencies & { readonly compliance: { readonly warnDays: number } },
): Route[] {
  return [
    pages.define({
      path: '/candidates/{id}',
      summary: 'A person with their CVs and the vacancies ranked for them',
      access: CONSULTANTS,
      params: z.object({ id: z.uuid() }),
      query: z.looseObject({}),
      async show({ actor, params: { id }, query }) {
        const person = await viewCandidate(dependencies.database, actor, id);
        const compliance = await viewCompliance(
          dependencies.database,
          dependencies.compliance.warnDays,
          actor,
          id,
        );
        const page = validate(candidateMatchesQuery, pick(query, ['cursor', 'limit']));
        const [list, history] = await Promise.all([
          listCandidateMatches(dependencies, id, page),
          personHistory(dependencies.database, actor, id),
        ]);
        const inUse = person.cvs.find((cv) => cv.inUse);
        const cv = inUse && (await viewCv(dependencies.database, dependencies.taxonomy, actor, inUse.id));
        return {
          view: 'person',
          title: person.name,
          data: {
            person,
            requirements: compliance.requirements,
            list,
            history,
            cv: cv ?? null,
            stage: cv?.understood?.stage ?? null,
            chart: chartRoles(cv?.understood?.roles ?? [], new Date()),
            done: valueOf(query, 'done'),
            next: list.nextCursor && address(`/candidates/${id}`, { cursor: list.nextCursor }),
          },
        };
      },
    }),
  ];
}
