import { z } from 'zod';
import { presentQuality } from '../cvs/reading-quality.js';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import { presentMiles } from '../places/schema.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { presentRanking } from '../vacancies/ranking-state.js';
import { versionKey, versions } from '../versions.js';
import { isFiltered, requireKnownCriteria } from './filter-values.js';
import { type VacancyMatchesQuery } from './match-filter.js';
import type { OpenVacancies } from './open-vacancies.js';
import { maskCandidate } from './present-match.js';
import { rankOnDemand, type MatchRow } from './rank-on-demand.js';
import type { RankingIndexStore } from './ranking-index-store.js';
import type { vacancyMatches } from './schema.js';
import { readStoredPage, type RankedVacancyRow } from './stored-page.js';
import type { EvidenceCache } from './top-evidence.js';

export interface ListDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  /** This process's own index: for everything that the stored lists do not tell. */
  readonly people: RankingIndexStore;
  readonly evidence: EvidenceCache;
  /** The open vacancies of this process, for ranking them for one person. */
  readonly openVacancies: OpenVacancies;
}

/** Generation, tier, score, id and rank of the last row of the page before. */
const position = z.tuple([z.int(), z.literal([0, 1]), z.int(), z.uuid(), z.int()]);

/**
 * One page of the people ranked for a vacancy: tier, score, then id. From the stored list as far as it goes, in one query;
 * what is deeper or filtered is ranked on demand, by the same numbers. A cursor is good for the list that it comes from.
 *
 * @throws Problem `not_found`, `invalid_cursor`, `list_changed`, or `invalid_request` for a criterion that there is not.
 */
export async function listVacancyMatches(
  dependencies: ListDependencies,
  vacancyId: string,
  query: VacancyMatchesQuery,
): Promise<z.input<typeof vacancyMatches>> {
  const { database, taxonomy } = dependencies;
  requireKnownCriteria(taxonomy, query);
  const after = decodeCursor('vacancy-matches', position, query.cursor);
  const filtered = isFiltered(query);
  const wanted = query.limit + 1;
  const from = after && { tier: after[1], score: after[2], candidateId: after[3] };
  const read = await readStoredPage(database, vacancyId, from, filtered ? 0 : wanted);
  if (read === null) throw new Problem('not_found');
  const { vacancy, rows: stored } = read;
  if (after !== null && after[0] !== vacancy.generation) throw new Problem('list_changed');
  const key = versionKey(versions(taxonomy));
  const isCurrent = vacancy.ranked_revision === vacancy.revision && vacancy.ranked_versions === key;
  const found: (MatchRow & { readonly rank?: number })[] = [...stored];
  let matching: number | null = null;
  if (filtered || (stored.length < wanted && vacancy.is_cut && isCurrent)) {
    const last = stored.at(-1);
    const behind = last ? { tier: last.tier, score: last.score, candidateId: last.candidate_id } : from;
    const { vacancy_postcode: postcode } = vacancy;
    const deeper = await rankOnDemand(
      dependencies,
      vacancyId,
      postcode,
      query,
      behind,
      wanted - stored.length,
    );
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

async function presentRows(
  { database, evidence }: ListDependencies,
  vacancyId: string,
  vacancy: RankedVacancyRow,
  rows: readonly (MatchRow & { readonly rank: number })[],
): Promise<z.input<typeof vacancyMatches>['items']> {
  const pairs = rows.map(({ candidate_id: candidateId, profile_now: revision }) => ({
    vacancyId,
    vacancyState: vacancy.state,
    candidateId,
    profileRevision: revision,
  }));
  const codes = rows.map(({ postcode, outward_code: outwardCode }) => postcode ?? outwardCode);
  const here = vacancy.vacancy_postcode;
  const [shown, places] = await Promise.all([
    evidence.of(database, pairs),
    findPlaces(database.pool, here === null ? [] : [here, ...codes]),
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
          availableFrom: row.available_from,
          distance: presentMiles(milesApart(places, here, codes[n] ?? null)),
        },
        tier: row.tier,
        score: row.score,
        fit: row.fit,
        reverseFit: row.reverse_fit,
        reading: presentQuality(row),
        versions: vacancy.ranked_versions ?? '',
        isCurrent: row.is_current,
        ...evident,
      },
    ];
  });
}
