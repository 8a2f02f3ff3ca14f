import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { EXTRACTOR_VERSION } from '../../src/documents/reading.js';
import { featuresOf } from '../../src/matching/features.js';
import { packForTaxonomy } from '../../src/matching/packed-features.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { versions } from '../../src/versions.js';
import { sampleTexts } from './corpus.js';

const BATCH = 500;

/** Puts people into a database as the pipeline would have: the sample CVs over and over, ready to be ranked. */
export async function insertPeople(client: pg.Client, count: number): Promise<void> {
  const taxonomy = loadTaxonomy();
  const bases = sampleTexts().map((text) => {
    const profile = understandCv(text, taxonomy);
    return { text, profile, features: featuresOf(profile, taxonomy) };
  });
  const { taxonomy: taxonomyVersion, understanding } = versions(taxonomy);
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => {
      const base = bases[(from + n) % bases.length];
      if (!base) throw new RangeError('there are no samples');
      return { base, candidateId: uuidv7(), cvId: uuidv7() };
    });
    const candidates = rows.map(({ candidateId }) => candidateId);
    const cvs = rows.map(({ cvId }) => cvId);
    await client.query('BEGIN');
    await client.query(`INSERT INTO candidate (id, outward_code) SELECT unnest($1::uuid[]), 'LS1'`, [
      candidates,
    ]);
    await client.query(
      `INSERT INTO consent (id, candidate_id, scope, given) SELECT id, id, 'keep', 'bench' FROM unnest($1::uuid[]) AS id`,
      [candidates],
    );
    await client.query(
      `INSERT INTO cv (id, candidate_id, sha256, uploader_hash, storage_key, file_name, format, size_bytes, status, outcome,
                       extractor_version, read_at, ready_at)
       SELECT id, candidate_id, hash, hash, id::text, 'cv.txt', 'txt', 1, 'ready', 'read', $4, now(), now()
         FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS cv (id, candidate_id, hash)`,
      [cvs, candidates, cvs.map(() => randomBytes(32)), EXTRACTOR_VERSION],
    );
    await client.query(
      `INSERT INTO cv_text (cv_id, text, pages, truncated)
       SELECT cv_id, text, '[]', false FROM unnest($1::uuid[], $2::text[]) AS t (cv_id, text)`,
      [cvs, rows.map(({ base }) => base.text)],
    );
    await client.query(
      `INSERT INTO profile (candidate_id, cv_id, revision, taxonomy_version, understanding_version, profile, features,
                            packed)
       SELECT candidate_id, cv_id, nextval('profile_revision'), $5, $6, profile, features, packed
         FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[], $7::bytea[])
           AS p (candidate_id, cv_id, profile, features, packed)`,
      [
        candidates,
        cvs,
        rows.map(({ base }) => JSON.stringify(base.profile)),
        rows.map(({ base }) => JSON.stringify(base.features)),
        taxonomyVersion,
        understanding,
        rows.map(({ base }) => packForTaxonomy(base.features, taxonomy)),
      ],
    );
    await client.query('COMMIT');
  }
  await client.query('ANALYZE');
}
