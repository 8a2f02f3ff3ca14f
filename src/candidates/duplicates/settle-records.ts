import type { Transaction } from '../../http/idempotency.js';
import type { OwedJob } from '../../queue/queue.js';

/** Both records, locked, in the same order everywhere; null for one that has been erased. */
export async function lockPair(
  tx: Transaction,
  ids: readonly [string, string],
): Promise<ReadonlyMap<string, { readonly mergedIntoId: string | null }>> {
  const rows = await tx.$queryRaw<{ id: string; merged_into_id: string | null }[]>`
    SELECT id, merged_into_id FROM candidate WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  return new Map(rows.map((row) => [row.id, { mergedIntoId: row.merged_into_id }]));
}

/**
 * Gives CVs to another record. Whoever is working on one of them writes nothing more, since its epoch is another, and
 * the work is owed again.
 *
 * @param ids null: all of them.
 */
export async function moveCvs(
  tx: Transaction,
  { from, to, ids }: { from: string; to: string; ids: readonly string[] | null },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE cv SET candidate_id = ${to}::uuid, epoch = epoch + 1, lease_until = NULL, worker = NULL
     WHERE candidate_id = ${from}::uuid AND (${ids}::uuid[] IS NULL OR id = ANY(${ids}::uuid[]))
    RETURNING id`;
  return rows.map(({ id }) => id);
}

export async function moveConsents(
  tx: Transaction,
  { from, to, ids }: { from: string; to: string; ids: readonly string[] | null },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE consent SET candidate_id = ${to}::uuid
     WHERE candidate_id = ${from}::uuid AND (${ids}::uuid[] IS NULL OR id = ANY(${ids}::uuid[]))
    RETURNING id`;
  return rows.map(({ id }) => id);
}

/**
 * After CVs have moved: a profile that was read from a CV of another record goes, and each record's newest readable CV is
 * owed an understanding where it is not the one that its profile comes from, or where either person has put anything right:
 * what they say counts for whichever record speaks for them. The same bytes and versions make the same
 * profile, so what is made again is what was there.
 *
 * @returns the jobs that are owed; the rows say so too.
 */
export async function settleProfiles(tx: Transaction, ids: readonly [string, string]): Promise<OwedJob[]> {
  const pair = [...ids];
  await tx.$executeRaw`
    DELETE FROM profile p USING cv
     WHERE cv.id = p.cv_id AND p.candidate_id = ANY(${pair}::uuid[]) AND cv.candidate_id <> p.candidate_id`;
  await tx.$executeRaw`
    WITH RECURSIVE tree AS (
      SELECT unnest(${pair}::uuid[]) AS id
      UNION SELECT c.id FROM tree JOIN candidate c ON c.merged_into_id = tree.id
    ), newest AS (
      SELECT DISTINCT ON (candidate_id) id FROM cv
       WHERE candidate_id = ANY(${pair}::uuid[]) AND status IN ('read', 'ready')
       ORDER BY candidate_id, received_at DESC, id DESC
    )
    UPDATE cv SET status = 'read', detail = NULL, attempts = 0, epoch = epoch + 1, lease_until = NULL, worker = NULL
      FROM newest
     WHERE cv.id = newest.id AND cv.status = 'ready'
       AND (NOT EXISTS (SELECT 1 FROM profile p WHERE p.cv_id = cv.id)
            OR EXISTS (SELECT 1 FROM correction WHERE candidate_id IN (SELECT id FROM tree) AND withdrawn_at IS NULL))`;
  const owed = await tx.$queryRaw<{ id: string; status: string; epoch: number }[]>`
    SELECT id, status::text, epoch FROM cv
     WHERE candidate_id = ANY(${pair}::uuid[]) AND status IN ('received', 'read') ORDER BY id`;
  return [
    ...owed.map(({ id, status, epoch }): OwedJob => {
      const name = status === 'received' ? 'extract-cv' : 'profile-cv';
      return { name, payload: { cvId: id }, options: { revision: epoch } };
    }),
    // Takes whoever has no profile now out of the lists; unseen there already, as nobody without consent is shown.
    ...pair.map((candidateId): OwedJob => ({
      name: 'rank-candidate',
      payload: { candidateId },
      options: {},
    })),
  ];
}
