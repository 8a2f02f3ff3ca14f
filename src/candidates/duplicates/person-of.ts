import { Prisma } from '../../database/generated/client.js';
import type { Transaction } from '../../http/idempotency.js';

/**
 * The record that speaks for a person now: the one itself, or where its merges lead. It is neither merged nor erased
 * until the transaction ends.
 *
 * @returns null: erased.
 */
export async function personOf(tx: Transaction, candidateId: string): Promise<string | null> {
  for (;;) {
    const ends = await tx.$queryRaw<{ id: string }[]>`
      WITH RECURSIVE chain AS (
        SELECT id, merged_into_id FROM candidate WHERE id = ${candidateId}::uuid
        UNION ALL
        SELECT c.id, c.merged_into_id FROM chain JOIN candidate c ON c.id = chain.merged_into_id
      )
      SELECT id FROM chain WHERE merged_into_id IS NULL`;
    const end = ends[0]?.id;
    if (end === undefined) return null;
    // One lock only, so that nobody waits in a circle; another look where a merge came in between.
    const locked = await tx.$queryRaw<{ stands: boolean }[]>`
      SELECT merged_into_id IS NULL AS stands FROM candidate WHERE id = ${end}::uuid FOR KEY SHARE`;
    if (locked[0]?.stands) return end;
  }
}

/** Notes a CV that came in through the link of a merged record, so that undoing the merge takes it back with the others. */
export function noteCvOfMerged(tx: Transaction, candidateId: string, cvId: string): Promise<void> {
  return noteMoved(tx, candidateId, Prisma.sql`moved_cvs = moved_cvs || ${cvId}::uuid`);
}

/** The same for a consent. */
export function noteConsentOfMerged(tx: Transaction, candidateId: string, consentId: string): Promise<void> {
  return noteMoved(tx, candidateId, Prisma.sql`moved_consents = moved_consents || ${consentId}::uuid`);
}

/** In every merge that stands between the record and the one that speaks for the person. */
async function noteMoved(tx: Transaction, candidateId: string, moved: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE chain AS (
      SELECT id, kept_id FROM candidate_merge WHERE merged_id = ${candidateId}::uuid AND undone_at IS NULL
      UNION ALL
      SELECT m.id, m.kept_id FROM chain JOIN candidate_merge m ON m.merged_id = chain.kept_id AND m.undone_at IS NULL
    )
    UPDATE candidate_merge SET ${moved} WHERE id IN (SELECT id FROM chain)`;
}

/**
 * SQL for "this CV was sent as this record": a merge is for staff, and opens or closes nothing for whoever holds a link.
 *
 * @param candidateId an SQL expression, never a value.
 */
export const isCvOf = (candidateId: string): string => isOf('cv', 'moved_cvs', candidateId);

/** The same for a consent `c`. */
export const isConsentOf = (candidateId: string): string => isOf('c', 'moved_consents', candidateId);

const isOf = (row: string, moved: string, candidateId: string): string =>
  `((${row}.candidate_id = ${candidateId}
     OR EXISTS (SELECT 1 FROM candidate_merge m WHERE m.merged_id = ${candidateId} AND m.undone_at IS NULL
                   AND ${row}.id = ANY(m.${moved})))
    AND NOT EXISTS (SELECT 1 FROM candidate_merge m WHERE m.kept_id = ${candidateId} AND m.undone_at IS NULL
                       AND ${row}.id = ANY(m.${moved})))`;

/** Whether a record that is merged now brought this CV into the merge. */
export async function wasSentAs(tx: Transaction, cvId: string, candidateId: string): Promise<boolean> {
  return (
    (await tx.candidateMerge.count({
      where: { mergedId: candidateId, undoneAt: null, movedCvs: { has: cvId } },
    })) > 0
  );
}

/** The record that a CV was sent as, whatever it was merged into since: what its sender may be told of. */
export async function recordOfSender(
  tx: Transaction,
  { id, candidateId }: { readonly id: string; readonly candidateId: string },
): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.merged_id::text AS id FROM candidate_merge m
     WHERE m.undone_at IS NULL AND ${id}::uuid = ANY(m.moved_cvs)
       AND NOT EXISTS (SELECT 1 FROM candidate_merge earlier
                        WHERE earlier.kept_id = m.merged_id AND earlier.undone_at IS NULL
                          AND ${id}::uuid = ANY(earlier.moved_cvs))`;
  return rows[0]?.id ?? candidateId;
}
