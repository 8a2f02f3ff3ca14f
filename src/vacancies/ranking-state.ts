import type { z } from 'zod';
import type { ranking } from './schema.js';

/**
 * Of `vacancy v`: what its ranking's state is told from. A list that is not cut holds everybody who was ranked, also
 * those who came after it was made; of a list that is cut, the number is that of its making.
 */
export const RANKING_COLUMNS = `v.status::text, v.revision, v.ranked_revision, v.ranked_versions, v.ranked_at,
  CASE WHEN v.cutoff_score IS NOT NULL THEN v.candidate_count
       ELSE (SELECT count(*)::int FROM match WHERE vacancy_id = v.id AND generation = v.generation) END
    AS candidate_count`;

/** One row: what has still to reach the rankings. */
export const WAITING = `
  (SELECT count(*)::int FROM profile WHERE ranked_revision IS DISTINCT FROM revision) AS waiting_profiles,
  (SELECT count(*)::int FROM cv WHERE status IN ('received', 'read')) AS waiting_cvs`;

export interface RankingRow {
  readonly status: 'open' | 'closed';
  readonly revision: number;
  readonly ranked_revision: number | null;
  readonly ranked_versions: string | null;
  readonly ranked_at: Date | null;
  readonly candidate_count: number;
  readonly waiting_profiles: number;
  readonly waiting_cvs: number;
}

/** @param versionKey of the program that is running: a list made by another is about to be made again. */
export function presentRanking(row: RankingRow, versionKey: string): z.input<typeof ranking> {
  const isCurrent =
    row.ranked_revision === row.revision && row.ranked_versions === versionKey && row.waiting_profiles === 0;
  return {
    state: row.status === 'closed' ? 'frozen' : isCurrent ? 'current' : 'updating',
    rankedAt: row.ranked_at?.toISOString() ?? null,
    candidates: row.candidate_count,
    waiting: { profiles: row.waiting_profiles, cvs: row.waiting_cvs },
    versions: row.ranked_versions,
  };
}
