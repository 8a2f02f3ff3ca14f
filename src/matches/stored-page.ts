import type { Database } from '../database/client.js';
import type { Position } from '../matching/rank-slots.js';
import { RANKING_COLUMNS, WAITING, type RankingRow } from '../vacancies/ranking-state.js';
import { VACANCY_STATE } from './open-vacancies.js';
import type { MatchRow } from './rank-on-demand.js';
import { mayBeRanked } from './ranking-index-eligibility.js';

/** A vacancy, and how far its list is. */
export interface RankedVacancyRow extends RankingRow {
  readonly generation: number;
  /** Whether people stand behind the end of the list that is kept. */
  readonly is_cut: boolean;
  readonly vacancy_postcode: string | null;
  /** VACANCY_STATE */
  readonly state: string;
}

type Row = RankedVacancyRow & (MatchRow | { readonly candidate_id: null });

/**
 * A vacancy and rows of the list that is kept for it, in their order, in one query.
 *
 * @param after The place behind which they stand; null: from the beginning.
 * @returns null when there is no such vacancy.
 */
export async function readStoredPage(
  { pool }: Database,
  vacancyId: string,
  after: Position | null,
  limit: number,
): Promise<{ vacancy: RankedVacancyRow; rows: MatchRow[] } | null> {
  const { rows } = await pool.query<Row>({
    name: 'vacancy-matches',
    text: PAGE,
    values: [vacancyId, after?.tier ?? null, after?.score ?? null, after?.candidateId ?? null, limit],
  });
  const vacancy = rows[0];
  if (!vacancy) return null;
  return {
    vacancy,
    rows: rows.filter((row): row is RankedVacancyRow & MatchRow => row.candidate_id !== null),
  };
}

/**
 * Beside one vacancy (LATERAL) the list comes in the order of its index, and nobody behind the page is looked at: twenty
 * consents instead of a thousand. The rest of the comparison tells apart who has the position's own score. What else a row
 * shows is looked up by key for each of them (`OFFSET 0` keeps the planner to it): where there are a few thousand people,
 * it would rather read all of them.
 */
const PAGE = `
  WITH v AS (
    SELECT v.id, v.generation, v.cutoff_score IS NOT NULL AS is_cut, v.postcode, ${VACANCY_STATE} AS state, ${RANKING_COLUMNS}, ${WAITING}
      FROM vacancy v WHERE v.id = $1
  ), page AS (
    SELECT m.* FROM v, LATERAL (
      SELECT m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit, m.profile_revision FROM match m
       WHERE m.vacancy_id = v.id AND m.generation = v.generation
         AND ($2::int2 IS NULL
              OR (m.tier, m.score) <= ($2, $3::int2)
                 AND ((m.tier, m.score) < ($2, $3) OR m.candidate_id > $4::uuid))
         AND ${mayBeRanked('m.candidate_id')}
       ORDER BY m.tier DESC, m.score DESC, m.candidate_id LIMIT $5) m
  )
  SELECT v.status, v.revision, v.ranked_revision, v.ranked_versions, v.ranked_at, v.candidate_count,
         v.waiting_profiles, v.waiting_cvs, v.generation, v.is_cut, v.postcode AS vacancy_postcode, v.state, x.*
    FROM v LEFT JOIN (
      SELECT page.candidate_id, page.tier, page.score, page.fit, page.reverse_fit,
             page.profile_revision = p.revision AS is_current, p.revision AS profile_now, c.outward_code,
             c.available_from::text, k.postcode, cv.quality, cv.quality_reasons, cv.confidence
        FROM page
       CROSS JOIN LATERAL (SELECT outward_code, available_from FROM candidate WHERE id = page.candidate_id OFFSET 0) c
       CROSS JOIN LATERAL (SELECT revision, cv_id FROM profile WHERE candidate_id = page.candidate_id OFFSET 0) p
       CROSS JOIN LATERAL (SELECT quality, quality_reasons, confidence FROM cv WHERE id = p.cv_id OFFSET 0) cv
        LEFT JOIN LATERAL (SELECT postcode FROM contact WHERE candidate_id = page.candidate_id OFFSET 0) k ON true
    ) x ON true
   ORDER BY x.tier DESC, x.score DESC, x.candidate_id`;
