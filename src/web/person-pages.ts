import { availability, setAvailability } from '../candidates/set-availability.js';
import { viewCandidate } from '../candidates/view-candidate.js';
import { viewCompliance } from '../compliance/view-compliance.js';
import { viewCv } from '../cvs/view-cv.js';
import type { Actor } from '../http/actor.js';
import { namedPerson } from '../http/named-person.js';
import { Problem } from '../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { listCandidateMatches } from '../matches/list-candidate-matches.js';
import type { ListDependencies } from '../matches/list-vacancy-matches.js';
import { maskCandidate } from '../matches/present-match.js';
import { candidateMatchesQuery } from '../matches/vacancy-filter.js';
import { findPeople } from '../privacy/preview-erasure.js';
import { address, anything, type Fields, pick, valueOf } from './address.js';
import { fieldFaults, type FormFault } from './form-fault.js';
import type { Page, PageMaker } from './page.js';
import { personHistory } from './person-history.js';
import { chartRoles } from './role-chart.js';

/** A person by name, with their CVs, consents and every open vacancy ranked for them; and finding one. */
export function personPages(
  pages: PageMaker,
  dependencies: ListDependencies & { readonly compliance: { readonly warnDays: number } },
): Route[] {
  const { database, taxonomy } = dependencies;
  const show = async (
    actor: Actor,
    id: string,
    query: Fields,
    sent: Fields = {},
    faults: readonly FormFault[] = [],
  ): Promise<Page> => {
    const person = await viewCandidate(database, actor, id);
    const compliance = await viewCompliance(database, dependencies.compliance.warnDays, actor, id);
    const page = validate(candidateMatchesQuery, pick(query, ['cursor', 'limit']));
    const [list, history] = await Promise.all([
      listCandidateMatches(dependencies, id, page),
      personHistory(database, actor, id),
    ]);
    const inUse = person.cvs.find((one) => one.inUse);
    const cv = inUse && (await viewCv(database, taxonomy, actor, inUse.id, true));
    return {
      view: 'person',
      title: person.name,
      status: faults.length > 0 ? 400 : 200,
      data: {
        person,
        requirements: compliance.requirements,
        list,
        history,
        faults,
        availableFrom: valueOf(sent, 'availableFrom') ?? person.availableFrom,
        cv: cv ?? null,
        stage: cv?.understood?.stage ?? null,
        chart: chartRoles(cv?.understood?.roles ?? [], new Date()),
        done: valueOf(query, 'done'),
        next: list.nextCursor && address(`/candidates/${id}`, { cursor: list.nextCursor }),
      },
    };
  };
  return [
    pages.define({
      path: '/candidates',
      summary: 'Find a person',
      access: CONSULTANTS,
      query: anything,
      async show({ actor, query }) {
        const words = valueOf(query, 'person') ?? '';
        const people = await findPeople(database, namedPerson(actor), words);
        return {
          view: 'find-person',
          title: 'Find a person',
          data: { words, people: people.map((one) => ({ ...one, ...maskCandidate(one.id) })) },
        };
      },
    }),
    pages.define({
      path: '/candidates/{id}',
      summary: 'A person with their CVs and the vacancies ranked for them',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      show: ({ actor, params, query }) => show(actor, params.id, query),
    }),
    pages.define({
      method: 'post',
      path: '/candidates/{id}/availability',
      summary: 'Write down from when a person can start',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        try {
          const availableFrom = valueOf(body, 'availableFrom') ?? null;
          await setAvailability(database, actor, id, validate(availability, { availableFrom }));
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          const faults = fieldFaults(error);
          return show(actor, id, {}, body, faults);
        }
        return { to: address(`/candidates/${id}`, { done: 'availability' }) };
      },
    }),
  ];
}
