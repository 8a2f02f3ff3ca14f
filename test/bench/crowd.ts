import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { featuresOf } from '../../src/matching/features.js';
import { requirementOf, type Requirement } from '../../src/matching/requirement.js';
import type { Taxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../src/understanding/understand-vacancy.js';
import { versions } from '../../src/versions.js';
import { sampleTexts, sampleVacancies } from './corpus.js';
import { insertPeople, type Person } from './insert-people.js';
import { mixFeatures, seeded, varyRequirement } from './synthetic.js';

export const CANDIDATES = 100_000;
/** With `--million` the crowd is measured at both sizes in one run, since only so its growth can be seen. */
export const CROWDS: readonly number[] = process.argv.includes('--million')
  ? [CANDIDATES, 1_000_000]
  : [CANDIDATES];
export const VACANCIES = 200;
/** As many matches of a vacancy are stored. */
export const KEPT = 1_000;
const BATCH = 1_000;

/** Seeded mixtures of the sample CVs, as often as asked. */
export function* makeCrowd(count: number, taxonomy: Taxonomy): Generator<Person> {
  const random = seeded(20_260_301);
  const cvs = sampleTexts().map((text) => featuresOf(understandCv(text, taxonomy), taxonomy));
  for (let n = 0; n < count; n += 1) yield { id: uuidv7(), features: mixFeatures(cvs, random), shown: null };
}

/** Seeded variations of the sample vacancies. */
export function makeRequirements(count: number, taxonomy: Taxonomy): readonly Requirement[] {
  const random = seeded(20_260_302);
  const vacancies = sampleVacancies().map((text) =>
    requirementOf(understandVacancy(text, taxonomy), {}, taxonomy),
  );
  return Array.from({ length: count }, () => varyRequirement(vacancies, random));
}

/** Puts people into a database with no more than ranking needs, and into a table of concepts and one of words beside it. */
export async function insertCrowd(
  client: pg.Client,
  crowd: Iterable<Person>,
  taxonomy: Taxonomy,
): Promise<void> {
  await client.query('CREATE TABLE bench_concept (candidate_id uuid, concept text, strength int)');
  await client.query('CREATE TABLE bench_words (candidate_id uuid, words tsvector)');
  let batch: Person[] = [];
  for (const person of crowd) {
    batch.push(person);
    if (batch.length === BATCH) {
      await insertBatch(client, batch, taxonomy);
      batch = [];
    }
  }
  if (batch.length > 0) await insertBatch(client, batch, taxonomy);
  await client.query('CREATE INDEX ON bench_concept (concept) INCLUDE (candidate_id, strength)');
  await client.query('CREATE INDEX ON bench_words USING gin (words)');
  await client.query('VACUUM ANALYZE');
  // What all this left to be written to disk is no part of what is measured after it.
  await client.query('CHECKPOINT');
}

async function insertBatch(client: pg.Client, people: readonly Person[], taxonomy: Taxonomy): Promise<void> {
  await insertPeople(client, people, taxonomy);
  const ids = people.map(({ id }) => id);
  const shown = people.flatMap(({ id, features: { strengths } }) =>
    Object.entries(strengths).map(([concept, strength]) => ({ id, concept, strength })),
  );
  await client.query('INSERT INTO bench_concept SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[])', [
    shown.map(({ id }) => id),
    shown.map(({ concept }) => concept),
    shown.map(({ strength }) => strength),
  ]);
  await client.query(
    `INSERT INTO bench_words SELECT id, to_tsvector('simple', words) FROM unnest($1::uuid[], $2::text[]) AS w (id, words)`,
    [ids, people.map(({ features }) => features.stems.join(' '))],
  );
}

/** Open vacancies with these requirements, all owed a list. */
export async function insertVacancies(
  client: pg.Client,
  requirements: readonly Requirement[],
  taxonomy: Taxonomy,
): Promise<void> {
  const { taxonomy: taxonomyVersion, understanding, rules } = versions(taxonomy);
  const employer = uuidv7();
  await client.query(`INSERT INTO employer (id, name) VALUES ($1, 'Bench')`, [employer]);
  await client.query(
    `INSERT INTO vacancy (id, employer_id, title, description, reading, requirement, taxonomy_version,
                          understanding_version, rules_version)
     SELECT id, $2, 'Bench', 'Bench', '{}', requirement, $4, $5, $6
       FROM unnest($1::uuid[], $3::jsonb[]) AS v (id, requirement)`,
    [
      requirements.map(() => uuidv7()),
      employer,
      requirements.map((requirement) => JSON.stringify(requirement)),
      taxonomyVersion,
      understanding,
      rules,
    ],
  );
}
