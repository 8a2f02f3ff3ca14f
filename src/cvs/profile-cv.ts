import type pg from 'pg';
import { loadCorrections, withoutWrong, type Corrections } from '../candidate-side/compose-statements.js';
import type { Database } from '../database/client.js';
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
import { storeStatements } from './text/store-text.js';
import { readText } from './text/stored-text.js';

export interface ProfileContext extends WorkContext {
  readonly taxonomy: Taxonomy;
}

/** Advisory lock under which revisions are taken: whoever has it commits before the next revision exists. */
const REVISION_LOCK = 7_170_001;

export interface Understood {
  readonly profile: Profile;
  readonly features: Features;
  /** What stands after the text that this was made from. */
  readonly statements: string;
}

/**
 * Understands the stored text of a CV and makes it its candidate's profile, unless the candidate has a newer readable
 * CV; then the profile's ranking is owed.
 */
export function profileCv(context: ProfileContext, { cvId }: JobPayload<'profile-cv'>): Promise<void> {
  const { database, taxonomy, enqueue, log } = context;
  const versions = { taxonomy: taxonomy.version, understanding: UNDERSTANDING_VERSION };
  return withClaimedCv(context, cvId, { versions }, async (claim) => {
    const corrections = await loadCorrections(database.pool, claim.candidateId);
    const words = await readText(database.pool, database.keys, cvId);
    if (words === null) throw new Error('a CV that was read has no text');
    const understood = understand(words.text, corrections, taxonomy);
    const { profile } = understood;
    const written = await inTransaction(database.pool, (client) =>
      storeProfile(client, database.keys, claim, understood, taxonomy),
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

/** Profile and features of a CV's text and what the candidate says of it. */
export function understand(text: string, { statements, wrong }: Corrections, taxonomy: Taxonomy): Understood {
  const profile = withoutWrong(understandCv(text + statements, taxonomy), wrong, text.length);
  return { profile, features: featuresOf(profile, taxonomy), statements };
}

/** What became of a profile; `fenced`: the claim was lost; `superseded`: a newer CV speaks for the candidate. */
export type Written =
  { readonly state: 'stored'; readonly revision: string } | { readonly state: 'fenced' | 'superseded' };

/** Makes what was understood the candidate's profile, in the caller's transaction, and ends the claim. */
export async function storeProfile(
  client: pg.PoolClient,
  keys: Database['keys'],
  { id, epoch, candidateId }: ClaimedCv,
  { profile, features, statements }: Understood,
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
  await storeStatements(client, keys, id, statements);
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
