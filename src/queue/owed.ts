import type pg from 'pg';
import { consentStands } from '../database/consent-stands.js';
import type { OwedJob } from './queue.js';
import { LOW_PRIORITY } from './registry.js';

/** The versions that understanding depends on. */
export interface UnderstandingVersions {
  readonly taxonomy: string;
  readonly understanding: string;
}

/** The versions of this program; what was made by others is owed again. */
export interface CurrentVersions extends UnderstandingVersions {
  readonly extractor: string;
  /** All versions that decide a score, as one string. */
  readonly key: string;
}

/** The `detail` of a CV that these versions could not understand, while an older profile of it stands. */
export function gaveUpOn({ taxonomy, understanding }: UnderstandingVersions): string {
  return `gave_up:${taxonomy}:${understanding}`;
}

/** Seconds in which the process that wrote a row enqueues the job itself. */
const GRACE_SECONDS = 3;

/** SQL for "nobody is at it, and nobody has just been": `since` is when it became owed. $1: GRACE_SECONDS. */
const isLeft = (since: string): string =>
  `(CASE WHEN lease_until IS NULL THEN ${since} < now() - make_interval(secs => $1) ELSE lease_until < now() END)`;

/** For so long the jobs of a run are left to themselves. */
const RUN_SECONDS = 60;

/** CVs to be read or understood, oldest first. */
export async function owedCvs(pool: pg.Pool, limit: number): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ id: string; status: 'received' | 'read'; epoch: number }>(
    `SELECT id, status, epoch FROM cv
      WHERE status IN ('received', 'read') AND ${isLeft('coalesce(read_at, received_at)')}
      ORDER BY received_at, id LIMIT $2`,
    [GRACE_SECONDS, limit],
  );
  return rows.map(({ id, status, epoch }) => ({
    name: status === 'received' ? 'extract-cv' : 'profile-cv',
    payload: { cvId: id },
    options: { revision: epoch },
  }));
}

/** Documents that another extractor has read, or could not read. They can wait. */
export async function owedReadings(
  pool: pg.Pool,
  { extractor }: CurrentVersions,
  limit: number,
): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ id: string; epoch: number }>(
    `SELECT id, epoch FROM cv
      WHERE status IN ('ready', 'unreadable') AND (extractor_version < $3 OR extractor_version > $3) AND ${isLeft('coalesce(read_at, received_at)')}
      ORDER BY received_at DESC, id LIMIT $2`,
    [GRACE_SECONDS, limit, extractor],
  );
  return rows.map(({ id, epoch }) => ({
    name: 'extract-cv',
    payload: { cvId: id },
    options: { revision: epoch, priority: LOW_PRIORITY },
  }));
}

/** CVs whose profile was made by another taxonomy or another understanding. They can wait. */
export async function owedProfiles(
  pool: pg.Pool,
  versions: CurrentVersions,
  limit: number,
): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ id: string; epoch: number }>(
    `SELECT cv.id, cv.epoch FROM profile p JOIN cv ON cv.id = p.cv_id
      WHERE ${PROFILE_IS_OWED} AND ${isLeft('p.created_at')}
      ORDER BY p.revision LIMIT $2`,
    [GRACE_SECONDS, limit, versions.taxonomy, versions.understanding, gaveUpOn(versions)],
  );
  return rows.map(({ id, epoch }) => ({
    name: 'profile-cv',
    payload: { cvId: id },
    options: { revision: epoch, priority: LOW_PRIORITY },
  }));
}

/**
 * What five attempts could not understand again keeps the profile it has. $3 to $5: the versions and `gaveUpOn`. "Another"
 * is said as "before or after", which an index can find.
 */
const PROFILE_IS_OWED = `cv.status = 'ready' AND cv.detail IS DISTINCT FROM $5
  AND ((p.taxonomy_version, p.understanding_version) < ($3, $4)
       OR (p.taxonomy_version, p.understanding_version) > ($3, $4))`;

/** SQL for "left alone for a while after an attempt that came to nothing". */
const IS_PAUSED = '(cv.worker IS NULL AND coalesce(cv.lease_until > now(), false))';

/** Candidates whose profile the stored lists have not taken in. */
export async function owedCandidates(pool: pg.Pool, limit: number): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ candidate_id: string; revision: string }>(
    `SELECT candidate_id, revision FROM profile
      WHERE ranked_revision IS DISTINCT FROM revision
        AND created_at < now() - make_interval(secs => $1)
      ORDER BY revision LIMIT $2`,
    [GRACE_SECONDS, limit],
  );
  return rows.map(({ candidate_id: candidateId, revision }) => ({
    name: 'rank-candidate',
    payload: { candidateId },
    options: { revision },
  }));
}

/** Candidates who stand in a list although their consent was withdrawn, or ran out, within the last two days. */
export async function owedWithdrawals(pool: pg.Pool, limit: number): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ candidate_id: string; ended: string }>(
    `SELECT candidate_id, max(extract(epoch FROM coalesce(withdrawn_at, expires_at)))::bigint AS ended FROM consent
      WHERE scope = 'keep' AND (withdrawn_at > now() - interval '2 days'
                                OR (expires_at > now() - interval '2 days' AND expires_at <= now()))
        AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = consent.candidate_id AND c.scope = 'keep'
                           AND ${consentStands('c')})
        AND EXISTS (SELECT 1 FROM vacancy v JOIN match m ON m.vacancy_id = v.id AND m.candidate_id = consent.candidate_id)
      GROUP BY candidate_id LIMIT $1`,
    [limit],
  );
  return rows.map(({ candidate_id: candidateId, ended }) => ({
    name: 'rank-candidate',
    payload: { candidateId },
    options: { revision: `ended-${ended}` },
  }));
}

/**
 * Open vacancies whose list is not what it should be. Where only a version changed, their turn comes after the profiles'
 * own: until then the old list stands whole. It does not wait for a profile that is paused, which may be for want of a key.
 */
export async function owedVacancies(
  pool: pg.Pool,
  versions: CurrentVersions,
  limit: number,
): Promise<OwedJob[]> {
  const { rows } = await pool.query<{ id: string; revision: number; epoch: number }>(
    `WITH stale AS (
       SELECT EXISTS (SELECT 1 FROM profile p JOIN cv ON cv.id = p.cv_id
                       WHERE ${PROFILE_IS_OWED} AND NOT ${IS_PAUSED}) AS profiles)
     SELECT id, revision, epoch FROM vacancy, stale
      WHERE status = 'open' AND ${isLeft('updated_at')}
        AND NOT EXISTS (SELECT 1 FROM ranking_run_item i JOIN ranking_run r ON r.id = i.run_id
                         WHERE i.vacancy_id = vacancy.id AND i.done_at IS NULL
                           AND r.started_at > now() - make_interval(secs => $7))
        AND (ranked_revision IS DISTINCT FROM revision
             OR NOT stale.profiles
                AND (ranked_versions IS DISTINCT FROM $6 OR taxonomy_version <> $3 OR understanding_version <> $4))
      ORDER BY updated_at, id LIMIT $2`,
    [
      GRACE_SECONDS,
      limit,
      versions.taxonomy,
      versions.understanding,
      gaveUpOn(versions),
      versions.key,
      RUN_SECONDS,
    ],
  );
  return rows.map(({ id, revision, epoch }) => ({
    name: 'rank-vacancy',
    payload: { vacancyId: id },
    options: { revision: `${revision}-${epoch}` },
  }));
}
