import type { z } from 'zod';
import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import { maskCandidate } from './present-match.js';
import type { Move } from './ranking-moves.js';
import type { vacancyMoves } from './schema.js';

/** What the changes of a vacancy did to the first places of its list, the latest first. @throws Problem `not_found` */
export async function listMoves(
  { pool }: Database,
  vacancyId: string,
): Promise<z.input<typeof vacancyMoves>> {
  const { rows } = await pool.query<{
    generation: number | null;
    revision: number;
    made_at: Date;
    moves: readonly Move[];
  }>(
    `SELECT r.generation, r.revision, r.made_at, r.moves
       FROM vacancy v LEFT JOIN ranking_move r ON r.vacancy_id = v.id
      WHERE v.id = $1 ORDER BY r.generation DESC LIMIT 20`,
    [vacancyId],
  );
  if (rows.length === 0) throw new Problem('not_found');
  return {
    vacancyId,
    items: rows
      .filter(({ generation }) => generation !== null)
      .map(({ revision, made_at: madeAt, moves }) => ({
        revision,
        madeAt: madeAt.toISOString(),
        moves: moves.map(({ candidateId, from, to }) => ({
          candidate: maskCandidate(candidateId),
          from,
          to,
        })),
      })),
  };
}
