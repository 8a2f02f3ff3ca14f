import { pageQuery } from '../http/cursor.js';
import type { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Score } from '../matching/score.js';
import { milesApart } from '../places/miles-between.js';
import type { Place } from '../places/place.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS } from '../understanding/profile.js';
import { anyOf, flag, gateStates, miles, words } from './filter-values.js';
import type { OpenVacancy } from './open-vacancies.js';

/** What the list of a person's vacancies can be narrowed down by. */
export const candidateMatchesQuery = pageQuery.extend({
  withinMiles: miles('Only posts so near, in a straight line; none whose postcode is unknown.'),
  stage: anyOf(STAGES, 'Only posts at one of these stages.'),
  sector: anyOf(SECTORS, 'Only posts in one of these sectors.'),
  contract: anyOf(CONTRACTS, 'Only posts of one of these contracts, or that do not say.'),
  gates: gateStates,
  lawful: flag('true: only posts that the law does not keep the person from, as far as the CV tells.'),
  text: words('Only vacancies whose text has these words; "quoted words" stand together, -word excludes.'),
});

export type CandidateMatchesQuery = z.output<typeof candidateMatchesQuery>;

/** Ids of the open vacancies that have the words; null where no words are asked for. */
export async function vacanciesWith(
  { pool }: Database,
  { text }: CandidateMatchesQuery,
): Promise<ReadonlySet<string> | null> {
  if (text === undefined) return null;
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM vacancy WHERE status = 'open'
        AND to_tsvector('english', title || ' ' || description) @@ websearch_to_tsquery('english', $1)`,
    [text],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether a vacancy and the person's score for it pass. A gate that the vacancy does not have is passed. */
export function passes(
  { stage, sector, contract, gates, lawful, withinMiles }: CandidateMatchesQuery,
  vacancy: OpenVacancy,
  score: Score,
  places: ReadonlyMap<string, Place>,
  home: string | null,
): boolean {
  if (stage && !(vacancy.stage !== null && stage.includes(vacancy.stage))) return false;
  if (sector && !(vacancy.sector !== null && sector.includes(vacancy.sector))) return false;
  if (contract && vacancy.contract !== null && !contract.includes(vacancy.contract)) return false;
  if (lawful !== undefined && score.tier !== (lawful === 'true' ? 1 : 0)) return false;
  const differs = gates?.some(({ gate, state }) =>
    score.gates.some((found) => found.gate === gate && found.state !== state),
  );
  if (differs) return false;
  if (withinMiles === undefined) return true;
  const distance = milesApart(places, home, vacancy.postcode);
  return distance !== null && distance.tenths <= withinMiles * 10;
}
