import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { featuresOf } from '../../src/matching/features.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { sampleTexts } from './corpus.js';
import { POSTCODE_AREAS } from '../../src/places/postcode-areas.js';
import { insertPeople } from './insert-people.js';

const BATCH = 5_000;
const AREAS = Object.keys(POSTCODE_AREAS);

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
      postcode: postcodeOf(from + n),
    }));
    await copyPeople(client, copies);
  }
  await client.query('VACUUM ANALYZE');
}

/** All over the country: among a hundred thousand people hardly one shares theirs. */
function postcodeOf(n: number): string {
  const area = AREAS[n % AREAS.length] ?? 'LS';
  const letter = String.fromCharCode(65 + (n % 19));
  return `${area}${1 + (n % 9)} ${n % 10}${letter}${letter}`;
}

/** A copy of somebody. */
interface Copy {
  readonly id: string;
  readonly of: string | null;
  readonly postcode: string;
}

async function copyPeople(client: pg.Client, copies: readonly Copy[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(
    'CREATE TEMPORARY TABLE copy (id uuid, of uuid, hash bytea, postcode text) ON COMMIT DROP',
  );
  await client.query(
    'INSERT INTO copy SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[])',
    [
      copies.map(({ id }) => id),
      copies.map(({ of }) => of),
      copies.map(() => randomBytes(32)),
      copies.map(({ postcode }) => postcode),
    ],
  );
  for (const statement of [
    `INSERT INTO candidate (id, outward_code) SELECT id, split_part(postcode, ' ', 1) FROM copy`,
    `INSERT INTO consent (id, candidate_id, scope, given, given_at)
     SELECT copy.id, copy.id, scope, given, given_at FROM copy JOIN consent ON consent.id = of`,
    `INSERT INTO cv (id, candidate_id, sha256, uploader_hash, storage_key, file_name, format, size_bytes, status, outcome,
                     extractor_version, read_at, ready_at)
     SELECT copy.id, copy.id, hash, hash, copy.id::text, file_name, format, size_bytes, status, outcome, extractor_version,
            read_at, ready_at
       FROM copy JOIN cv ON cv.id = of`,
    // Every other one has told no more than the district.
    `INSERT INTO contact (candidate_id, name, email, postcode)
     SELECT id, name, id || '@bench.example', CASE WHEN get_byte(hash, 0) % 2 = 0 THEN copy.postcode END
       FROM copy JOIN contact ON candidate_id = of`,
    `INSERT INTO consent (id, candidate_id, scope, given, given_at)
     SELECT gen_random_uuid(), id, 'represent', 'bench', now() - interval '1 hour' FROM copy WHERE get_byte(hash, 1) % 3 = 0`,
    `INSERT INTO message (id, candidate_id, kind, subject, body)
     SELECT id, id, 'received', 'Bench', 'Bench' FROM copy`,
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
