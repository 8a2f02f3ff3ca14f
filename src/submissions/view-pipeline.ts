import { z } from 'zod';
import { presentQuality, type QualityRow } from '../cvs/reading-quality.js';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { maskCandidate } from '../matches/present-match.js';
import { mayBeRanked } from '../matches/ranking-index-eligibility.js';
import { STAGES, type PipelineStage } from './pipeline-stages.js';

/** Somebody on their way to a post, as a board shows them. */
export interface PipelineCard {
  readonly id: string;
  readonly revision: number;
  readonly stage: PipelineStage;
  /** The record that speaks for the person now. */
  readonly candidate: { readonly id: string; readonly reference: string };
  /** Place and score in the list as it is now, in hundredths; null: not in the stored list. */
  readonly rank: number | null;
  readonly score: number | null;
  /** How far the CV can be relied on that the score is of. */
  readonly reading: ReturnType<typeof presentQuality>;
  /** The move that led to this stage. */
  readonly last: { readonly at: string; readonly by: string; readonly reason: string | null };
  /** Whole days in this stage. */
  readonly days: number;
  readonly unanswered: number;
  /** False: they do not let us keep their data any more, and can only be taken out. */
  readonly mayBeKept: boolean;
}

export interface Pipeline {
  readonly counts: Readonly<Record<PipelineStage, number>>;
  readonly cards: readonly PipelineCard[];
  /** Where the next page of one stage begins; null: there is none, or more than one stage was asked for. */
  readonly nextCursor: string | null;
}

interface Wanted {
  /** Cards of each stage, the newest first. */
  readonly perStage: number;
  readonly stage?: PipelineStage | undefined;
  readonly cursor?: string | undefined;
}

interface Row extends QualityRow {
  readonly id: string;
  readonly revision: number;
  readonly stage: PipelineStage;
  readonly person_id: string;
  readonly rank: number | null;
  readonly score: number | null;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
  readonly days: number;
  readonly unanswered: number;
  readonly may_be_kept: boolean;
}

/** Who is considered for a vacancy, by stage, beside what the list says of them now. @throws Problem `invalid_cursor` */
export async function viewPipeline(
  { pool }: Database,
  vacancyId: string,
  { perStage, stage, cursor }: Wanted,
): Promise<Pipeline> {
  const after = decodeCursor('pipeline', z.tuple([z.uuid()]), cursor);
  const [counted, { rows }] = await Promise.all([
    pool.query<{ stage: PipelineStage; people: number }>(
      'SELECT stage, count(*)::int AS people FROM candidacy WHERE vacancy_id = $1 GROUP BY stage',
      [vacancyId],
    ),
    pool.query<Row>(CARDS, [vacancyId, perStage + 1, stage ?? null, after?.[0] ?? null]),
  ]);
  const people = new Map(counted.rows.map((row) => [row.stage, row.people]));
  const counts = Object.fromEntries(STAGES.map((one) => [one, people.get(one) ?? 0]));
  const shown = STAGES.flatMap((one) => rows.filter((row) => row.stage === one).slice(0, perStage));
  const last = shown.at(-1);
  const hasMore = stage !== undefined && rows.length > perStage;
  return {
    counts: counts as Record<PipelineStage, number>,
    cards: shown.map(cardOf),
    nextCursor: hasMore && last ? encodeCursor('pipeline', [last.id]) : null,
  };
}

function cardOf(row: Row): PipelineCard {
  const { id, revision, stage, rank, score, days, unanswered } = row;
  return {
    ...{ id, revision, stage, rank, score, days, unanswered },
    reading: presentQuality(row),
    mayBeKept: row.may_be_kept,
    candidate: maskCandidate(row.person_id),
    last: { at: row.at.toISOString(), by: row.by, reason: row.reason },
  };
}

const CARDS = `
  WITH listed AS (
    SELECT candidate_id, score::int AS score,
           (row_number() OVER (ORDER BY tier DESC, score DESC, candidate_id))::int AS rank
      FROM match JOIN vacancy v ON v.id = match.vacancy_id AND v.generation = match.generation
     WHERE match.vacancy_id = $1 AND ${mayBeRanked('match.candidate_id')}
  ), shown AS (
    SELECT *, row_number() OVER (PARTITION BY stage ORDER BY id DESC) AS place
      FROM candidacy
     WHERE vacancy_id = $1 AND ($3::text IS NULL OR stage = $3) AND ($4::uuid IS NULL OR id < $4)
  )
  SELECT c.id, c.revision, c.stage, person.id AS person_id, listed.rank, listed.score, m.at,
         CASE WHEN m.by_id IS NULL THEN 'the candidate' ELSE coalesce(staff.name, 'a former colleague') END AS by,
         m.reason, floor(extract(epoch FROM now() - m.at) / 86400)::int AS days,
         (SELECT count(*)::int FROM question q
           WHERE q.candidate_id = person.id AND q.vacancy_id = $1 AND q.answered_at IS NULL) AS unanswered,
         ${mayBeRanked('person.id')} AS may_be_kept, cv.quality, cv.quality_reasons, cv.confidence
    FROM shown c
    JOIN candidacy_move m ON m.candidacy_id = c.id AND m.revision = c.revision
    LEFT JOIN staff ON staff.id = m.by_id
    CROSS JOIN LATERAL (
      WITH RECURSIVE chain AS (
        SELECT id, merged_into_id FROM candidate WHERE id = c.candidate_id
        UNION ALL
        SELECT n.id, n.merged_into_id FROM chain JOIN candidate n ON n.id = chain.merged_into_id
      ) SELECT id FROM chain WHERE merged_into_id IS NULL
    ) person
    LEFT JOIN listed ON listed.candidate_id = person.id
    LEFT JOIN profile ON profile.candidate_id = person.id
    LEFT JOIN cv ON cv.id = profile.cv_id
   WHERE c.place <= $2
   ORDER BY c.id DESC`;
