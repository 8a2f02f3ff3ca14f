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
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import type { Place } from '../places/place.js';
import { presentMiles } from '../places/schema.js';
import { vacancyText } from '../vacancies/vacancy-text.js';
import { maskCandidate, presentTop } from './present-match.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { candidateMatches } from './schema.js';

type Item = z.input<typeof candidateMatches>['items'][number];

/** The person's own columns stand in the first row only; the vacancy's are null when nothing ranks them. */
interface Row {
  readonly profile: Profile | null;
  readonly features: Features | null;
  readonly text: string | null;
  readonly pages: readonly PageSpan[] | null;
  readonly postcode: string | null;
  readonly vacancy_id: string | null;
}

interface MatchColumns {
  readonly vacancy_id: string;
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly stage: Item['vacancy']['stage'];
  readonly sector: Item['vacancy']['sector'];
  readonly contract: Item['vacancy']['contract'];
  readonly vacancy_postcode: string | null;
  readonly reading: VacancyReading;
  readonly requirement: Requirement;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverse_fit: number;
  readonly versions: string;
  readonly is_current: boolean;
}

interface Person {
  readonly profile: Profile;
  readonly features: Features;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly postcode: string | null;
}

const position = z.tuple([z.literal([0, 1]), z.int(), z.uuid()]);

/**
 * One page of the open vacancies that a person is ranked for, the best first (tier, score, then id), in one query.
 *
 * @throws Problem `not_found` or `invalid_cursor`.
 */
export async function listCandidateMatches(
  { pool }: Database,
  taxonomy: Taxonomy,
  candidateId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof candidateMatches>> {
  const after = decodeCursor('candidate-matches', position, cursor);
  const { rows } = await pool.query<Row | (Row & MatchColumns)>({
    name: 'candidate-matches',
    text: PAGE,
    values: [candidateId, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
  });
  const first = rows[0];
  if (!first) throw new Problem('not_found');
  const matches = rows.filter((row): row is Row & MatchColumns => row.vacancy_id !== null);
  const { profile, features, text, pages, postcode } = first;
  const person =
    profile && features && text !== null && pages ? { profile, features, text, pages, postcode } : null;
  const items = matches.slice(0, limit);
  const places = await findPlaces(pool, [postcode, ...items.map((row) => row.vacancy_postcode)]);
  const last = items.at(-1);
  return {
    candidate: maskCandidate(candidateId),
    items: person ? items.map((row) => presentRow(row, person, places, taxonomy)) : [],
    nextCursor:
      last && matches.length > limit
        ? encodeCursor('candidate-matches', [last.tier, last.score, last.vacancy_id])
        : null,
  };
}

function presentRow(
  row: MatchColumns,
  { profile, features, text, pages, postcode }: Person,
  places: ReadonlyMap<string, Place>,
  taxonomy: Taxonomy,
): Item {
  const { requirement, reading, title, employer, stage, sector, contract, tier, score, fit } = row;
  const explanation = explainMatch({
    features,
    requirement,
    profile,
    cvText: text,
    reading,
    vacancyText: vacancyText(row),
    taxonomy,
  });
  return {
    vacancy: { id: row.vacancy_id, title, employer, stage, sector, contract },
    distance: presentMiles(milesApart(places, postcode, row.vacancy_postcode)),
    tier,
    score,
    fit,
    reverseFit: row.reverse_fit,
    versions: row.versions,
    isCurrent: row.is_current,
    ...presentTop(explanation, { text, pages }),
  };
}

const PAGE = `
  WITH page AS (
    SELECT v.id AS vacancy_id, v.title, e.name AS employer, v.description, v.stage, v.sector, v.contract, v.postcode AS vacancy_postcode, v.reading,
           v.requirement, m.tier, m.score, m.fit, m.reverse_fit, v.ranked_versions AS versions, m.profile_revision,
           row_number() OVER (ORDER BY m.tier DESC, m.score DESC, v.id) AS place
      FROM match m
      JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation AND v.status = 'open'
      JOIN employer e ON e.id = v.employer_id
     WHERE m.candidate_id = $1 AND ${mayBeRanked('m.candidate_id')}
       AND ($2::int IS NULL
            OR (m.tier, m.score) < ($2, $3::int) OR ((m.tier, m.score) = ($2, $3) AND v.id > $4::uuid))
     ORDER BY place LIMIT $5
  )
  SELECT CASE WHEN coalesce(page.place, 1) = 1 THEN p.profile END AS profile,
         CASE WHEN coalesce(page.place, 1) = 1 THEN p.features END AS features,
         CASE WHEN coalesce(page.place, 1) = 1 THEN t.text END AS text,
         CASE WHEN coalesce(page.place, 1) = 1 THEN t.pages END AS pages,
         coalesce(k.postcode, c.outward_code) AS postcode, page.*, page.profile_revision = p.revision AS is_current
    FROM candidate c
    LEFT JOIN contact k ON k.candidate_id = c.id
    LEFT JOIN profile p ON p.candidate_id = c.id
    LEFT JOIN cv_text t ON t.cv_id = p.cv_id
    LEFT JOIN page ON true
   WHERE c.id = $1
   ORDER BY page.place`;
