import type { Place } from './place.js';
import { POSTCODE_AREAS } from './postcode-areas.js';
import { readUkPostcode } from './read-uk-postcode.js';

/** Where a postcode's area lies, from the built-in table alone; null for what is no UK postcode. */
export function placeOf(postcode: string | null): Place | null {
  const read = postcode === null ? null : readUkPostcode(postcode);
  const position = read === null ? undefined : POSTCODE_AREAS[read.area];
  return position === undefined ? null : { ...position, precision: 'area' };
}
