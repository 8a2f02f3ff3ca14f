import type { QualityRow } from '../cvs/reading-quality.js';
import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import { entriesOf } from '../matching/ranking-index.js';
import type { Position } from '../matching/rank-slots.js';
import type { Requirement } from '../matching/requirement.js';
import { isFiltered } from './filter-values.js';
import { slotFilterOf, type VacancyMatchesQuery } from './match-filter.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { RankingIndexStore } from './ranking-index-store.js';

/** One person's row of a vacancy's list. */
export interface MatchRow extends QualityRow {
  readonly candidate_id: string;
  readonly tier: 0 | 1;
  readonly score: number;
  readonly fit: number;
  readonly reverse_fit: number;
  readonly is_current: boolean;
  /** Revision of the profile as it stands. */
  readonly profile_now: string;
  readonly postcode: string | null;
  readonly outward_code: string | null;
  /** As in 2027-01-31. */
  readonly available_from: string | null;
}

/**
 * Rows that no stored list has: those behind a place in the order, or those that a filter lets through, with the number of
 * all who take part.
 *
 * @throws Problem `not_found`
 */
export async function rankOnDemand(
  { database, people }: { readonly database: Database; readonly people: RankingIndexStore },
  vacancyId: string,
  postcode: string | null,
  query: VacancyMatchesQuery,
  after: Position | null,
  limit: number,
): Promise<{ readonly size: number; readonly rows: readonly (MatchRow & { rank: number })[] }> {
  const [filter, { requirement }] = await Promise.all([
    isFiltered(query) ? slotFilterOf(database, query, postcode) : undefined,
    loadRequirement(database, vacancyId),
    people.refresh(database.pool),
  ]);
  const { index } = people;
  const options = {
    ...(filter && { filter }),
    ...(after && { after }),
  };
  const ranked = index.rankSlots(requirement, limit, options);
  const entries = entriesOf(ranked);
  const ids = entries.map(({ candidateId }) => candidateId);
  const places = index.placesOf(requirement, ids);
  const { rows } = await database.pool.query<
    Pick<
      MatchRow,
      'candidate_id' | 'profile_now' | 'postcode' | 'outward_code' | 'available_from' | keyof QualityRow
    >
  >({
    name: 'people-of-a-page',
    text: `SELECT p.candidate_id, p.revision AS profile_now, k.postcode, c.outward_code, c.available_from::text,
                  cv.quality, cv.quality_reasons, cv.confidence
             FROM profile p JOIN candidate c ON c.id = p.candidate_id JOIN cv ON cv.id = p.cv_id
             LEFT JOIN contact k ON k.candidate_id = c.id
            WHERE p.candidate_id = ANY ($1::uuid[]) AND ${mayBeRanked('p.candidate_id')}`,
    values: [ids],
  });
  const known = new Map(rows.map((row) => [row.candidate_id, row]));
  return {
    size: ranked.size,
    rows: entries.flatMap(({ candidateId, tier, score, fit, reverseFit }, n) => {
      const row = known.get(candidateId);
      const rank = places[n];
      if (!row || rank === null || rank === undefined) return [];
      return [{ ...row, tier, score, fit, reverse_fit: reverseFit, is_current: true, rank }];
    }),
  };
}

/**
 * Ids of those whom the filters let through, best first: the order that pages of the filtered list have.
 *
 * @throws Problem `not_found`
 */
export async function filteredOrder(
  { database, people }: { readonly database: Database; readonly people: RankingIndexStore },
  vacancyId: string,
  query: VacancyMatchesQuery,
  limit: number,
): Promise<readonly string[]> {
  const { requirement, postcode } = await loadRequirement(database, vacancyId);
  const [filter] = await Promise.all([
    slotFilterOf(database, query, postcode),
    people.refresh(database.pool),
  ]);
  return people.index.rank(requirement, limit, { filter }).map(({ candidateId }) => candidateId);
}

async function loadRequirement(
  { pool }: Database,
  vacancyId: string,
): Promise<{ readonly requirement: Requirement; readonly postcode: string | null }> {
  const { rows } = await pool.query<{ requirement: Requirement; postcode: string | null }>(
    'SELECT requirement, postcode FROM vacancy WHERE id = $1',
    [vacancyId],
  );
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}
