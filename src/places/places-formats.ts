import { positionOnGrid } from './national-grid.js';
import type { Position } from './place.js';
import { readUkPostcode } from './read-uk-postcode.js';

/** One postcode with its position; `unplaced`: the source knows the postcode but not where it lies. */
export type PlacesRow =
  { readonly code: string; readonly position: Position } | 'unplaced' | { readonly fault: string };

export interface PlacesFormat {
  readonly name: string;
  /** Whether the first line holds names of columns. */
  readonly hasHeader: boolean;
  readRow(fields: readonly string[]): PlacesRow;
}

/**
 * Tells a file by its first line. Code-Point Open (Ordnance Survey) comes without names of columns: postcode, quality,
 * eastings, northings, then codes of administration. ONS Postcode Directory and the National Statistics Postcode Lookup
 * come with them: `pcds`, `lat` and `long` are what is used, as they cover Northern Ireland too.
 */
export function formatOf(firstLine: readonly string[]): PlacesFormat | null {
  const names = firstLine.map((name) => name.trim().toLowerCase());
  const column = (...known: string[]) => names.findIndex((name) => known.includes(name));
  const columns = { postcode: column('pcds'), latitude: column('lat'), longitude: column('long') };
  if (Object.values(columns).every((index) => index >= 0)) return onsDirectory(columns);
  const onGrid = {
    postcode: column('postcode'),
    eastings: column('eastings'),
    northings: column('northings'),
  };
  if (Object.values(onGrid).every((index) => index >= 0)) return codePointOpen(true, onGrid);
  const [postcode = '', quality = '', ...coordinates] = firstLine;
  const looksRight =
    isPostcode(postcode) &&
    /^\d{2}$/.test(quality) &&
    coordinates.slice(0, 2).every((text) => /^\d+$/.test(text));
  return looksRight ? codePointOpen(false, { postcode: 0, eastings: 2, northings: 3 }) : null;
}

function codePointOpen(
  hasHeader: boolean,
  columns: { readonly postcode: number; readonly eastings: number; readonly northings: number },
): PlacesFormat {
  return {
    name: 'Code-Point Open',
    hasHeader,
    readRow(fields) {
      const [eastings, northings] = [fields[columns.eastings], fields[columns.northings]].map(wholeNumber);
      if (eastings === undefined || northings === undefined)
        return { fault: 'has no eastings and northings' };
      // Positional quality 90: no coordinates.
      if (eastings === 0 && northings === 0) return 'unplaced';
      return placed(fields[columns.postcode], positionOnGrid(eastings, northings));
    },
  };
}

/** What the directory says where it has no coordinates. */
const NOWHERE = 99.9;

function onsDirectory(columns: {
  readonly postcode: number;
  readonly latitude: number;
  readonly longitude: number;
}): PlacesFormat {
  return {
    name: 'ONS Postcode Directory',
    hasHeader: true,
    readRow(fields) {
      const [latitude, longitude] = [fields[columns.latitude], fields[columns.longitude]].map(decimal);
      if (latitude === undefined || longitude === undefined) return 'unplaced';
      if (Number.isNaN(latitude) || Number.isNaN(longitude))
        return { fault: 'has no latitude and longitude' };
      return latitude > NOWHERE ? 'unplaced' : placed(fields[columns.postcode], { latitude, longitude });
    },
  };
}

/** Whoever confuses latitude and longitude, or metres and degrees, lands outside. */
function placed(postcode: string | undefined, position: Position): PlacesRow {
  const code = readUkPostcode(postcode ?? '')?.full;
  if (code === undefined || code === null) return { fault: 'does not begin with a UK postcode' };
  const { latitude, longitude } = position;
  const inBritishIsles = latitude >= 49 && latitude <= 61 && longitude >= -9 && longitude <= 2;
  return inBritishIsles ? { code, position } : { fault: 'lies outside the British Isles' };
}

function isPostcode(text: string): boolean {
  return typeof readUkPostcode(text)?.full === 'string';
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined;
}

/** Undefined: empty. */
function decimal(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  return /^-?\d{1,3}(\.\d+)?$/.test(trimmed) ? Number(trimmed) : NaN;
}
