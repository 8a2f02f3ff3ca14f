import type pg from 'pg';
import type { Requirement } from '../../src/matching/requirement.js';
import { KEPT } from './crowd.js';
import type { Contender } from './harness.js';

/** Something that finds the best for a vacancy its own way. `rank` says how many it found, which must be all asked for. */
export function rival(
  name: string,
  requirements: readonly Requirement[],
  rank: (requirement: Requirement) => Promise<number> | number,
): Contender {
  return {
    name,
    amount: requirements.length,
    async round() {
      for (const requirement of requirements) {
        if ((await rank(requirement)) !== KEPT) throw new RangeError(`${name} found too few`);
      }
      return undefined;
    },
  };
}

/** Weight × strength of shared concepts, summed by a join. */
export async function joinConcepts(client: pg.Client, { criteria }: Requirement): Promise<number> {
  const { rows } = await client.query(
    `SELECT c.candidate_id, sum(c.strength * q.weight) AS score
       FROM bench_concept c JOIN unnest($1::text[], $2::int[]) AS q (concept, weight) USING (concept)
      GROUP BY c.candidate_id ORDER BY score DESC, c.candidate_id LIMIT $3`,
    [criteria.map(({ conceptId }) => conceptId), criteria.map(({ weight }) => weight), KEPT],
  );
  return rows.length;
}

/** PostgreSQL's own rank of a text for the words of the advert. */
export async function searchWords(client: pg.Client, { wording }: Requirement): Promise<number> {
  const { rows } = await client.query(
    `SELECT candidate_id, ts_rank_cd(words, query) AS score FROM bench_words, to_tsquery('simple', $1) AS query
      WHERE words @@ query ORDER BY score DESC, candidate_id LIMIT $2`,
    [wording.map(({ stem }) => `'${stem.replaceAll("'", '')}'`).join(' | '), KEPT],
  );
  return rows.length;
}
