import type pg from 'pg';
import { featuresOf, type Features } from '../matching/features.js';
import { packForTaxonomy } from '../matching/packed-features.js';
import type { JobPayload } from '../queue/contracts.js';
import { inTransaction } from '../queue/in-transaction.js';
import { END_LEASE } from '../queue/lease.js';
import type { WorkContext } from '../queue/work-context.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { UNDERSTANDING_VERSION, type Profile } from '../understanding/profile.js';
import { understandCv } from '../understanding/understand-cv.js';
import { withClaimedCv, type ClaimedCv } from './claim-cv.js';

export interface ProfileContext extends WorkContext {
  readonly taxonomy: Taxonomy;
}

/** Advisory lock under which revisions are taken: whoever has it commits before the next revision exists. */
const REVISION_LOCK = 7_170_001;

interface Understood {
  readonly profile: Profile;
  readonly features: Features;
}

/**
 * Understands the stored text of a CV and makes it its candidate's profile, unless the candidate has a newer readable
 * CV; then the profile's ranking is owed.
 */
export function profileCv(context: ProfileContext, { cvId }: JobPayload<'profile-cv'>): Promise<void> {
  const { database, taxonomy, enqueue, log } = context;
  const versions = { taxonomy: taxonomy.version, understanding: UNDERSTANDING_VERSION };
  return withClaimedCv(context, cvId, versions, async (claim) => {
    const text = await readText(database.pool, cvId);
    const profile = understandCv(text, taxonomy);
    const understood = { profile, features: featuresOf(profile, taxonomy) };
    const written = await inTransaction(database.pool, (client) =>
      storeProfile(client, claim, understood, taxonomy),
    );
    if (written.state === 'fenced') {
      log.warn({ cvId, epoch: claim.epoch }, 'dropped a profile: another worker has the CV now');
      return;
    }
    log.info({ cvId, mentions: profile.mentions.length, stage: profile.stage.stage }, 'understood a CV');
    if (written.state !== 'stored') return;
    await enqueue('rank-candidate', { candidateId: claim.candidateId }, { revision: written.revision });
  });
}

async function readText(pool: pg.Pool, cvId: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>('SELECT text FROM cv_text WHERE cv_id = $1', [cvId]);
  if (!rows[0]) throw new Error('a CV that was read has no text');
  return rows[0].text;
}

/** What became of it; `fenced`: the claim was lost; `superseded`: a newer CV speaks for the candidate. */
type Written =
  { readonly state: 'stored'; readonly revision: string } | { readonly state: 'fenced' | 'superseded' };

async function storeProfile(
  client: pg.PoolClient,
  { id, epoch, candidateId }: ClaimedCv,
  { profile, features }: Understood,
  taxonomy: Taxonomy,
): Promise<Written> {
  // One CV of a candidate at a time, so that "newest" does not change meanwhile. Does not block foreign keys.
  await client.query('SELECT 1 FROM candidate WHERE id = $1 FOR NO KEY UPDATE', [candidateId]);
  const { rowCount } = await client.query(
    `UPDATE cv SET status = 'ready', ready_at = coalesce(ready_at, now()), detail = NULL, ${END_LEASE}
      WHERE id = $1 AND epoch = $2`,
    [id, epoch],
  );
  if (rowCount !== 1) return { state: 'fenced' };
  const newest = await client.query<{ id: string }>(
    `SELECT id FROM cv WHERE candidate_id = $1 AND status IN ('read', 'ready')
      ORDER BY received_at DESC, id DESC LIMIT 1`,
    [candidateId],
  );
  if (newest.rows[0]?.id !== id) return { state: 'superseded' };
  await client.query('SELECT pg_advisory_xact_lock($1)', [REVISION_LOCK]);
  const { rows } = await client.query<{ revision: string }>(
    `INSERT INTO profile (candidate_id, cv_id, revision, taxonomy_version, understanding_version, profile, features,
                          packed)
     VALUES ($1, $2, nextval('profile_revision'), $3, $4, $5, $6, $7)
     ON CONFLICT (candidate_id) DO UPDATE
       SET cv_id = excluded.cv_id, revision = excluded.revision, created_at = now(), profile = excluded.profile,
           features = excluded.features, packed = excluded.packed, taxonomy_version = excluded.taxonomy_version,
           understanding_version = excluded.understanding_version
     RETURNING revision`,
    [
      candidateId,
      id,
      taxonomy.version,
      UNDERSTANDING_VERSION,
      JSON.stringify(profile),
      JSON.stringify(features),
      packForTaxonomy(features, taxonomy),
    ],
  );
  return rows[0] ? { state: 'stored', revision: rows[0].revision } : { state: 'fenced' };
}
