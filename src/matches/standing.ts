import { mayBeRanked } from './ranking-index-eligibility.js';

/**
 * SQL of a row that says where one person stands in the stored list of `vacancy v`: tier, score, fit, reverse_fit, rank
 * from 1, and the versions that the list is of. No row: not in the list.
 *
 * @param candidateId an SQL expression, never a value.
 */
export const standingOf = (candidateId: string): string => `
  SELECT * FROM (
    SELECT candidate_id, tier, score, fit, reverse_fit, v.ranked_versions AS versions,
           (row_number() OVER (ORDER BY tier DESC, score DESC, candidate_id))::int AS rank
      FROM match
     WHERE vacancy_id = v.id AND generation = v.generation AND ${mayBeRanked('match.candidate_id')}
  ) listed WHERE listed.candidate_id = ${candidateId}`;
