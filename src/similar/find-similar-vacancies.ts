import type { z } from 'zod';
import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import type { Requirement } from '../matching/requirement.js';
import { likenessOf, traitsOfVacancy } from '../matching/similar-traits.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { presentLikeness } from './present-likeness.js';
import type { similarVacancies } from './schema.js';

type View = z.input<typeof similarVacancies>;
type Vacancy = View['items'][number]['vacancy'];

interface Row extends Vacancy {
  /** Without the wording, which likeness does not read. */
  readonly requirement: Pick<Requirement, 'criteria' | 'stage' | 'sector'>;
}

/**
 * The vacancies most like one, open or closed, by the terms of the score, each with what the two share. There are
 * hundreds of vacancies, not hundreds of thousands: all are compared.
 *
 * @throws Problem `not_found`
 */
export async function findSimilarVacancies(
  { pool }: Database,
  taxonomy: Taxonomy,
  vacancyId: string,
  { limit, status }: { limit: number; status?: 'open' | 'closed' | undefined },
): Promise<View> {
  const { rows } = await pool.query<Row>({
    name: 'similar-vacancies',
    text: `SELECT v.id, v.title, e.name AS employer, v.status, v.stage, v.sector, v.contract,
                  v.requirement - 'wording' AS requirement
             FROM vacancy v JOIN employer e ON e.id = v.employer_id
            WHERE v.id = $1 OR $2::vacancy_status IS NULL OR v.status = $2`,
    values: [vacancyId, status ?? null],
  });
  const own = rows.find(({ id }) => id === vacancyId);
  if (!own) throw new Problem('not_found');
  const traits = traitsOfVacancy(own.requirement, taxonomy);
  const items = rows
    .filter((row) => row !== own)
    .map((row) => ({ row, likeness: likenessOf(traits, traitsOfVacancy(row.requirement, taxonomy)) }))
    .sort((a, b) => b.likeness.similarity - a.likeness.similarity || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, limit)
    .map(({ row, likeness }) => ({ vacancy: presentVacancy(row), ...presentLikeness(likeness, taxonomy) }));
  return { vacancyId, items };
}

function presentVacancy({ id, title, employer, status, stage, sector, contract }: Row): Vacancy {
  return { id, title, employer, status, stage, sector, contract };
}
