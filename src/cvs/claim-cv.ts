import type pg from 'pg';
import { IS_FREE, TAKE_LEASE, endFailedAttempt, keepLease, type Claim } from '../queue/lease.js';
import { gaveUpOn, type UnderstandingVersions } from '../queue/owed.js';
import { MAX_ATTEMPTS } from '../queue/registry.js';
import type { WorkContext } from '../queue/work-context.js';

export interface ClaimedCv extends Claim {
  readonly candidateId: string;
  readonly storageKey: string;
}

/** SQL for "its profile was made by other versions than $4 and $5, which have not been given up on: $6". */
const PROFILE_IS_STALE = `detail IS DISTINCT FROM $6 AND EXISTS (SELECT 1 FROM profile p WHERE p.cv_id = cv.id
  AND (p.taxonomy_version <> $4 OR p.understanding_version <> $5))`;

/**
 * Does one stage of the work on a CV, if it is owed and nobody else is at it: claims the row, renews the lease while
 * `work` runs, and notes when `work` throws. After the last attempt the CV is `failed`; a CV that was `ready` before
 * stays so, with the profile it has.
 *
 * @param versions null: the CV has still to be read; otherwise it has to be understood by these versions.
 * @throws whatever `work` throws, so that the queue tries again.
 */
export async function withClaimedCv(
  context: WorkContext,
  cvId: string,
  versions: UnderstandingVersions | null,
  work: (claim: ClaimedCv) => Promise<void>,
): Promise<void> {
  const claim = await claimCv(context, cvId, versions);
  if (!claim) return;
  if (claim.attempts > MAX_ATTEMPTS) {
    // Its worker died every time before it could say what was wrong.
    await failCv(context.database.pool, claim, 'gave_up', versions);
    context.log.error({ cvId }, 'gave up on a CV: every worker that took it on ended over it');
    return;
  }
  const lease = keepLease(context, 'cv', claim);
  try {
    await work(claim);
  } catch (error) {
    await noteFault(context, claim, versions, error);
    throw error;
  } finally {
    lease.stop();
  }
}

async function claimCv(
  { database, worker, leaseSeconds }: WorkContext,
  cvId: string,
  versions: UnderstandingVersions | null,
): Promise<ClaimedCv | null> {
  const isOwed = versions
    ? `(status = 'read' OR (status = 'ready' AND ${PROFILE_IS_STALE}))`
    : `status = 'received'`;
  const { rows } = await database.pool.query<{
    candidate_id: string;
    storage_key: string;
    epoch: number;
    attempts: number;
  }>(
    `UPDATE cv SET ${TAKE_LEASE} WHERE id = $3 AND ${isOwed} AND ${IS_FREE}
     RETURNING candidate_id, storage_key, epoch, attempts`,
    [
      worker,
      leaseSeconds,
      cvId,
      ...(versions ? [versions.taxonomy, versions.understanding, gaveUpOn(versions)] : []),
    ],
  );
  const row = rows[0];
  if (!row) return null;
  const { candidate_id: candidateId, storage_key: storageKey, epoch, attempts } = row;
  return { id: cvId, candidateId, storageKey, epoch, attempts };
}

/**
 * A fault of ours that no further attempt will cure. A CV that was ready is left alone until the versions change.
 *
 * @returns false: the claim was lost meanwhile.
 */
export async function failCv(
  pool: pg.Pool,
  { id, epoch }: Claim,
  detail: string,
  versions: UnderstandingVersions | null,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE cv SET status = CASE WHEN status = 'ready' THEN status ELSE 'failed' END,
                   detail = CASE WHEN status = 'ready' THEN $4 ELSE $3 END,
                   attempts = CASE WHEN status = 'ready' THEN 0 ELSE attempts END,
                   worker = NULL, lease_until = NULL
      WHERE id = $1 AND epoch = $2`,
    [id, epoch, detail, versions && gaveUpOn(versions)],
  );
  return rowCount === 1;
}

async function noteFault(
  { database: { pool }, log }: WorkContext,
  claim: ClaimedCv,
  versions: UnderstandingVersions | null,
  error: unknown,
): Promise<void> {
  try {
    // Not the message: it may quote the document.
    const detail = `fault:${error instanceof Error ? error.name : typeof error}`;
    if (claim.attempts >= MAX_ATTEMPTS) await failCv(pool, claim, detail, versions);
    else await endFailedAttempt(pool, 'cv', claim);
  } catch (fault) {
    // The database is away too. The lease runs out, and the row is owed again.
    log.warn({ cvId: claim.id, err: fault }, 'a failed attempt could not be noted');
  }
}
