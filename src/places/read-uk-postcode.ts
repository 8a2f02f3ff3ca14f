import { parse, validOutcode } from 'postcode';
import { POSTCODE_AREAS } from './postcode-areas.js';

/** A postcode, or as much of one as somebody wrote, in Royal Mail's spelling. */
export interface UkPostcode {
  readonly area: string;
  /** Null: only the area was given. */
  readonly district: string | null;
  /** Null: not a whole postcode. */
  readonly full: string | null;
}

/**
 * Reads `ls13ex`, `LS1 3EX`, `LS1` or `LS`. Null for what is none of these, or lies in an area that does not exist: a
 * shape alone makes no postcode.
 */
export function readUkPostcode(written: string): UkPostcode | null {
  const code = written.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase();
  const whole = parse(code);
  if (whole.valid) return inKnownArea(whole.area, whole.outcode, whole.postcode);
  if (validOutcode(code)) return inKnownArea(/^[A-Z]+/.exec(code)?.[0] ?? '', code, null);
  return inKnownArea(code, null, null);
}

function inKnownArea(area: string, district: string | null, full: string | null): UkPostcode | null {
  return Object.hasOwn(POSTCODE_AREAS, area) ? { area, district, full } : null;
}

/** The codes under which a postcode may be found, the most precise first. */
export function codesOf({ full, district, area }: UkPostcode): string[] {
  return [full, district, area].filter((code) => code !== null);
}

/** What a text says, in Royal Mail's spelling where it is a postcode, and as it stands where it is not. */
export function spelledPostcode(written: string | null): string | null {
  const read = written === null ? null : readUkPostcode(written);
  return read?.full ?? read?.district ?? written;
}
