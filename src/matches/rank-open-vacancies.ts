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

/** Every open vacancy for one person, the best first: tier, then score, both falling, then id. */
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
    .sort(
      (a, b) =>
        b.score.tier - a.score.tier ||
        b.score.score - a.score.score ||
        (a.vacancy.id < b.vacancy.id ? -1 : 1),
    )
    .map((row, n) => ({ ...row, rank: n + 1 }));
}
