import type { Database } from '../database/client.js';
import { Prisma } from '../database/generated/client.js';
import { Problem } from '../http/problem.js';
import { DUE, DUE_RECORDS, ENDED, NOT_HELD } from './due-records.js';
import { erasePerson } from './erase-person.js';
import { finishErasures, type ErasureWork, type Unfinished } from './finish-erasures.js';
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

export interface AppliedRetention extends RetentionReport {
  /** Erasures that could not be finished now, and people who could not be erased: owed until the next round. */
  readonly unfinished: readonly Unfinished[];
}

/** What one statement about records that are due says: how many. */
type Ask = (sql: string, values?: unknown[]) => Promise<number>;

/** Values of a statement of DUE_RECORDS. */
function daysOf(recordClass: RecordClass): number[] {
  const days = RETENTION.find((rule) => rule.recordClass === recordClass)?.days ?? 0;
  return days === 0 ? [] : [days];
}

/** What applying the rules now would do. Changes nothing. */
export async function previewRetention({ pool }: Pick<Database, 'pool'>): Promise<RetentionReport> {
  const count: Ask = async (sql, values = []) =>
    (await pool.query<{ n: number }>(`SELECT count(*)::int AS n ${sql}`, values)).rows[0]?.n ?? 0;
  const due = (recordClass: keyof typeof DUE_RECORDS): Promise<number> =>
    count(DUE_RECORDS[recordClass], daysOf(recordClass));
  return {
    setApart: await count(
      `FROM candidate c WHERE ${ENDED} AND ${NOT_HELD}
          AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.candidate_id = c.id)`,
    ),
    released: await count(
      `FROM quarantine q JOIN candidate c ON c.id = q.candidate_id WHERE NOT (${ENDED}) OR NOT (${NOT_HELD})`,
    ),
    removed: {
      person: await count(DUE),
      conduct_record: await due('conduct_record'),
      message: await due('message'),
      evidence_opening: await due('evidence_opening'),
      dbs_certificate: await due('dbs_certificate'),
      cv_batch: await due('cv_batch'),
    },
    held: await count(`FROM candidate c WHERE ${ENDED} AND NOT (${NOT_HELD})`),
  };
}

/** Applies the rules: sets people apart, releases them, erases whoever's time is over, and removes what is old. */
export async function applyRetention(
  work: ErasureWork & { readonly database: Database },
): Promise<AppliedRetention> {
  const { pool } = work.database;
  const changed: Ask = async (sql, values = []) => (await pool.query(sql, values)).rowCount ?? 0;
  const remove = (recordClass: keyof typeof DUE_RECORDS): Promise<number> =>
    changed(`DELETE ${DUE_RECORDS[recordClass]}`, daysOf(recordClass));
  const { held } = await previewRetention(work.database);
  const released = await changed(
    `DELETE FROM quarantine USING candidate c
      WHERE c.id = quarantine.candidate_id AND (NOT (${ENDED}) OR NOT (${NOT_HELD}))`,
  );
  const erased = await eraseWhoIsDue(work.database);
  const { unfinished } = await finishErasures(work);
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
      person: erased.people,
      conduct_record: await remove('conduct_record'),
      message: await remove('message'),
      evidence_opening: await remove('evidence_opening'),
      // Nothing refers to the file any more, so the sweep of storage removes it.
      dbs_certificate: await changed(
        `UPDATE compliance_check SET storage_key = NULL WHERE id IN (SELECT r.id ${DUE_RECORDS.dbs_certificate})`,
        daysOf('dbs_certificate'),
      ),
      cv_batch: await remove('cv_batch'),
    },
    held,
    unfinished: [...erased.unfinished, ...unfinished],
  };
}

/** One who cannot be erased keeps nobody else from it. */
async function eraseWhoIsDue({
  pool,
  prisma,
}: Database): Promise<{ people: number; unfinished: readonly Unfinished[] }> {
  const { rows } = await pool.query<{ id: string }>(`SELECT c.id ${DUE} ORDER BY q.erase_after LIMIT 1000`);
  const unfinished: Unfinished[] = [];
  let people = 0;
  for (const { id } of rows) {
    try {
      people += (await eraseIfStillDue(prisma, id)) ? 1 : 0;
    } catch (error) {
      unfinished.push({ id, error });
    }
  }
  return { people, unfinished };
}

/** Another look with the person locked: they may have agreed again, or been put under hold, a moment ago. */
function eraseIfStillDue(prisma: Database['prisma'], id: string): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM candidate WHERE id = ${id}::uuid FOR UPDATE`;
    const due = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM candidate c WHERE c.id = ${id}::uuid AND ${Prisma.raw(ENDED)}`;
    if (due.length === 0) return false;
    try {
      await erasePerson(tx, 'system', id, 'retention');
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'legal_hold') return false;
      throw error;
    }
  });
}
