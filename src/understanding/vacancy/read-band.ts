import { firstMatch, type Found } from './found.js';

const BAND =
  /(?:\bband\s*|\bB)[2-9][a-d]?\b(?:\s*(?:-|–|\/|to|or|and)\s*(?:band\s*)?[2-9][a-d]?\b)?(?!\s*(?:weeks|days|hours))/i;

/** "Band 6 post", "Grade: NHS AfC: Band 6": the band of the post and not of somebody in the team. */
const OF_POST =
  /(?:grade|band|banding|salary)\s*:\s*(?:nhs\s*)?(?:afc:?\s*)?(?:band\s*)?[2-9][a-d]?\b|\b(?:this|our|an?|exciting|static|rotational|permanent|full[- ]time|part[- ]time|wte)\s+(?:new |exciting |permanent |full[- ]time |part[- ]time |static |rotational |experienced |enthusiastic )*band\s*[2-9][a-d]?(?:\s*(?:-|\/|to)\s*[2-9][a-d]?)?\s+(?:post|role|position|opportunity|vacanc|occupational|ot\b|static|rotation|senior|specialist)/i;
/** Words that give the band to a colleague, or to the person's past. */
const OF_SOMEBODY_ELSE =
  /\b(supervis\w*|mentor\w*|manag\w*|support\w*|lead\w*|alongside|join|contact|from|applications? from|as well as|experienced?)\b/i;

/** The NHS band that the header states for the post, as written: "6", "8b", or "5/6". */
export function readHeaderBand(text: string, header: readonly Found<string>[]): Found<string> | null {
  for (const line of header) {
    const found = firstMatch(text, BAND, line.start, line.end);
    if (found !== null) return normalised(found);
  }
  return null;
}

/** A band that the text states for the post and not for a colleague. */
export function readBandOfPost(
  text: string,
  sentences: readonly { readonly start: number; readonly end: number }[],
): Found<string> | null {
  for (const { start, end } of sentences) {
    const found = firstMatch(text, OF_POST, start, end);
    if (found !== null && !OF_SOMEBODY_ELSE.test(text.slice(start, found.start))) return normalised(found);
  }
  return null;
}

/** Bands that a reading names: one, or the ends of a range. */
export function bandsNamed(band: string): readonly string[] {
  return band.split('/');
}

function normalised(found: Found<string>): Found<string> | null {
  const bands = [...found.value.matchAll(/(?<![\d.])([2-9][a-d]?)\b/gi)].map(([, band]) =>
    (band ?? '').toLowerCase(),
  );
  const whole = bands.map((band) => (band === '8' ? '8a' : band));
  return whole.length === 0 ? null : { ...found, value: [...new Set(whole)].join('/') };
}
