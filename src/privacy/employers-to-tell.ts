import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { decodeCursor, encodeCursor, pageQuery } from '../http/cursor.js';
import type { Transaction } from '../http/idempotency.js';
import type { StaffActor } from '../http/named-person.js';
import { Problem } from '../http/problem.js';

const timestamp = z.iso.datetime();

const erasureNotice = z
  .object({
    id: z.uuid(),
    employer: z.string(),
    vacancy: z.string(),
    submittedAt: timestamp,
    erasedAt: timestamp,
    told: z
      .object({ at: timestamp, by: z.string() })
      .nullable()
      .meta({ description: 'Null: they are still to be told.' }),
  })
  .meta({
    id: 'ErasureNotice',
    description: 'An employer to whom somebody was introduced who has been erased since.',
  });

type ErasureNotice = z.output<typeof erasureNotice>;

export const noticeQuery = pageQuery.extend({
  told: z
    .enum(['yes', 'no'])
    .optional()
    .meta({ description: '`no`: those that are still to be told. Default: all.' }),
});

export const noticePage = z.object({ items: z.array(erasureNotice), nextCursor: z.string().nullable() });

/**
 * Notes who was sent the CV of a person who is about to be erased, and so is to be told (UK GDPR, Article 19): all of them,
 * whether or not the law obliges to keep anything. By employer, vacancy and day, from which the employer knows whom it is
 * about; nothing of the person.
 *
 * @returns the employers, each once.
 */
export async function oweNotices(
  tx: Transaction,
  records: readonly string[],
  erasureId: string,
): Promise<readonly string[]> {
  const introductions = await tx.$queryRaw<{ employer: string; vacancy: string; submitted_at: Date }[]>`
    SELECT e.name AS employer, v.title AS vacancy, s.submitted_at
      FROM submission s JOIN vacancy v ON v.id = s.vacancy_id JOIN employer e ON e.id = s.employer_id
     WHERE s.candidate_id = ANY(${[...records]}::uuid[]) ORDER BY s.submitted_at`;
  await tx.erasureNotice.createMany({
    data: introductions.map(({ employer, vacancy, submitted_at: submittedAt }) => ({
      ...{ id: uuidv7(), erasureId, employer, vacancy, submittedAt },
    })),
  });
  return [...new Set(introductions.map(({ employer }) => employer))];
}

interface NoticeRow {
  readonly id: string;
  readonly employer: string;
  readonly vacancy: string;
  readonly submitted_at: Date;
  readonly erased_at: Date;
  readonly told_at: Date | null;
  readonly told_by: string;
}

const NOTICES = `
  SELECT n.id, n.employer, n.vacancy, n.submitted_at, e.erased_at, n.told_at,
         coalesce(s.name, 'a former colleague') AS told_by
    FROM erasure_notice n JOIN erasure e ON e.id = n.erasure_id LEFT JOIN staff s ON s.id = n.told_by_id`;

/** Those that are owed, the oldest erasure first, then those that were told within 90 days. */
export async function listNotices({ pool }: Pick<Database, 'pool'>): Promise<ErasureNotice[]> {
  const { rows } = await pool.query<NoticeRow>(
    `${NOTICES} WHERE n.told_at IS NULL OR n.told_at > now() - interval '90 days'
      ORDER BY n.told_at DESC NULLS FIRST, e.erased_at, n.id LIMIT 200`,
  );
  return rows.map(presentNotice);
}

/** All of them, or those that were told or not, the oldest first. @throws Problem `invalid_cursor` */
export async function pageNotices(
  { pool }: Pick<Database, 'pool'>,
  { limit, cursor, told }: z.output<typeof noticeQuery>,
): Promise<z.input<typeof noticePage>> {
  const after = decodeCursor('erasure-notices', z.tuple([z.uuid()]), cursor);
  const { rows } = await pool.query<NoticeRow>(
    `${NOTICES} WHERE ($1::boolean IS NULL OR (n.told_at IS NOT NULL) = $1) AND ($2::uuid IS NULL OR n.id > $2)
      ORDER BY n.id LIMIT $3`,
    [told === undefined ? null : told === 'yes', after?.[0] ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(presentNotice),
    nextCursor: last && rows.length > limit ? encodeCursor('erasure-notices', [last.id]) : null,
  };
}

function presentNotice({ submitted_at, erased_at, told_at, told_by, ...notice }: NoticeRow): ErasureNotice {
  return {
    ...notice,
    submittedAt: submitted_at.toISOString(),
    erasedAt: erased_at.toISOString(),
    told: told_at && { at: told_at.toISOString(), by: told_by },
  };
}

/** Writes down that an employer was told. Twice is fine. @throws Problem `not_found` */
export async function noteEmployerTold(tx: Transaction, actor: StaffActor, id: string): Promise<void> {
  const [told] = await tx.erasureNotice.updateManyAndReturn({
    where: { id, toldAt: null },
    data: { toldAt: new Date(), toldById: actor.staffId },
  });
  if (told)
    await appendAudit(tx, {
      actor,
      action: 'erasure.employer_told',
      subject: `erasure:${told.erasureId}`,
      facts: { noticeId: id },
    });
  else if ((await tx.erasureNotice.count({ where: { id } })) === 0) throw new Problem('not_found');
}
