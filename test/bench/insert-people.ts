import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { EXTRACTOR_VERSION } from '../../src/documents/reading.js';
import type { Features } from '../../src/matching/features.js';
import { packForTaxonomy } from '../../src/matching/packed-features.js';
import type { Taxonomy } from '../../src/taxonomy/load-taxonomy.js';
import type { Profile } from '../../src/understanding/profile.js';
import { versions } from '../../src/versions.js';

export interface Person {
  readonly id: string;
  readonly features: Features;
  /** What pages show of them; null: they are ranked and never looked at. */
  readonly shown: { readonly text: string; readonly profile: Profile } | null;
}

/** Puts people into a database as the pipeline would have, each with one CV under their own id, in one transaction. */
export async function insertPeople(
  client: pg.Client,
  people: readonly Person[],
  taxonomy: Taxonomy,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const { taxonomy: taxonomyVersion, understanding } = versions(taxonomy);
  await client.query('BEGIN');
  await client.query(`INSERT INTO candidate (id, outward_code) SELECT unnest($1::uuid[]), 'LS1'`, [ids]);
  await client.query(
    // Long since: whoever gave their consent in the last two minutes is looked at anew by every ranking.
    `INSERT INTO consent (id, candidate_id, scope, given, given_at)
     SELECT id, id, 'keep', 'bench', now() - interval '1 hour' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await client.query(
    `INSERT INTO cv (id, candidate_id, sha256, uploader_hash, storage_key, file_name, format, size_bytes, status, outcome,
                     extractor_version, read_at, ready_at)
     SELECT id, id, hash, hash, id::text, 'cv.txt', 'txt', 1, 'ready', 'read', $3, now(), now()
       FROM unnest($1::uuid[], $2::bytea[]) AS cv (id, hash)`,
    [ids, ids.map(() => randomBytes(32)), EXTRACTOR_VERSION],
  );
  const seen = people.flatMap(({ id, shown }) => (shown === null ? [] : [{ id, text: shown.text }]));
  await client.query(
    `INSERT INTO contact (candidate_id, name, email)
     SELECT id, 'Bench', id || '@bench.example' FROM unnest($1::uuid[]) AS id`,
    [seen.map(({ id }) => id)],
  );
  await client.query(
    `INSERT INTO cv_text (cv_id, text, pages, truncated)
     SELECT id, text, '[]', false FROM unnest($1::uuid[], $2::text[]) AS p (id, text)`,
    [seen.map(({ id }) => id), seen.map(({ text }) => text)],
  );
  await client.query(
    `INSERT INTO profile (candidate_id, cv_id, revision, ranked_revision, taxonomy_version, understanding_version, profile,
                          features, packed)
     SELECT id, id, revision, revision, $5, $6, profile, features, packed
       FROM (SELECT *, nextval('profile_revision') AS revision
               FROM unnest($1::uuid[], $2::jsonb[], $3::jsonb[], $4::bytea[]) AS p (id, profile, features, packed)) AS p`,
    [
      ids,
      people.map(({ shown }) => JSON.stringify(shown?.profile ?? {})),
      people.map(({ shown, features }) => JSON.stringify(shown === null ? {} : features)),
      people.map(({ features }) => packForTaxonomy(features, taxonomy)),
      taxonomyVersion,
      understanding,
    ],
  );
  await client.query('COMMIT');
}
