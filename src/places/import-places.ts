import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { inTransaction } from '../queue/in-transaction.js';
import { PlacesFileError } from './places-file-error.js';
import { readPlacesFile, type PlacedPostcode } from './read-places-file.js';

export interface ImportedPlaces {
  readonly files: number;
  readonly postcodes: number;
  readonly districts: number;
  readonly areas: number;
}

const BATCH = 5_000;

/**
 * Takes in files, or folders of files, of Code-Point Open or the ONS Postcode Directory: whole postcodes as they stand,
 * and the middle of each district and area from all that is known by then. Everything or nothing; taking the same files
 * in again changes nothing.
 *
 * @throws PlacesFileError
 */
export async function importPlaces(pool: pg.Pool, paths: readonly string[]): Promise<ImportedPlaces> {
  const files = (await Promise.all(paths.map(csvFilesAt))).flat();
  return inTransaction(pool, async (client) => {
    // One import at a time; whoever looks a place up meanwhile sees what was there before.
    await client.query('LOCK TABLE place IN SHARE ROW EXCLUSIVE MODE');
    let postcodes = 0;
    for (const file of files) postcodes += await importFile(client, file);
    const { rows } = await client.query<Omit<ImportedPlaces, 'files' | 'postcodes'>>(MIDDLES);
    return { files: files.length, postcodes, districts: rows[0]?.districts ?? 0, areas: rows[0]?.areas ?? 0 };
  });
}

async function importFile(client: pg.PoolClient, file: string): Promise<number> {
  let taken = 0;
  let batch = new Map<string, PlacedPostcode>();
  const flush = async (): Promise<void> => {
    await upsert(client, [...batch.values()]);
    taken += batch.size;
    batch = new Map();
  };
  for await (const place of readPlacesFile(file)) {
    // A postcode that stands twice in one statement could not be upserted; the later one counts.
    batch.set(place.code, place);
    if (batch.size === BATCH) await flush();
  }
  await flush();
  return taken;
}

async function upsert(client: pg.PoolClient, places: readonly PlacedPostcode[]): Promise<void> {
  if (places.length === 0) return;
  await client.query({
    name: 'import-places',
    text: `INSERT INTO place (code, precision, latitude, longitude)
           SELECT code, 'full', latitude, longitude
             FROM unnest($1::text[], $2::float8[], $3::float8[]) AS t(code, latitude, longitude)
           ON CONFLICT (code) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude
            WHERE (place.latitude, place.longitude) IS DISTINCT FROM (excluded.latitude, excluded.longitude)`,
    values: [
      places.map(({ code }) => code),
      places.map(({ latitude }) => latitude),
      places.map(({ longitude }) => longitude),
    ],
  });
}

/** `LS1 3EX` → `LS1` and `LS`. A mean of degrees is good enough over a few dozen miles. */
const MIDDLES = `
  WITH middle AS (
    SELECT split_part(code, ' ', 1) AS code, 'district' AS precision,
           round(avg(latitude)::numeric, 6) AS latitude, round(avg(longitude)::numeric, 6) AS longitude
      FROM place WHERE precision = 'full' GROUP BY 1
    UNION ALL
    SELECT substring(code FROM '^[A-Z]+'), 'area', round(avg(latitude)::numeric, 6), round(avg(longitude)::numeric, 6)
      FROM place WHERE precision = 'full' GROUP BY 1
  ), written AS (
    INSERT INTO place (code, precision, latitude, longitude) SELECT code, precision, latitude, longitude FROM middle
    ON CONFLICT (code) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude
  )
  SELECT count(*) FILTER (WHERE precision = 'district')::int AS districts,
         count(*) FILTER (WHERE precision = 'area')::int AS areas
    FROM middle`;

async function csvFilesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw new PlacesFileError('places_file_missing', `There is no file ${path}.`, { cause: error });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.toLowerCase().endsWith('.csv')).sort();
  if (names.length === 0) throw new PlacesFileError('places_file_empty', `There is no CSV file in ${path}.`);
  return names.map((name) => join(path, name));
}
