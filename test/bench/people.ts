import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { featuresOf } from '../../src/matching/features.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { sampleTexts } from './corpus.js';
import { insertPeople } from './insert-people.js';

const BATCH = 5_000;

/**
 * Puts people into a database: the sample CVs over and over, ready for vacancies that are posted after them. Each sample
 * is sent once and copied within the database, which need not parse and compress its profile again.
 */
export async function insertSamplePeople(client: pg.Client, count: number): Promise<void> {
  const taxonomy = loadTaxonomy();
  const samples = sampleTexts()
    .slice(0, count)
    .map((text) => {
      const profile = understandCv(text, taxonomy);
      return { id: uuidv7(), shown: { text, profile }, features: featuresOf(profile, taxonomy) };
    });
  await insertPeople(client, samples, taxonomy);
  for (let from = samples.length; from < count; from += BATCH) {
    const copies = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => ({
      id: uuidv7(),
      of: samples[(from + n) % samples.length]?.id ?? null,
    }));
    await copyPeople(client, copies);
  }
  await client.query('VACUUM ANALYZE');
}

async function copyPeople(
  client: pg.Client,
  copies: readonly { readonly id: string; readonly of: string | null }[],
): Promise<void> {
  await client.query('BEGIN');
  await client.query('CREATE TEMPORARY TABLE copy (id uuid, of uuid, hash bytea) ON COMMIT DROP');
  await client.query('INSERT INTO copy SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])', [
    copies.map(({ id }) => id),
    copies.map(({ of }) => of),
    copies.map(() => randomBytes(32)),
  ]);
  for (const statement of [
    `INSERT INTO candidate (id, outward_code)
     SELECT copy.id, outward_code FROM copy JOIN candidate ON candidate.id = of`,
    `INSERT INTO consent (id, candidate_id, scope, given, given_at)
     SELECT copy.id, copy.id, scope, given, given_at FROM copy JOIN consent ON consent.id = of`,
    `INSERT INTO cv (id, candidate_id, sha256, uploader_hash, storage_key, file_name, format, size_bytes, status, outcome,
                     extractor_version, read_at, ready_at)
     SELECT copy.id, copy.id, hash, hash, copy.id::text, file_name, format, size_bytes, status, outcome, extractor_version,
            read_at, ready_at
       FROM copy JOIN cv ON cv.id = of`,
    `INSERT INTO contact (candidate_id, name, email)
     SELECT id, name, id || '@bench.example' FROM copy JOIN contact ON candidate_id = of`,
    `INSERT INTO cv_text (cv_id, text, pages, truncated)
     SELECT id, text, pages, truncated FROM copy JOIN cv_text ON cv_id = of`,
    `INSERT INTO profile (candidate_id, cv_id, revision, ranked_revision, taxonomy_version, understanding_version, profile,
                          features, packed)
     SELECT id, id, revision, revision, taxonomy_version, understanding_version, profile, features, packed
       FROM (SELECT copy.id, nextval('profile_revision') AS revision, taxonomy_version, understanding_version, profile,
                    features, packed
               FROM copy JOIN profile ON candidate_id = of) AS p`,
  ])
    await client.query(statement);
  await client.query('COMMIT');
}
