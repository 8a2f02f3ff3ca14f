import type pg from 'pg';
import type { Features } from '../matching/features.js';
import { scoreMatch, type Score } from '../matching/score.js';
import {
  catchUp,
  VACANCY_STATE,
  type OpenVacancies,
  type OpenVacancy,
  type VacancyState,
} from './open-vacancies.js';

export interface RankedVacancy {
  /** Place among all open vacancies, from 1. */
  readonly rank: number;
  readonly vacancy: OpenVacancy & VacancyState;
  readonly score: Score;
}

/** Where a vacancy stands in a person's list: tier, score, id. */
export type Position = readonly [tier: 0 | 1, score: number, vacancyId: string];

export const positionOf = ({ vacancy, score }: Omit<RankedVacancy, 'rank'>): Position => [
  score.tier,
  score.score,
  vacancy.id,
];

/** The best first: tier, then score, both falling, then id. Negative: `a` stands before `b`. */
export function compareStanding(a: Position, b: Position): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

/** Every open vacancy for one person, as `compareStanding` puts them. */
export async function rankOpenVacancies(
  pool: pg.Pool,
  kept: OpenVacancies,
  features: Features,
): Promise<readonly RankedVacancy[]> {
  const { rows } = await pool.query<VacancyState>({
    name: 'open-vacancies',
    text: `SELECT id, ${VACANCY_STATE} AS state FROM vacancy WHERE status = 'open'`,
  });
  await catchUp(pool, kept, rows);
  return rows
    .flatMap(({ id }) => kept.get(id) ?? [])
    .map((vacancy) => ({ vacancy, score: scoreMatch(features, vacancy.requirement) }))
    .sort((a, b) => compareStanding(positionOf(a), positionOf(b)))
    .map((row, n) => ({ ...row, rank: n + 1 }));
}
