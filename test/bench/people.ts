import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { featuresOf } from '../../src/matching/features.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { sampleTexts } from './corpus.js';
import { insertPeople } from './insert-people.js';

const BATCH = 500;

/** Puts people into a database: the sample CVs over and over, ready for vacancies that are posted after them. */
export async function insertSamplePeople(client: pg.Client, count: number): Promise<void> {
  const taxonomy = loadTaxonomy();
  const bases = sampleTexts().map((text) => {
    const profile = understandCv(text, taxonomy);
    return { shown: { text, profile }, features: featuresOf(profile, taxonomy) };
  });
  for (let from = 0; from < count; from += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => {
      const base = bases[(from + n) % bases.length];
      if (!base) throw new RangeError('there are no samples');
      return { ...base, id: uuidv7() };
    });
    await insertPeople(client, people, taxonomy);
  }
  await client.query('ANALYZE');
}
