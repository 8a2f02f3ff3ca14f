import type pg from 'pg';

/** One person's places before and after a change of the vacancy; null: not among the first thousand. */
export interface Move {
  readonly candidateId: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** So many of the first places, old and new, are compared. */
const COMPARED = 50;

const placesIn = (generation: string): string => `
  SELECT candidate_id, (row_number() OVER (ORDER BY tier DESC, score DESC, candidate_id))::int AS place
    FROM match WHERE vacancy_id = $1 AND generation = ${generation}`;

/**
 * Keeps what a change of the vacancy did to the first places of its list. To be called when the new list is written and
 * the old one not yet deleted, in the transaction that flips the pointer.
 */
export async function rememberMoves(
  client: pg.ClientBase,
  {
    id,
    generation,
    revision,
  }: { readonly id: string; readonly generation: number; readonly revision: number },
): Promise<void> {
  await client.query(
    `WITH old AS (${placesIn('$2')}), new AS (${placesIn('$2 + 1')})
     INSERT INTO ranking_move (vacancy_id, generation, revision, moves)
     SELECT $1, $2 + 1, $3,
            coalesce(jsonb_agg(jsonb_build_object('candidateId', candidate_id, 'from', old.place, 'to', new.place)
                               ORDER BY new.place, old.place, candidate_id), '[]')
       FROM old FULL JOIN new USING (candidate_id)
      WHERE old.place <= $4 OR new.place <= $4
     ON CONFLICT (vacancy_id, generation) DO NOTHING`,
    [id, generation, revision, COMPARED],
  );
}
