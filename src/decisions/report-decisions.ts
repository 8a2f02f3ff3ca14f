import { z } from 'zod';
import type { Database } from '../database/client.js';
import { faultyField } from '../http/problem.js';
import { day } from '../http/text.js';
import { decisionSigns, SIGNS, type MadeDecision } from './decision-signs.js';
import { shownView, staffNames } from './what-was-shown.js';

const count = z.int().min(0);

export const decisionReport = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    staff: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        decisions: count,
        turnedDown: count,
        turnedDownUnopened: count.meta({ description: 'Without ever having opened the evidence.' }),
        opened: count,
        medianSeconds: count.nullable().meta({ description: 'From opening the evidence to deciding.' }),
        within10Seconds: count,
        pairs: count.meta({ description: 'Somebody taken beside somebody turned down, for one vacancy.' }),
        pairsAsRanked: count,
        byProgram: count.meta({ description: 'Made by a program with an API key of theirs.' }),
        undone: count.meta({ description: 'Decisions taken back.' }),
        signs: z.array(z.enum(SIGNS)).meta({ description: 'To talk about; said from 20 cases on.' }),
      }),
    ),
  })
  .meta({ id: 'DecisionReport' });

/** Days that one report may cover. */
const MOST_DAYS = 731;
const DAY = 86_400_000;

export const reportQuery = z.strictObject({
  from: day
    .optional()
    .meta({ description: `Default: 90 days before the end. At most ${MOST_DAYS} days before it.` }),
  to: day.optional().meta({ description: 'The last day; default: today.' }),
});

interface Row {
  readonly by_id: string;
  readonly vacancy_id: string;
  readonly taken: boolean;
  readonly by_program: boolean;
  readonly shown: unknown;
}

/**
 * How each member of staff has decided, by the moves that took somebody on or turned them down. Days are UTC.
 *
 * @throws Problem `invalid_request` for more days than one report covers.
 */
export async function reportDecisions(
  database: Database,
  query: z.output<typeof reportQuery>,
): Promise<z.input<typeof decisionReport>> {
  const to = query.to ?? new Date().toISOString().slice(0, 10);
  const from = query.from ?? new Date(Date.parse(to) - 90 * DAY).toISOString().slice(0, 10);
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY) {
    throw faultyField('from', `Choose a day at most ${MOST_DAYS} days before the last one.`);
  }
  const span = [from, to];
  const { rows } = await database.pool.query<Row>(
    `SELECT m.by_id, c.vacancy_id, m."to" = 'shortlisted' AS taken, m.api_key_id IS NOT NULL AS by_program, m.shown
       FROM candidacy_move m JOIN candidacy c ON c.id = m.candidacy_id
      WHERE m.by_id IS NOT NULL AND NOT m.is_undo AND m."to" IN ('shortlisted', 'rejected_by_agency')
        AND m.at >= $1::date AND m.at < $2::date + 1`,
    span,
  );
  const undone = await database.pool.query<{ by_id: string; undone: number }>(
    `SELECT by_id, count(*)::int AS undone FROM candidacy_move
      WHERE is_undo AND at >= $1::date AND at < $2::date + 1 GROUP BY by_id`,
    span,
  );
  const undoneBy = new Map(undone.rows.map((row) => [row.by_id, row.undone]));
  const byProgram = (staffId: string): number =>
    rows.filter((row) => row.by_program && row.by_id === staffId).length;
  const byStaff = new Map<string, MadeDecision[]>();
  for (const decision of rows.map(decisionOf)) {
    const theirs = byStaff.get(decision.staffId);
    if (theirs) theirs.push(decision);
    else byStaff.set(decision.staffId, [decision]);
  }
  const names = await staffNames(database, [...byStaff.keys()]);
  const staff = [...byStaff].map(([id, decisions]) => ({
    id,
    name: names.get(id) ?? 'a former colleague',
    ...decisionSigns(decisions),
    byProgram: byProgram(id),
    undone: undoneBy.get(id) ?? 0,
  }));
  return {
    from,
    to,
    staff: staff
      .sort((a, b) => b.decisions - a.decisions || a.id.localeCompare(b.id))
      .map(({ signs, ...rest }) => ({ ...rest, signs: [...signs] })),
  };
}

function decisionOf({ by_id: staffId, vacancy_id: vacancyId, taken, shown }: Row): MadeDecision {
  const { rank, opened } = shownView.parse(shown);
  return { staffId, vacancyId, taken, rank, secondsOnRecord: opened?.secondsBefore ?? null };
}
