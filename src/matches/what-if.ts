import { z } from 'zod';
import { Problem } from '../http/problem.js';
import type { RankedEntry } from '../matching/ranking-index.js';
import type { Requirement } from '../matching/requirement.js';
import type { VacancyReading } from '../understanding/criteria.js';
import { loadVacancy } from '../vacancies/find-vacancy.js';
import { requirementUnder } from '../vacancies/read-vacancy.js';
import { vacancyPatch } from '../vacancies/schema.js';
import { applyPatch, scoringFields, stateOf } from '../vacancies/vacancy-state.js';
import type { ListDependencies } from './list-vacancy-matches.js';
import { slotFilterOf, type VacancyMatchesQuery } from './match-filter.js';
import { maskCandidate } from './present-match.js';
import type { whatIfAnswer } from './schema.js';

const { stage, sector, band, contract, criteria, categoryWeights } = vacancyPatch.shape;
const { registrationRequired, pendingRegistrationAccepted, driverRequired } = vacancyPatch.shape;

/** Changes that can be tried out without the text being read again. */
export const whatIfInput = z
  .strictObject({
    limit: z.int().min(1).max(100).default(20),
    stage,
    sector,
    band,
    contract,
    registrationRequired,
    pendingRegistrationAccepted,
    driverRequired,
    criteria,
    categoryWeights,
  })
  .meta({
    id: 'WhatIf',
    description: 'As in a PATCH: null means "as the text says"; what is absent stays as it is.',
  });

/**
 * The first page of a vacancy's list as it would be after a change, and where everybody on it stood before. Nothing is
 * stored. Everybody is scored as they are now, with and without the change.
 *
 * @param filters of the list, which then holds only those whom they let through, at their places among all.
 * @throws Problem `not_found`, `vacancy_closed`, or `invalid_request` for a concept that does not exist.
 */
export async function whatIf(
  { database, taxonomy, people }: Pick<ListDependencies, 'database' | 'taxonomy' | 'people'>,
  vacancyId: string,
  { limit, ...patch }: z.output<typeof whatIfInput>,
  filters: VacancyMatchesQuery | null = null,
): Promise<z.input<typeof whatIfAnswer>> {
  const [stored] = await Promise.all([loadVacancy(database, vacancyId), people.refresh(database.pool)]);
  if (stored.status === 'closed') throw new Problem('vacancy_closed');
  const state = applyPatch(stateOf(stored), patch, taxonomy);
  const reading = stored.reading as unknown as VacancyReading;
  const before = stored.requirement as unknown as Requirement;
  const after = requirementUnder(reading, scoringFields(state), state.categoryWeights, taxonomy);
  const { index } = people;
  const filter = filters && (await slotFilterOf(database, filters, stored.postcode));
  const options = filter === null ? {} : { filter };
  const was = index.rank(before, limit, options);
  const is = index.rank(after, limit, options);
  const idsOf = (entries: readonly RankedEntry[]) => entries.map(({ candidateId }) => candidateId);
  const stays = new Set(idsOf(is));
  const leavers = was.filter(({ candidateId }) => !stays.has(candidateId));
  const shown = idsOf([...is, ...leavers]);
  const oldPlaces = index.placesOf(before, shown);
  const newPlaces = index.placesOf(after, shown);
  return {
    vacancyId,
    revision: stored.revision,
    candidates: index.size,
    weights: {
      categories: Object.entries(after.categoryWeights).map(([category, weight]) => ({
        category: category as keyof Requirement['categoryWeights'],
        weight,
      })),
      criteria: after.criteria.map(({ conceptId, weight }) => ({ conceptId, weight })),
    },
    items: is.map(({ candidateId, ...standing }, n) => ({
      rank: newPlaces[n] ?? n + 1,
      rankBefore: oldPlaces[n] ?? null,
      candidate: maskCandidate(candidateId),
      ...standing,
    })),
    left: leavers.map(({ candidateId }, n) => ({
      candidate: maskCandidate(candidateId),
      rankBefore: oldPlaces[is.length + n] ?? n + 1,
      rank: newPlaces[is.length + n] ?? null,
    })),
  };
}
