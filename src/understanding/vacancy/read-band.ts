import { firstMatch, type Found } from './found.js';

/** "6", "8a", "six"; written out it needs the word before it. */
const FIGURE = String.raw`(?:[2-9][a-d]?\b|(?:two|three|four|five|six|seven|eight ?[a-d]|nine)\b)`;
const NAMED = String.raw`(?:\b(?:band(?:ing|ed)?s?|a\.?f\.?c\.?|agenda for change)(?: (?:pay )?band)?\s*[:–-]?\s*(?:at )?(?:band )?${FIGURE}|\bB[2-9][a-d]?\b)`;
const RANGE = String.raw`(?:\s*(?:-|–|\/|to|or|and)\s*(?:band\s*|B(?=\d))?${FIGURE})?`;
const BAND = new RegExp(`${NAMED}${RANGE}${String.raw`(?!\s*(?:weeks|days|hours))`}`, 'i');

/** "Band 6 post", "Grade: NHS AfC: Band 6", "looking for Band 5 therapists": the band of the post and not of somebody in the team. */
const OF_POST = new RegExp(
  String.raw`(?:^|\b)(?:grade|band|banding|salary|pay)\s*:\s*(?:nhs\s*)?(?:afc:?\s*)?(?:band\s*)?${FIGURE}${RANGE}|` +
    String.raw`\b(?:this|our|an?|new|exciting|static|rotational|permanent|full[- ]time|part[- ]time|wte|(?:looking|search\w*|recruit\w*|seek\w*|hir\w+|need|require|want|opportunity|opening|vacanc(?:y|ies)|opportunities|posts?|roles?|positions?)(?: (?:for|to|is|are|as|at))?)\s+(?:(?:an?|two|three|\d|x|full|part|time|new|exciting|permanent|full[- ]time|part[- ]time|static|rotational|experienced|enthusiastic|motivated|dynamic|qualified|senior) )*` +
    String.raw`band\s*${FIGURE}(?:\s*(?:-|–|\/|to|or|and)\s*(?:band\s*)?${FIGURE})?` +
    String.raw`\s+(?:full[- ]time |part[- ]time |permanent |qualified |registered |community |paediatric )*(?:post|role|position|opportunity|vacanc|occupational|ots?\b|static|rotation|senior|specialist|therap)`,
  'i',
);
/** Words that give the band to a colleague, or to the person's past. */
const OF_SOMEBODY_ELSE =
  /\b(also|other|further|supervis\w*|mentor\w*|manag\w*|support\w*|lead\w*|alongside|join|contact|from|applications? from|as well as|experienced?)\b/i;

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

const SPELT: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};

function normalised(found: Found<string>): Found<string> | null {
  const figures = found.value.replace(
    /\b(two|three|four|five|six|seven|eight|nine)\b ?(?=[a-d]?\b)/gi,
    (word) => SPELT[word.trim().toLowerCase()] ?? word,
  );
  const bands = [...figures.matchAll(/(?<![\d.])([2-9][a-d]?)\b/gi)].map(([, band]) =>
    (band ?? '').toLowerCase(),
  );
  const whole = bands.map((band) => (band === '8' ? '8a' : band));
  return whole.length === 0 ? null : { ...found, value: [...new Set(whole)].join('/') };
}
