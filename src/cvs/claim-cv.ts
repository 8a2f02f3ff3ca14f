import type pg from 'pg';
import type { CvStatus } from '../database/generated/enums.js';
import { Problem } from '../http/problem.js';
import { IS_FREE, TAKE_LEASE, endFailedAttempt, keepLeases, pauseClaim, type Claim } from '../queue/lease.js';
import { gaveUpOn, type UnderstandingVersions } from '../queue/owed.js';
import { MAX_ATTEMPTS } from '../queue/registry.js';
import type { WorkContext } from '../queue/work-context.js';
import { MissingKeyError } from '../storage/encryption/head.js';

/** What is to be done to a CV: its document read by this extractor, or its text understood by these versions. */
export type CvStage =
  | { readonly extractor: string; readonly versions?: never }
  | { readonly versions: UnderstandingVersions; readonly extractor?: never };

export interface ClaimedCv extends Claim {
  /** As it was when it was claimed. */
  readonly status: CvStatus;
  readonly candidateId: string;
  readonly storageKey: string;
}

/** SQL for "its profile was made by other versions than $4 and $5, which have not been given up on: $6". */
const PROFILE_IS_STALE = `detail IS DISTINCT FROM $6 AND EXISTS (SELECT 1 FROM profile p WHERE p.cv_id = cv.id
  AND (p.taxonomy_version <> $4 OR p.understanding_version <> $5))`;

/**
 * Does one stage of the work on a CV, if it is owed and nobody else is at it: claims the row, renews the lease while
 * `work` runs, and notes when `work` throws. After the last attempt the CV is `failed`; a CV that was `ready` before
 * stays so, with the profile it has. A CV whose key is missing is not given up on, since the key may come back.
 *
 * @throws whatever `work` throws, so that the queue tries again.
 */
export async function withClaimedCv(
  context: WorkContext,
  cvId: string,
  stage: CvStage,
  work: (claim: ClaimedCv) => Promise<void>,
): Promise<void> {
  const claim = await claimCv(context, cvId, stage);
  if (!claim) return;
  if (claim.attempts > MAX_ATTEMPTS) {
    // Its worker died every time before it could say what was wrong.
    await failCv(context.database.pool, claim, 'gave_up', stage);
    context.log.error({ cvId }, 'gave up on a CV: every worker that took it on ended over it');
    return;
  }
  const lease = keepLeases(context, 'cv', [claim]);
  try {
    await work(claim);
  } catch (error) {
    if (isForWantOfKey(error)) {
      await pauseClaim(context.database.pool, 'cv', claim, { long: true });
      context.log.error({ cvId, err: error }, 'a CV waits for its key: see STORAGE_KEYS');
      return;
    }
    await noteFault(context, claim, stage, error);
    throw error;
  } finally {
    lease.stop();
  }
}

function claimCv(
  context: WorkContext,
  cvId: string,
  { versions, extractor }: CvStage,
): Promise<ClaimedCv | null> {
  const isOwed = versions
    ? `(status = 'read' OR (status = 'ready' AND ${PROFILE_IS_STALE}))`
    : `(status = 'received' OR (status IN ('ready', 'unreadable') AND extractor_version <> $4))`;
  return takeClaim(context, cvId, {
    where: isOwed,
    values: versions ? [versions.taxonomy, versions.understanding, gaveUpOn(versions)] : [extractor],
  });
}

/**
 * Claims a CV that nobody else is at.
 *
 * @param condition SQL that must hold beside, and the values of its parameters from $4. Default: none.
 */
export async function takeClaim(
  { database, worker, leaseSeconds }: Pick<WorkContext, 'database' | 'worker' | 'leaseSeconds'>,
  cvId: string,
  { where, values }: { readonly where: string; readonly values: readonly unknown[] } = {
    where: 'true',
    values: [],
  },
): Promise<ClaimedCv | null> {
  const { rows } = await database.pool.query<ClaimedCv>(
    `UPDATE cv SET ${TAKE_LEASE} WHERE id = $3 AND ${where} AND ${IS_FREE}
     RETURNING id, candidate_id AS "candidateId", storage_key AS "storageKey", epoch, attempts, status`,
    [worker, leaseSeconds, cvId, ...values],
  );
  return rows[0] ?? null;
}

/**
 * A fault of ours that no further attempt will cure. A CV that was ready, or whose document could not be read, is left
 * alone until the versions change.
 *
 * @returns false: the claim was lost meanwhile.
 */
export async function failCv(
  pool: pg.Pool,
  { id, epoch }: Claim,
  detail: string,
  { versions, extractor }: CvStage,
): Promise<boolean> {
  const stands = `status IN ('ready', 'unreadable')`;
  const { rowCount } = await pool.query(
    `UPDATE cv SET status = CASE WHEN ${stands} THEN status ELSE 'failed' END,
                   detail = CASE WHEN NOT ${stands} THEN $3 ELSE coalesce($4, detail) END,
                   extractor_version = CASE WHEN ${stands} THEN coalesce($5, extractor_version)
                                            ELSE extractor_version END,
                   attempts = CASE WHEN ${stands} THEN 0 ELSE attempts END,
                   worker = NULL, lease_until = NULL
      WHERE id = $1 AND epoch = $2`,
    [id, epoch, detail, versions ? gaveUpOn(versions) : null, extractor ?? null],
  );
  return rowCount === 1;
}

/** A fault of the installation: nothing is wrong with the CV. One that was damaged is another matter. */
function isForWantOfKey(error: unknown): boolean {
  return (
    error instanceof MissingKeyError || (error instanceof Problem && error.cause instanceof MissingKeyError)
  );
}

async function noteFault(
  { database: { pool }, log }: WorkContext,
  claim: ClaimedCv,
  stage: CvStage,
  error: unknown,
): Promise<void> {
  try {
    // Not the message: it may quote the document.
    const detail = `fault:${error instanceof Error ? error.name : typeof error}`;
    if (claim.attempts >= MAX_ATTEMPTS) await failCv(pool, claim, detail, stage);
    else await endFailedAttempt(pool, 'cv', claim);
  } catch (fault) {
    // The database is away too. The lease runs out, and the row is owed again.
    log.warn({ cvId: claim.id, err: fault }, 'a failed attempt could not be noted');
  }
}
