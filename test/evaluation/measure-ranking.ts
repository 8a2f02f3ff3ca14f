import {
  averagePrecision,
  bootstrapInterval,
  isRelevant,
  mean,
  ndcg,
  precisionAt,
  reciprocalRank,
} from './metrics.js';

/** Documents of one query, best first. */
export type Ranking = readonly string[];

export interface RankingFigures {
  readonly ndcg10: number;
  readonly map: number;
  readonly mrr: number;
  readonly p5: number;
  readonly ndcg10_ci: readonly [number, number];
}

/**
 * Means over the queries that have at least one relevant document; a query without one says nothing about a ranker.
 *
 * @param rankings ranked document ids per query id; every document of the set must be in every list.
 */
export function measureRankings(
  rankings: ReadonlyMap<string, Ranking>,
  gradeOf: (query: string, document: string) => number,
): RankingFigures {
  const graded = [...rankings].map(([query, ranking]) => ranking.map((document) => gradeOf(query, document)));
  const usable = graded.filter((grades) => grades.some(isRelevant));
  const gains = usable.map((grades) => ndcg(grades));
  return {
    ndcg10: mean(gains),
    map: mean(usable.map(averagePrecision)),
    mrr: mean(usable.map(reciprocalRank)),
    p5: mean(usable.map((grades) => precisionAt(grades))),
    ndcg10_ci: bootstrapInterval(gains),
  };
}

/** Ids by falling score; equal scores by rising id. */
export function rankByScore(scores: ReadonlyMap<string, number>): string[] {
  return [...scores.keys()].sort(
    (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || (a < b ? -1 : a > b ? 1 : 0),
  );
}
