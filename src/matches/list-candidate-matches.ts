import { z } from 'zod';
import { presentQuality, type QualityRow } from '../cvs/reading-quality.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import type { Features } from '../matching/features.js';
import { findPlaces } from '../places/find-places.js';
import { milesApart } from '../places/miles-between.js';
import type { Place } from '../places/place.js';
import { presentMiles } from '../places/schema.js';
import { versionKey, versions } from '../versions.js';
import { isFiltered } from './filter-values.js';
import type { ListDependencies } from './list-vacancy-matches.js';
import { isReadBy } from './open-vacancies.js';
import { maskCandidate } from './present-match.js';
import { compareStanding, rankOpenVacancies, positionOf, type RankedVacancy } from './rank-open-vacancies.js';
import { mayBeRanked } from './ranking-index-eligibility.js';
import type { candidateMatches } from './schema.js';
import { passes, vacanciesWith, type CandidateMatchesQuery } from './vacancy-filter.js';

type Page = z.input<typeof candidateMatches>;

interface Person extends QualityRow {
  readonly revision: string | null;
  readonly features: Features | null;
  readonly is_current: boolean | null;
  readonly may_be_ranked: boolean;
  readonly postcode: string | null;
}

const position = z.tuple([z.literal([0, 1]), z.int(), z.uuid()]);

/**
 * One page of the open vacancies for a person, the best first (tier, score, then id). Every open vacancy is scored as it
 * stands, so the list is as deep as there are vacancies, whether or not the person is among the first 1,000 of each.
 *
 * @throws Problem `not_found` or `invalid_cursor`.
 */
export async function listCandidateMatches(
  dependencies: ListDependencies,
  candidateId: string,
  query: CandidateMatchesQuery,
): Promise<Page> {
  const { database } = dependencies;
  const after = decodeCursor('candidate-matches', position, query.cursor);
  const person = await loadPerson(dependencies, candidateId);
  const empty = { candidate: maskCandidate(candidateId), matching: null, items: [], nextCursor: null };
  if (person.features === null || person.revision === null || !person.may_be_ranked) return empty;
  const ranked = await rankOpenVacancies(database.pool, dependencies.openVacancies, person.features);
  const named = await vacanciesWith(database, query);
  const placesOf = (rows: readonly RankedVacancy[]) =>
    findPlaces(database.pool, [person.postcode, ...rows.map(({ vacancy }) => vacancy.postcode)]);
  const known = query.withinMiles === undefined ? null : await placesOf(ranked);
  const found = ranked.filter(
    ({ vacancy, score }) =>
      named?.has(vacancy.id) !== false && passes(query, vacancy, score, known ?? new Map(), person.postcode),
  );
  const start = after === null ? 0 : found.findIndex((row) => compareStanding(positionOf(row), after) > 0);
  const page = start < 0 ? [] : found.slice(start, start + query.limit);
  const last = page.at(-1);
  return {
    candidate: maskCandidate(candidateId),
    matching: isFiltered(query) ? found.length : null,
    items: await presentPage(
      dependencies,
      { ...person, id: candidateId, revision: person.revision },
      page,
      known ?? (await placesOf(page)),
    ),
    nextCursor:
      last && found.length > start + page.length ? encodeCursor('candidate-matches', positionOf(last)) : null,
  };
}

async function loadPerson(
  { database: { pool }, taxonomy }: ListDependencies,
  candidateId: string,
): Promise<Person> {
  const current = versions(taxonomy);
  const { rows } = await pool.query<Person>({
    name: 'person-to-rank',
    text: `SELECT p.revision, p.features, p.taxonomy_version = $2 AND p.understanding_version = $3 AS is_current,
                  ${mayBeRanked('$1::uuid')} AS may_be_ranked, coalesce(k.postcode, c.outward_code) AS postcode,
                  cv.quality, coalesce(cv.quality_reasons, '{}') AS quality_reasons, cv.confidence
             FROM candidate c LEFT JOIN contact k ON k.candidate_id = c.id
             LEFT JOIN profile p ON p.candidate_id = c.id LEFT JOIN cv ON cv.id = p.cv_id WHERE c.id = $1`,
    values: [candidateId, current.taxonomy, current.understanding],
  });
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

async function presentPage(
  { database, taxonomy, evidence }: ListDependencies,
  person: Person & { readonly id: string; readonly revision: string },
  page: readonly RankedVacancy[],
  places: ReadonlyMap<string, Place>,
): Promise<Page['items']> {
  const current = versions(taxonomy);
  const pairs = page.map(({ vacancy: { id: vacancyId, state: vacancyState } }) => ({
    vacancyId,
    vacancyState,
    candidateId: person.id,
    profileRevision: person.revision,
  }));
  const shown = await evidence.of(database, pairs);
  return page.flatMap(({ rank, vacancy, score }, n) => {
    const top = shown[n];
    // The profile or the vacancy was replaced between two queries: the row is there again in a moment.
    if (!top) return [];
    const { id, title, employer, stage, sector, contract, state } = vacancy;
    return [
      {
        rank,
        vacancy: { id, title, employer, stage, sector, contract },
        distance: presentMiles(milesApart(places, person.postcode, vacancy.postcode)),
        tier: score.tier,
        score: score.score,
        fit: score.fit,
        reverseFit: score.reverseFit,
        reading: presentQuality(person),
        versions: versionKey(current),
        isCurrent: isReadBy(current, state) && person.is_current === true,
        categories: top.categories,
        gates: top.gates,
        evidence: top.evidence,
        openQuestions: top.openQuestions,
      },
    ];
  });
}
