import { actAs } from '../database/act-as.js';
import type { Database } from '../database/client.js';
import { MONITORING_QUESTIONS, QUESTION_NAMES, type MonitoringQuestion } from './monitoring-questions.js';
import { selectionRatios, type GroupRatio } from './selection-ratios.js';

/** `top`: among the first of a ranked list. `shortlisted`: taken on by a person, of those who were taken on or turned down. */
export const STEPS = ['top', 'shortlisted'] as const;
export type Step = (typeof STEPS)[number];

export interface SelectionOptions {
  /** How many places from the top of a list count as taken. */
  readonly top: number;
  /** Vacancies of this stage or sector alone; null: all. */
  readonly stage: string | null;
  readonly sector: string | null;
}

export interface SelectionReport {
  readonly vacancies: number;
  /** Lists of which only the first 1,000 places are stored; who stands deeper is not counted. */
  readonly cutLists: number;
  readonly steps: readonly {
    readonly step: Step;
    readonly questions: readonly {
      readonly question: MonitoringQuestion;
      readonly groups: readonly GroupRatio[];
    }[];
  }[];
}

interface Row {
  readonly step: Step;
  readonly question: MonitoringQuestion;
  readonly group: string;
  readonly considered: number;
  readonly taken: number;
}

/**
 * Selection rates by group, from what people chose to say for equality monitoring and nothing else. The rows of single
 * persons are read by a role of its own and do not leave this function. Considered in a list is whoever has a place in it
 * that no gate of law speaks against: the rest are not in the running for the post.
 */
export async function reportSelection(
  { prisma }: Database,
  { top, stage, sector }: SelectionOptions,
): Promise<SelectionReport> {
  return prisma.$transaction((tx) =>
    actAs(tx, 'ot_match_monitoring', async () => {
      const lists = await tx.$queryRaw<{ vacancies: number; cut: number }[]>`
        SELECT count(*)::int AS vacancies, count(cutoff_score)::int AS cut FROM vacancy
         WHERE status = 'open' AND generation > 0
           AND (${stage}::text IS NULL OR stage = ${stage}) AND (${sector}::text IS NULL OR sector = ${sector})`;
      const rows = await tx.$queryRaw<Row[]>`
        WITH RECURSIVE record AS (
          SELECT id, id AS person FROM candidate WHERE merged_into_id IS NULL
          UNION ALL
          SELECT c.id, r.person FROM record r JOIN candidate c ON c.merged_into_id = r.id
        ), said AS (
          SELECT DISTINCT ON (r.person, a.question) r.person, a.question, a.answer
            FROM monitoring_answer a JOIN record r ON r.id = a.candidate_id
           ORDER BY r.person, a.question, a.answered_at DESC
        ), wanted AS (
          SELECT id, generation, status FROM vacancy
           WHERE (${stage}::text IS NULL OR stage = ${stage}) AND (${sector}::text IS NULL OR sector = ${sector})
        ), place AS (
          SELECT m.candidate_id, row_number() OVER (
                   PARTITION BY m.vacancy_id ORDER BY m.tier DESC, m.score DESC, m.candidate_id) AS place
            FROM wanted v JOIN match m ON m.vacancy_id = v.id AND m.generation = v.generation
           WHERE v.status = 'open' AND m.tier = 1
        ), ranked AS (
          SELECT candidate_id AS person, count(*)::int AS considered,
                 (count(*) FILTER (WHERE place <= ${top}))::int AS taken
            FROM place GROUP BY candidate_id
        ), moved AS (
          SELECT r.person, c.vacancy_id, bool_or(m."to" = 'shortlisted') AS taken
            FROM candidacy c JOIN wanted v ON v.id = c.vacancy_id JOIN record r ON r.id = c.candidate_id
            JOIN candidacy_move m ON m.candidacy_id = c.id
             AND m."to" IN ('shortlisted', 'rejected_by_agency') AND NOT m.is_undo AND m.by_id IS NOT NULL
           GROUP BY r.person, c.vacancy_id
        ), decided AS (
          SELECT person, count(*)::int AS considered, (count(*) FILTER (WHERE taken))::int AS taken
            FROM moved GROUP BY person
        )
        SELECT 'top' AS step, s.question, s.answer AS "group", d.considered, d.taken
          FROM ranked d JOIN said s ON s.person = d.person
        UNION ALL
        SELECT 'shortlisted', s.question, s.answer, d.considered, d.taken
          FROM decided d JOIN said s ON s.person = d.person`;
      const steps = STEPS.map((step) => ({
        step,
        questions: QUESTION_NAMES.map((question) => ({
          question,
          groups: selectionRatios(
            rows.filter((row) => row.step === step && row.question === question),
            MONITORING_QUESTIONS[question],
          ),
        })),
      }));
      return { vacancies: lists[0]?.vacancies ?? 0, cutLists: lists[0]?.cut ?? 0, steps };
    }),
  );
}
