import type { Database } from '../database/client.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { explainPerson, loadPeople, loadVacancies } from './explain-people.js';

/** Hundredths of a point by id of the concept; criteria that a CV does not show are left out. */
export type CriterionPoints = ReadonlyMap<string, number>;

/**
 * What each criterion of a vacancy brings each of some people. Those whose CV, or its text, is not there are left out.
 *
 * @returns by id of the candidate.
 */
export async function criterionPoints(
  database: Database,
  taxonomy: Taxonomy,
  vacancyId: string,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, CriterionPoints>> {
  const [people, vacancies] = await Promise.all([
    loadPeople(database, candidateIds),
    loadVacancies(database, [vacancyId]),
  ]);
  const vacancy = vacancies.get(vacancyId);
  if (vacancy === undefined) return new Map();
  return new Map(
    [...people].map(([candidateId, person]) => {
      const { terms } = explainPerson(person, vacancy, taxonomy);
      const shown = terms.flatMap(({ conceptId, points, evidence }): [string, number][] =>
        conceptId !== null && (evidence !== null || points > 0) ? [[conceptId, points]] : [],
      );
      return [candidateId, new Map(shown)];
    }),
  );
}
