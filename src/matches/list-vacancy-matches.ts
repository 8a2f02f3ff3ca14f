import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { PageSpan } from '../documents/reading.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { explainMatch } from '../matching/explain.js';
import type { Features } from '../matching/features.js';
import type { Requirement } from '../matching/requirement.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../understanding/criteria.js';
import type { Profile } from '../understanding/profile.js';
import { presentRanking, RANKING_COLUMNS, WAITING, type RankingRow } from '../vacancies/ranking-state.js';
import { vacancyText } from '../vacancies/vacancy-text.js';
import { versionKey, versions } from '../versions.js';
import { maskCandidate, presentTop } from './present-match.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { vacancyMatches } from './schema.js';

/** In each row; the vacancy's words only in the first. */
interface VacancyColumns extends RankingRow {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
}

interface MatchColumns {
  readonly rank: number;
  readonly candidate_id: string;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverse_fit: number;
  readonly versions: string;
  readonly is_current: boolean;
  readonly outward_code: string | null;
  readonly profile: Profile;
  readonly features: Features;
  readonly text: string;
  readonly pages: readonly PageSpan[];
}

type Row = VacancyColumns & (MatchColumns | { readonly candidate_id: null });

const position = z.tuple([z.literal([0, 1]), z.int(), z.uuid()]);

/**
 * One page of the people ranked for a vacancy, in rank order (tier, score, then id), in one query: the generation, the
 * state of the ranking and the rows belong together. Evidence is worked out from the stored profile and text.
 *
 * @throws Problem `not_found` or `invalid_cursor`.
 */
export async function listVacancyMatches(
  { pool }: Database,
  taxonomy: Taxonomy,
  vacancyId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof vacancyMatches>> {
  const after = decodeCursor('vacancy-matches', position, cursor);
  const { rows } = await pool.query<Row>({
    name: 'vacancy-matches',
    text: PAGE,
    values: [vacancyId, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
  });
  const vacancy = rows[0];
  if (!vacancy) throw new Problem('not_found');
  const matches = rows.filter((row): row is VacancyColumns & MatchColumns => row.candidate_id !== null);
  const items = matches.slice(0, limit);
  const last = items.at(-1);
  return {
    vacancyId,
    ranking: presentRanking(vacancy, versionKey(versions(taxonomy))),
    items: items.map((row) => presentRow(row, vacancy, taxonomy)),
    nextCursor:
      last && matches.length > limit
        ? encodeCursor('vacancy-matches', [last.tier, last.score, last.candidate_id])
        : null,
  };
}

function presentRow(
  row: VacancyColumns & MatchColumns,
  { requirement, reading, ...words }: VacancyColumns,
  taxonomy: Taxonomy,
): z.input<typeof vacancyMatches>['items'][number] {
  const { profile, features, text, pages } = row;
  const explanation = explainMatch({
    features,
    requirement,
    profile,
    cvText: text,
    reading,
    vacancyText: vacancyText(words),
    taxonomy,
  });
  return {
    rank: row.rank,
    candidate: maskCandidate(row.candidate_id),
    facts: {
      stage: profile.stage.stage,
      registration: profile.registration.state,
      outwardCode: row.outward_code,
    },
    tier: row.tier,
    score: row.score,
    fit: row.fit,
    reverseFit: row.reverse_fit,
    versions: row.versions,
    isCurrent: row.is_current,
    ...presentTop(explanation, { text, pages }),
  };
}

const PAGE = `
  WITH v AS (
    SELECT v.id, v.generation, ${RANKING_COLUMNS}, v.title, e.name AS employer, v.description, v.reading, v.requirement,
           ${WAITING}
      FROM vacancy v JOIN employer e ON e.id = v.employer_id WHERE v.id = $1
  ), ranked AS (
    SELECT m.*, v.ranked_versions AS versions, (row_number() OVER (ORDER BY m.tier DESC, m.score DESC, m.candidate_id))::int AS rank
      FROM match m JOIN v ON m.vacancy_id = v.id AND m.generation = v.generation
     WHERE ${mayBeRanked('m.candidate_id')}
  ), page AS (
    SELECT * FROM ranked
     WHERE $2::int IS NULL
        OR (tier, score) < ($2, $3::int) OR ((tier, score) = ($2, $3) AND candidate_id > $4::uuid)
     ORDER BY rank LIMIT $5
  )
  SELECT v.status, v.revision, v.ranked_revision, v.ranked_versions, v.ranked_at, v.candidate_count,
         v.waiting_profiles, v.waiting_cvs,
         CASE WHEN lag(x.rank) OVER up IS NULL THEN v.title END AS title,
         CASE WHEN lag(x.rank) OVER up IS NULL THEN v.employer END AS employer,
         CASE WHEN lag(x.rank) OVER up IS NULL THEN v.description END AS description,
         CASE WHEN lag(x.rank) OVER up IS NULL THEN v.reading END AS reading,
         CASE WHEN lag(x.rank) OVER up IS NULL THEN v.requirement END AS requirement, x.*
    FROM v LEFT JOIN (
      SELECT page.rank, page.candidate_id, page.tier, page.score, page.fit, page.reverse_fit, page.versions,
             page.profile_revision = p.revision AS is_current,
             c.outward_code, p.profile, p.features, t.text, t.pages
        FROM page
        JOIN candidate c ON c.id = page.candidate_id
        JOIN profile p ON p.candidate_id = page.candidate_id
        JOIN cv_text t ON t.cv_id = p.cv_id
    ) x ON true
  WINDOW up AS (ORDER BY x.rank)
   ORDER BY x.rank`;
