import type { JobPayload } from '../queue/contracts.js';
import { deleteOldLists } from './delete-old-lists.js';
import { rankVacancies, type RankContext } from './rank-vacancies.js';

/** Ranks everybody against a vacancy, if that is owed. */
export async function rankVacancy(
  context: RankContext,
  { vacancyId }: JobPayload<'rank-vacancy'>,
): Promise<void> {
  await rankVacancies(context, [vacancyId]);
  await deleteOldLists(context.database.pool, [vacancyId]);
}
