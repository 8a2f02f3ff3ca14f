import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { CvStatus } from '../database/generated/enums.js';
import { FORMATS, OUTCOMES } from '../documents/reading.js';
import type { Actor } from '../http/actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { outcomeMessage } from './outcome-message.js';
import {
  presentQuality,
  readingFigures,
  readingQuality,
  type QualityRow,
  type ReadingFigures,
} from './reading-quality.js';
import { cvStatus } from './schema.js';

export const reviewPage = z
  .object({
    items: z.array(
      z.object({
        cvId: z.uuid(),
        candidateId: z.uuid(),
        status: cvStatus,
        outcome: z.enum(OUTCOMES).nullable(),
        format: z.enum(FORMATS),
        quality: readingQuality.nullable(),
        figures: readingFigures.nullable(),
        reason: z.string().meta({ description: 'Why somebody should look at the document, in a sentence.' }),
        receivedAt: z.iso.datetime(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'CvReviews' });

type Page = z.input<typeof reviewPage>;

interface Row extends QualityRow {
  readonly quality_figures: ReadingFigures | null;
  readonly id: string;
  readonly candidate_id: string;
  readonly status: CvStatus;
  readonly outcome: string | null;
  readonly format: string;
  readonly flags: readonly string[];
  readonly received_at: Date;
}

/** SQL for "somebody should look at this document, and nobody has". Said as in the index `cv_to_review_idx`. */
const TO_REVIEW = `reviewed_at IS NULL
   AND (quality = 'doubtful' OR status IN ('unreadable', 'failed') OR 'hidden_text' = ANY (flags))`;
/** Asked of each CV by its person's index (`OFFSET 0` keeps the planner to it): it would rather read all CVs there are. */
const IS_NOT_REPLACED = `NOT EXISTS (
  SELECT 1 FROM cv newer WHERE newer.candidate_id = cv.candidate_id AND newer.status IN ('read', 'ready')
     AND (newer.received_at, newer.id) > (cv.received_at, cv.id) OFFSET 0)`;
const HIDDEN_TEXT_WORDS = 'It has words that nobody who looks at its pages can see.';

/** To the microsecond, as the database keeps it: a `Date` would skip rows. */
const position = z.tuple([z.string().regex(/^\d{1,20}$/), z.uuid()]);

/**
 * CVs whose reading a person should look at, the oldest first: doubtful, unreadable, given up on, or with hidden words.
 * Those that a newer readable CV of the same person has replaced are left out.
 *
 * @throws Problem `invalid_cursor`
 */
export async function listReviews(
  { pool }: Database,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page> {
  const after = decodeCursor('cv-reviews', position, query.cursor);
  const { rows } = await pool.query<Row & { readonly at: string }>({
    name: 'cv-reviews',
    text: `SELECT id, candidate_id, status, outcome, format, flags, quality, quality_reasons, confidence,
                  quality_figures, received_at,
                  (extract(epoch FROM received_at) * 1000000)::bigint::text AS at
             FROM cv
            WHERE ${TO_REVIEW}
              AND ($1::bigint IS NULL OR (received_at, id) > (to_timestamp($1::bigint / 1000000.0), $2::uuid))
              AND ${IS_NOT_REPLACED}
            ORDER BY received_at, id LIMIT $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(presentItem),
    nextCursor: last && rows.length > page.length ? encodeCursor('cv-reviews', [last.at, last.id]) : null,
  };
}

/** How many `listReviews` has in all, counted as far as `most`. */
export async function countReviews({ pool }: Database, most: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'count-cv-reviews',
    text: `SELECT count(*)::int FROM (SELECT 1 FROM cv WHERE ${TO_REVIEW} AND ${IS_NOT_REPLACED} LIMIT $1) owed`,
    values: [most],
  });
  return rows[0]?.count ?? 0;
}

function presentItem(row: Row): Page['items'][number] {
  const quality = presentQuality(row);
  const isRead = row.status === 'ready' || row.status === 'read';
  const doubts = [
    ...(isRead
      ? (quality?.reasons ?? []).map(({ words }) => words)
      : [outcomeMessage(row.status, row.outcome, row.format)]),
    ...(row.flags.includes('hidden_text') ? [HIDDEN_TEXT_WORDS] : []),
  ];
  return {
    cvId: row.id,
    candidateId: row.candidate_id,
    status: row.status,
    outcome: row.outcome as Page['items'][number]['outcome'],
    format: row.format as Page['items'][number]['format'],
    quality,
    figures: row.quality_figures,
    reason: doubts.join(' '),
    receivedAt: row.received_at.toISOString(),
  };
}

/**
 * Takes a CV out of the list: somebody has looked at it. It comes back when another reading says something else.
 *
 * @throws Problem `not_found`
 */
export async function markReviewed({ prisma }: Database, actor: Actor, id: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.cv.updateMany({ where: { id }, data: { reviewedAt: new Date() } });
    if (count === 0) throw new Problem('not_found');
    await appendAudit(tx, { actor, action: 'cv.reviewed', subject: `cv:${id}` });
  });
}
