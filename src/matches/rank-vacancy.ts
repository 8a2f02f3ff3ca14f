import type { JobPayload } from '../queue/contracts.js';
import { rankVacancies, type RankContext } from './rank-vacancies.js';

/** Ranks everybody against a vacancy, if that is owed. */
export function rankVacancy(context: RankContext, { vacancyId }: JobPayload<'rank-vacancy'>): Promise<void> {
  return rankVacancies(context, [vacancyId]);
}
