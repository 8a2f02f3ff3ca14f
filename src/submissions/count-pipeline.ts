import type { Database } from '../database/client.js';
import { STAGES, WAY, type PipelineStage } from './pipeline-stages.js';

export interface FunnelStep {
  readonly stage: (typeof WAY)[number];
  /** How many came at least this far, whether they are still on their way or not. */
  readonly reached: number;
  /** How many stand there now. */
  readonly now: number;
}

export interface VacancyCounts {
  readonly id: string;
  readonly title: string;
  readonly employer: string;
  readonly isOpen: boolean;
  readonly movedAt: string;
  readonly counts: Readonly<Partial<Record<PipelineStage, number>>>;
}

/** How far the candidacies came that began within so many days. */
export async function countFunnel({ pool }: Database, days: number): Promise<readonly FunnelStep[]> {
  const { rows } = await pool.query<{
    stage: PipelineStage;
    left_from: PipelineStage | null;
    people: number;
  }>(
    `SELECT c.stage, m."from" AS left_from, count(*)::int AS people
       FROM candidacy c
       LEFT JOIN candidacy_move m ON m.candidacy_id = c.id AND m.revision = c.revision AND NOT c.stage = ANY ($2)
      WHERE c.created_at > now() - make_interval(days => $1)
      GROUP BY 1, 2`,
    [days, WAY],
  );
  const placeOf = (stage: PipelineStage | null): number =>
    Math.max(
      WAY.findIndex((one) => one === stage),
      0,
    );
  return WAY.map((stage, place) => {
    const sum = (of: typeof rows): number => of.reduce((all, { people }) => all + people, 0);
    return {
      stage,
      // Whoever is out came as far as the stage that they left; a way out taken at once is the beginning.
      reached: sum(rows.filter((row) => placeOf(row.left_from ?? row.stage) >= place)),
      now: sum(rows.filter((row) => row.stage === stage)),
    };
  });
}

const MOST_VACANCIES = 100;

/** Vacancies with people on their way, the one moved last first, with how many stand where. At most 100. */
export async function countByVacancy({ pool }: Database, days: number): Promise<readonly VacancyCounts[]> {
  const { rows } = await pool.query<{
    id: string;
    title: string;
    employer: string;
    open: boolean;
    moved_at: Date;
    counts: Record<string, number>;
  }>(
    `SELECT v.id, v.title, e.name AS employer, v.status = 'open' AS open, t.moved_at, t.counts
       FROM (SELECT vacancy_id, max(moved_at) AS moved_at, jsonb_object_agg(stage, people) AS counts
               FROM (SELECT vacancy_id, stage, max(updated_at) AS moved_at, count(*)::int AS people
                       FROM candidacy GROUP BY 1, 2) by_stage
              GROUP BY 1) t
       JOIN vacancy v ON v.id = t.vacancy_id
       JOIN employer e ON e.id = v.employer_id
      WHERE t.moved_at > now() - make_interval(days => $1)
      ORDER BY t.moved_at DESC, v.id LIMIT $2`,
    [days, MOST_VACANCIES],
  );
  return rows.map(({ open, moved_at: movedAt, counts, ...vacancy }) => ({
    ...vacancy,
    isOpen: open,
    movedAt: movedAt.toISOString(),
    counts: Object.fromEntries(STAGES.map((stage) => [stage, counts[stage] ?? 0])),
  }));
}
