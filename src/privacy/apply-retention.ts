import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import { erasePerson } from './erase-person.js';
import { finishErasures, type ErasureWork } from './finish-erasures.js';
import { QUARANTINE_DAYS, RETENTION, type RecordClass } from './retention-rules.js';

/** Counts by class of record. */
export interface RetentionReport {
  /** People who would be, or were, set apart. */
  readonly setApart: number;
  /** Back among the others, since they agreed again or are held. */
  readonly released: number;
  readonly removed: Readonly<Record<RecordClass, number>>;
  /** People due to go who are under legal hold. */
  readonly held: number;
}

const daysOf = (recordClass: RecordClass): number =>
  RETENTION.find((rule) => rule.recordClass === recordClass)?.days ?? 0;

/** SQL for "no record of this person is under legal hold", however many merges made them one. `c` is the candidate who speaks. */
const NOT_HELD = `NOT EXISTS (
  WITH RECURSIVE record AS (
    SELECT c.id
    UNION ALL
    SELECT r.id FROM record JOIN candidate r ON r.merged_into_id = record.id
  )
  SELECT 1 FROM record JOIN legal_hold h ON h.candidate_id = record.id WHERE h.lifted_at IS NULL)`;
const MAY_BE_KEPT = `EXISTS (
  SELECT 1 FROM consent k WHERE k.candidate_id = c.id AND k.scope = 'keep' AND k.withdrawn_at IS NULL
     AND (k.expires_at IS NULL OR k.expires_at > now()))`;
/** Without a keeping consent now, and speaking for themselves. */
const ENDED = `c.merged_into_id IS NULL AND NOT ${MAY_BE_KEPT}`;
const DUE = `FROM quarantine q JOIN candidate c ON c.id = q.candidate_id WHERE q.erase_after <= now() AND ${ENDED}`;

/** Checks with a certificate's scan whose time is over. $1: days. */
const DUE_CERTIFICATES = `FROM compliance_check k WHERE k.kind = 'dbs' AND k.storage_key IS NOT NULL
   AND k.filed_at < now() - make_interval(days => $1)
   AND NOT EXISTS (
     WITH RECURSIVE chain AS (
       SELECT id, merged_into_id FROM candidate WHERE id = k.candidate_id
       UNION ALL
       SELECT n.id, n.merged_into_id FROM chain JOIN candidate n ON n.id = chain.merged_into_id
     )
     SELECT 1 FROM chain c WHERE c.merged_into_id IS NULL AND NOT (${NOT_HELD}))`;

/** What applying the rules now would do. Changes nothing. */
export async function previewRetention({ pool }: Pick<Database, 'pool'>): Promise<RetentionReport> {
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await pool.query<{ n: number }>(`SELECT count(*)::int AS n ${sql}`, values)).rows[0]?.n ?? 0;
  return {
    setApart: await count(
      `FROM candidate c WHERE ${ENDED} AND ${NOT_HELD}
          AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.candidate_id = c.id)`,
    ),
    released: await count(
      `FROM quarantine q JOIN candidate c ON c.id = q.candidate_id WHERE NOT (${ENDED}) OR NOT (${NOT_HELD})`,
    ),
    removed: {
      person: await count(`${DUE} AND ${NOT_HELD}`),
      conduct_record: await count('FROM conduct_record WHERE keep_until <= now()'),
      message: await count(`FROM message WHERE created_at < now() - make_interval(days => $1)`, [
        daysOf('message'),
      ]),
      evidence_opening: await count(`FROM evidence_opening WHERE at < now() - make_interval(days => $1)`, [
        daysOf('evidence_opening'),
      ]),
      dbs_certificate: await count(DUE_CERTIFICATES, [daysOf('dbs_certificate')]),
      cv_batch: await count(`FROM cv_batch WHERE created_at < now() - make_interval(days => $1)`, [
        daysOf('cv_batch'),
      ]),
    },
    held: await count(`FROM candidate c WHERE ${ENDED} AND NOT (${NOT_HELD})`),
  };
}

/** Applies the rules: sets people apart, releases them, erases whoever's time is over, and removes what is old. */
export async function applyRetention(
  work: ErasureWork & { readonly database: Database },
): Promise<RetentionReport> {
  const { pool, prisma } = work.database;
  const changed = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await pool.query(sql, values)).rowCount ?? 0;
  const { held } = await previewRetention(work.database);
  const released = await changed(
    `DELETE FROM quarantine USING candidate c
      WHERE c.id = quarantine.candidate_id AND (NOT (${ENDED}) OR NOT (${NOT_HELD}))`,
  );
  const due = await pool.query<{ id: string }>(
    `SELECT c.id ${DUE} AND ${NOT_HELD} ORDER BY q.erase_after LIMIT 1000`,
  );
  let person = 0;
  for (const { id } of due.rows) person += (await eraseIfStillDue(prisma, id)) ? 1 : 0;
  await finishErasures(work);
  const setApart = await changed(
    `INSERT INTO quarantine (candidate_id, erase_after)
     SELECT c.id, now() + make_interval(days => $1) FROM candidate c
      WHERE ${ENDED} AND ${NOT_HELD} ON CONFLICT DO NOTHING`,
    [QUARANTINE_DAYS],
  );
  return {
    setApart,
    released,
    removed: {
      person,
      conduct_record: await changed('DELETE FROM conduct_record WHERE keep_until <= now()'),
      message: await changed(`DELETE FROM message WHERE created_at < now() - make_interval(days => $1)`, [
        daysOf('message'),
      ]),
      evidence_opening: await changed(
        `DELETE FROM evidence_opening WHERE at < now() - make_interval(days => $1)`,
        [daysOf('evidence_opening')],
      ),
      // Nothing refers to the file any more, so the sweep of storage removes it.
      dbs_certificate: await changed(
        `UPDATE compliance_check SET storage_key = NULL WHERE id IN (SELECT k.id ${DUE_CERTIFICATES})`,
        [daysOf('dbs_certificate')],
      ),
      cv_batch: await changed(`DELETE FROM cv_batch WHERE created_at < now() - make_interval(days => $1)`, [
        daysOf('cv_batch'),
      ]),
    },
    held,
  };
}

/** Another look with the person locked: they may have agreed again, or been put under hold, a moment ago. */
function eraseIfStillDue(prisma: Database['prisma'], id: string): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ due: boolean }[]>`
      SELECT merged_into_id IS NULL AND NOT EXISTS (
               SELECT 1 FROM consent k WHERE k.candidate_id = c.id AND k.scope = 'keep' AND k.withdrawn_at IS NULL
                  AND (k.expires_at IS NULL OR k.expires_at > now())) AS due
        FROM candidate c WHERE id = ${id}::uuid FOR UPDATE`;
    if (rows[0]?.due !== true) return false;
    try {
      await erasePerson(tx, 'system', id, 'retention');
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'legal_hold') return false;
      throw error;
    }
  });
}
