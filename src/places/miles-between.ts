import { PRECISIONS, type Place, type Precision } from './place.js';

export interface Miles {
  /** Tenths of a mile, a whole number. */
  readonly tenths: number;
  /** Of the rougher of the two places. */
  readonly precision: Precision;
}

/** Mean radius of the earth in statute miles: 6,371.0088 km (IUGG) / 1.609344. */
const EARTH_RADIUS_MILES = 3_958.7613;

/** Of latitude. */
export const MILES_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS_MILES;

/**
 * Great-circle distance by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68,
 * 1984); as the crow flies, not by road. Null where either place is unknown.
 */
export function milesBetween(a: Place | null, b: Place | null): Miles | null {
  if (a === null || b === null) return null;
  const [phiA, phiB] = [radians(a.latitude), radians(b.latitude)];
  const halfLatitude = Math.sin((phiB - phiA) / 2);
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h = halfLatitude ** 2 + Math.cos(phiA) * Math.cos(phiB) * halfLongitude ** 2;
  const miles = 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
  return { tenths: Math.round(miles * 10), precision: rougher(a.precision, b.precision) };
}

/** The same for two postcodes, by their places as `findPlaces` gives them. */
export function milesApart(
  places: ReadonlyMap<string, Place>,
  from: string | null,
  to: string | null,
): Miles | null {
  const placeAt = (postcode: string | null) => (postcode === null ? null : (places.get(postcode) ?? null));
  return milesBetween(placeAt(from), placeAt(to));
}

function rougher(a: Precision, b: Precision): Precision {
  return PRECISIONS.indexOf(a) < PRECISIONS.indexOf(b) ? a : b;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
