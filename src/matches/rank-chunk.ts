import type { JobPayload } from '../queue/contracts.js';
import { finishRuns, itemsOf, openItems } from '../queue/ranking-run.js';
import { deleteOldLists } from './delete-old-lists.js';
import { rankVacancies, type RankContext } from './rank-vacancies.js';

/** Ranks what is left of a chunk of a run. What somebody else is at is left to them. */
export async function rankChunk(
  context: RankContext,
  { runId, chunk }: JobPayload<'rank-chunk'>,
): Promise<void> {
  await rankVacancies(context, await openItems(context.database.pool, runId, Number(chunk)));
}

/**
 * When all chunks have been worked on. What a worker left behind when it died ends later, and the run with it. The old
 * lists go now: first everybody has their new one. What stays of them, if this is cut short, goes with the vacancy's next.
 */
export async function finishRun(
  { database, log }: RankContext,
  { runId }: JobPayload<'finish-run'>,
): Promise<void> {
  await finishRuns(database.pool);
  log.info({ runId }, 'all chunks of a run have been worked on');
  await deleteOldLists(database.pool, await itemsOf(database.pool, runId));
}
