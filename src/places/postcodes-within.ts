import type pg from 'pg';
import { findPlaces } from './find-places.js';
import { milesBetween, MILES_PER_DEGREE } from './miles-between.js';
import type { Place } from './place.js';

type Reader = Pick<pg.Pool, 'query'>;

/** Postcodes and districts hold neither. */
const BETWEEN = ',';
/** Where postcodes lie changes with an import, a few times a year. */
const REMEMBERED_MS = 600_000;

/** All codes that candidates have. */
interface Known {
  readonly since: number;
  /** As the database says them. */
  readonly text: string;
  readonly places: ReadonlyMap<string, Place | null>;
}

const WHOLE = 'SELECT DISTINCT postcode AS code FROM contact WHERE postcode IS NOT NULL';
const DISTRICTS = 'SELECT DISTINCT outward_code AS code FROM candidate WHERE outward_code IS NOT NULL';

/** By database and query: to look tens of thousands of codes up for each list takes longer than all the rest of it. */
const remembered = new WeakMap<Reader, Map<string, Known>>();

/**
 * Postcodes of candidates, or districts of those whose postcode is not known, that lie so near, in a straight line. An
 * import of places shows in it after ten minutes.
 *
 * @param from a postcode; null: none lies near it.
 */
export async function postcodesWithin(
  reader: Reader,
  from: string | null,
  miles: number,
  now = Date.now(),
): Promise<string[]> {
  if (from === null) return [];
  const [places, ...known] = await Promise.all([
    findPlaces(reader, [from]),
    knownCodes(reader, WHOLE, now),
    knownCodes(reader, DISTRICTS, now),
  ]);
  const here = places.get(from);
  if (here === undefined) return [];
  // Most are too far north or south to be looked at closely; half a mile more than that, since distances are rounded.
  const degrees = (miles + 0.5) / MILES_PER_DEGREE;
  const isNear = (place: Place | null): boolean => {
    if (place === null || Math.abs(place.latitude - here.latitude) > degrees) return false;
    const distance = milesBetween(here, place);
    return distance !== null && distance.tenths <= miles * 10;
  };
  return known.flatMap(({ places: theirs }) =>
    [...theirs].flatMap(([code, place]) => (isNear(place) ? [code] : [])),
  );
}

async function knownCodes(reader: Reader, query: string, now: number): Promise<Known> {
  const { rows } = await reader.query<{ text: string | null }>(
    `SELECT string_agg(code, $1) AS text FROM (${query}) known`,
    [BETWEEN],
  );
  const text = rows[0]?.text ?? '';
  const before = remembered.get(reader)?.get(query);
  const isFresh = before !== undefined && now - before.since <= REMEMBERED_MS;
  if (isFresh && before.text === text) return before;
  const codes = text === '' ? [] : text.split(BETWEEN);
  const old: Known['places'] = isFresh ? before.places : new Map();
  const found = await findPlaces(
    reader,
    codes.filter((code) => !old.has(code)),
  );
  const places = new Map(codes.map((code) => [code, old.get(code) ?? found.get(code) ?? null] as const));
  const known = { since: isFresh ? before.since : now, text, places };
  remembered.set(reader, new Map([...(remembered.get(reader) ?? []), [query, known]]));
  return known;
}
