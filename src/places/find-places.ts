import type pg from 'pg';
import { placeOf } from './place-of.js';
import type { Place, Precision } from './place.js';
import { codesOf, readUkPostcode } from './read-uk-postcode.js';

interface Row {
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly precision: Precision;
}

/** Codes of one query: far below what a message of the protocol may hold, and few enough queries for everybody at once. */
const BATCH = 10_000;

/**
 * Where postcodes lie, as precisely as the imported data knows them: the whole postcode, else its district, else its area,
 * which is known without any import. Keys are the postcodes as they were given; what is no UK postcode has no entry.
 */
export async function findPlaces(
  pool: Pick<pg.Pool, 'query'>,
  postcodes: Iterable<string | null>,
): Promise<ReadonlyMap<string, Place>> {
  const codes = new Map<string, string[]>();
  for (const postcode of postcodes) {
    if (postcode === null || codes.has(postcode)) continue;
    const read = readUkPostcode(postcode);
    if (read !== null) codes.set(postcode, codesOf(read));
  }
  const imported = await findCodes(pool, [...new Set([...codes.values()].flat())]);
  return new Map(
    [...codes].flatMap(([postcode, ladder]): [string, Place][] => {
      const found = ladder.map((code) => imported.get(code)).find((place) => place !== undefined);
      const place = found ?? placeOf(postcode);
      return place === null ? [] : [[postcode, place]];
    }),
  );
}

async function findCodes(
  pool: Pick<pg.Pool, 'query'>,
  codes: readonly string[],
): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (let start = 0; start < codes.length; start += BATCH) {
    const { rows } = await pool.query<Row>({
      name: 'find-places',
      text: 'SELECT code, latitude, longitude, precision FROM place WHERE code = ANY($1::text[])',
      values: [codes.slice(start, start + BATCH)],
    });
    for (const { code, latitude, longitude, precision } of rows) {
      found.set(code, { latitude, longitude, precision });
    }
  }
  return found;
}
