import { z } from 'zod';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import { presentMiles } from '../places/schema.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { presentRanking, RANKING_COLUMNS, WAITING, type RankingRow } from '../vacancies/ranking-state.js';
import { versionKey, versions } from '../versions.js';
import { isFiltered, type VacancyMatchesQuery } from './match-filter.js';
import { maskCandidate } from './present-match.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import { rankOnDemand, type MatchRow } from './rank-on-demand.js';
import type { RankingIndexStore } from './ranking-index-store.js';
import type { vacancyMatches } from './schema.js';
import type { EvidenceCache, ExplainedVacancy } from './top-evidence.js';

export interface ListDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  /** This process's own index: for everything that the stored lists do not tell. */
  readonly people: RankingIndexStore;
  readonly evidence: EvidenceCache;
}

interface VacancyRow extends RankingRow {
  readonly generation: number;
  readonly is_cut: boolean;
  readonly vacancy_postcode: string | null;
}

type Row = VacancyRow & (MatchRow | { readonly candidate_id: null });

/** Generation, tier, score, id and rank of the last row of the page before. */
const position = z.tuple([z.int(), z.literal([0, 1]), z.int(), z.uuid(), z.int()]);

/**
 * One page of the people ranked for a vacancy: tier, score, then id. From the stored list as far as it goes, in one query;
 * what is deeper or filtered is ranked on demand, by the same numbers. A cursor is good for the list that it comes from.
 *
 * @throws Problem `not_found`, `invalid_cursor` or `list_changed`.
 */
export async function listVacancyMatches(
  dependencies: ListDependencies,
  vacancyId: string,
  query: VacancyMatchesQuery,
): Promise<z.input<typeof vacancyMatches>> {
  const { database, taxonomy } = dependencies;
  const after = decodeCursor('vacancy-matches', position, query.cursor);
  const filtered = isFiltered(query);
  const wanted = query.limit + 1;
  const { rows } = await database.pool.query<Row>({
    name: 'vacancy-matches',
    text: PAGE,
    values: [vacancyId, after?.[1] ?? null, after?.[2] ?? null, after?.[3] ?? null, filtered ? 0 : wanted],
  });
  const vacancy = rows[0];
  if (!vacancy) throw new Problem('not_found');
  if (after !== null && after[0] !== vacancy.generation) throw new Problem('list_changed');
  const stored = rows.filter((row): row is VacancyRow & MatchRow => row.candidate_id !== null);
  const key = versionKey(versions(taxonomy));
  const isCurrent = vacancy.ranked_revision === vacancy.revision && vacancy.ranked_versions === key;
  const found: (MatchRow & { readonly rank?: number })[] = [...stored];
  let matching: number | null = null;
  if (filtered || (stored.length < wanted && vacancy.is_cut && isCurrent)) {
    const last = stored.at(-1);
    const from =
      last === undefined
        ? after && { tier: after[1], score: after[2], candidateId: after[3] }
        : { tier: last.tier, score: last.score, candidateId: last.candidate_id };
    const { vacancy_postcode: postcode } = vacancy;
    const deeper = await rankOnDemand(dependencies, vacancyId, postcode, query, from, wanted - stored.length);
    found.push(...deeper.rows);
    if (filtered) matching = deeper.size;
  }
  const first = (after?.[4] ?? 0) + 1;
  const page = found.slice(0, query.limit).map((row, n) => ({ ...row, rank: row.rank ?? first + n }));
  const last = page.at(-1);
  return {
    vacancyId,
    ranking: presentRanking(vacancy, key),
    matching,
    items: await presentRows(dependencies, vacancyId, vacancy, page),
    nextCursor:
      last && found.length > query.limit
        ? encodeCursor('vacancy-matches', [
            vacancy.generation,
            last.tier,
            last.score,
            last.candidate_id,
            last.rank,
          ])
        : null,
  };
}

async function loadExplained({ pool }: Database, vacancyId: string): Promise<ExplainedVacancy> {
  const { rows } = await pool.query<ExplainedVacancy>({
    name: 'vacancy-to-explain',
    text: `SELECT v.title, e.name AS employer, v.description, v.reading, v.requirement
             FROM vacancy v JOIN employer e ON e.id = v.employer_id WHERE v.id = $1`,
    values: [vacancyId],
  });
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

async function presentRows(
  { database, evidence }: ListDependencies,
  vacancyId: string,
  vacancy: VacancyRow,
  rows: readonly (MatchRow & { readonly rank: number })[],
): Promise<z.input<typeof vacancyMatches>['items']> {
  const pairs = rows.map(({ candidate_id: candidateId, profile_now: revision }) => ({
    vacancyId,
    vacancyRevision: vacancy.revision,
    candidateId,
    profileRevision: revision,
  }));
  const codes = rows.map(({ postcode, outward_code: outwardCode }) => postcode ?? outwardCode);
  const [shown, places] = await Promise.all([
    evidence.of(database, pairs, () => loadExplained(database, vacancyId)),
    findPlaces(database.pool, [vacancy.vacancy_postcode, ...codes]),
  ]);
  return rows.flatMap((row, n) => {
    const top = shown[n];
    // Their profile was replaced between two queries: they are on the page again in a moment.
    if (!top) return [];
    const { stage, registration, ...evident } = top;
    return [
      {
        rank: row.rank,
        candidate: maskCandidate(row.candidate_id),
        facts: {
          stage,
          registration,
          outwardCode: row.outward_code,
          distance: presentMiles(milesApart(places, vacancy.vacancy_postcode, codes[n] ?? null)),
        },
        tier: row.tier,
        score: row.score,
        fit: row.fit,
        reverseFit: row.reverse_fit,
        versions: vacancy.ranked_versions ?? '',
        isCurrent: row.is_current,
        ...evident,
      },
    ];
  });
}

/** The row comparison lets the index begin at the position; the rest tells apart who has the position's own score. */
const PAGE = `
  WITH v AS (
    SELECT v.id, v.generation, v.cutoff_score IS NOT NULL AS is_cut, v.postcode, ${RANKING_COLUMNS}, ${WAITING}
      FROM vacancy v WHERE v.id = $1
  ), page AS (
    SELECT m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit, m.profile_revision
      FROM v JOIN match m ON m.vacancy_id = v.id AND m.generation = v.generation
     WHERE ($2::int2 IS NULL
            OR (m.tier, m.score) <= ($2, $3::int2)
               AND ((m.tier, m.score) < ($2, $3) OR m.candidate_id > $4::uuid))
       AND ${mayBeRanked('m.candidate_id')}
     ORDER BY m.tier DESC, m.score DESC, m.candidate_id LIMIT $5
  )
  SELECT v.status, v.revision, v.ranked_revision, v.ranked_versions, v.ranked_at, v.candidate_count,
         v.waiting_profiles, v.waiting_cvs, v.generation, v.is_cut, v.postcode AS vacancy_postcode, x.*
    FROM v LEFT JOIN (
      SELECT page.candidate_id, page.tier, page.score, page.fit, page.reverse_fit,
             page.profile_revision = p.revision AS is_current, p.revision AS profile_now, c.outward_code, k.postcode
        FROM page
        JOIN candidate c ON c.id = page.candidate_id
        LEFT JOIN contact k ON k.candidate_id = page.candidate_id
        JOIN profile p ON p.candidate_id = page.candidate_id
    ) x ON true
   ORDER BY x.tier DESC, x.score DESC, x.candidate_id`;
