import type { Database } from '../../database/client.js';
import { dayInLondon, daysBetween } from '../../london-day.js';

/** What waits to be looked at in a vacancy. */
export interface Attention {
  /** People among the first twenty of the list whose CV came within the last seven days. */
  readonly newNearTheTop: number;
  /** Answers of people to what they were asked about this vacancy, of the last seven days. */
  readonly answers: number;
  /** People who were shortlisted and neither put forward nor turned down since. */
  readonly shortlisted: number;
  /** Days in the United Kingdom until it closes: 0 is today; null: no date. */
  readonly closesInDays: number | null;
}

interface Row {
  readonly id: string;
  readonly new_near_the_top: number;
  readonly answers: number;
  readonly shortlisted: number;
  readonly closes_at: Date | null;
}

/** What needs attention, by vacancy. */
export async function attentionOf(
  { pool }: Database,
  vacancyIds: readonly string[],
  now = new Date(),
): Promise<ReadonlyMap<string, Attention>> {
  const { rows } = await pool.query<Row>({
    name: 'attention-of-vacancies',
    text: `SELECT v.id, v.closes_at, t.new_near_the_top,
                  (SELECT count(*)::int FROM question q
                    WHERE q.vacancy_id = v.id AND q.answered_at > now() - interval '7 days') AS answers,
                  (SELECT count(*)::int FROM candidacy c
                    WHERE c.vacancy_id = v.id AND c.stage = 'shortlisted') AS shortlisted
             FROM vacancy v, LATERAL (
               SELECT count(*) FILTER (WHERE cv.received_at > now() - interval '7 days')::int AS new_near_the_top
                 FROM (SELECT candidate_id FROM match
                        WHERE vacancy_id = v.id AND generation = v.generation
                        ORDER BY tier DESC, score DESC, candidate_id LIMIT 20) top
                 JOIN profile p ON p.candidate_id = top.candidate_id
                 JOIN cv ON cv.id = p.cv_id) t
            WHERE v.id = ANY ($1::uuid[])`,
    values: [vacancyIds],
  });
  const today = dayInLondon(now);
  return new Map(
    rows.map(({ id, new_near_the_top: newNearTheTop, answers, shortlisted, closes_at: closesAt }) => [
      id,
      {
        ...{ newNearTheTop, answers, shortlisted },
        closesInDays: closesAt && daysBetween(today, dayInLondon(closesAt)),
      },
    ]),
  );
}
