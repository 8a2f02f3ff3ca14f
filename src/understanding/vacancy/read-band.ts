import { COUNTED_THINGS } from './counted-things.js';
import { firstMatch, type Found } from './found.js';

/** "6", "8a", "six"; written out it needs the word before it. */
const FIGURE = String.raw`(?:[2-9][a-d]?\b|(?:two|three|four|five|six|seven|eight ?[a-d]|nine)\b)`;
const NAMED = String.raw`(?:\b(?:band(?:ing|ed)?s?|a\.?f\.?c\.?|agenda for change)(?: (?:pay )?band)?\s*[:–-]?\s*(?:at )?(?:band )?${FIGURE}|\bB[2-9][a-d]?\b)`;
/** "Band 5 - 3 posts", "Band 6 - 7.5 hours": what is counted behind a dash is no band. */
const COUNTED = String.raw`(?!\s*(?:${COUNTED_THINGS}|×|\.\d))`;
/** "5/6", "5 to Band 6", and "5, progressing to Band 6": what the post grows to. */
const GROWS = String.raw`,?\s*\(?\s*(?:with )?(?:(?:automatic|accelerated|supported) )?(?:progress|develop|mov|ris)(?:ing|ion|ment|es|e)?(?: on| up)? (?:in)?to`;
const RANGE = String.raw`(?:(?:\s*(?:-|–|\/|&|to|or|and)|${GROWS})\s*(?:an? )?(?:band\s*|B(?=\d))?${FIGURE}${COUNTED})?`;
const BAND = new RegExp(`${NAMED}${RANGE}${String.raw`(?!\s*(?:weeks|days|hours))`}`, 'i');

/** Words that lead to the band of the post: "our …", "looking for …", "an opportunity has arisen for an …". */
const LEADS = String.raw`(?:this|our|an?|new|exciting|static|rotational|permanent|full[- ]time|part[- ]time|wte|(?:looking|search\w*|recruit\w*|seek\w*|hir\w+|need|require|want|opportunity|opening|vacanc(?:y|ies)|opportunities|posts?|roles?|positions?)(?: (?:has|have) (?:recently )?(?:arisen|come up|become available))?(?: (?:for|to|is|are|as|at))?)`;
/** One word and what parts it from the next, so that a run of them can be read in one way only. */
const PRAISE = String.raw`(?:(?:an?|two|three|\d|x|full|part|time|new|exciting|permanent|static|rotational|highly|well|self|experienced|enthusiastic|motivated|innovative|committed|dedicated|proactive|skilled|caring|friendly|flexible|dynamic|qualified|senior)(?:,? (?:and |& )?|-))*`;
/** Words for the post or whoever holds it, a few words behind the band. */
const NOUN = String.raw`(?:[\w/-]+ ){0,3}?(?:[\w/-]*/)?(?:posts?|role|position|opportunity|vacanc|occupational|ots?\b|static|rotation|senior|specialist|therap|assistant|technician|practitioner)`;

/**
 * "Band 6 post", "Grade: NHS AfC: Band 6", "looking for Band 5 therapists", "Band 6, £38,682 a year": the band of the post and
 * not of somebody in the team.
 */
const OF_POST = new RegExp(
  [
    String.raw`(?:^|\b)(?:grade|band|banding|salary|pay)\s*:\s*(?:nhs\s*)?(?:afc:?\s*)?(?:band\s*)?${FIGURE}${RANGE}`,
    String.raw`^(?:nhs )?(?:afc:? |agenda for change:? )?band\s*${FIGURE}${RANGE}(?=\)?\s*[,:;(|–-]*\s*£\s?\d)`,
    String.raw`(?<=£\s?\d[\d,.]{0,12}(?: (?:per annum|a year|p\.?a\.?|pro rata))*,?\s*\(?)(?:afc:? )?band\s*${FIGURE}${RANGE}`,
    String.raw`\b${LEADS}\s+${PRAISE}band\s*${FIGURE}${RANGE}\s+${NOUN}`,
  ].join('|'),
  'i',
);
/** Words that give the band to a colleague, or to the person's past. */
const OF_SOMEBODY_ELSE =
  /\b(also|other|further|supervis\w*|mentor\w*|manag\w*|support\w*|lead\w*|alongside|join|contact|from|applications? from|as well as|experienced?|background|includ\w+|suit\w*|report\w*|under|nurtur\w*|(?:led|run|staffed|delivered|provided|covered|shared|done|held) by|team of|team (?:is|has)(?! (?:now )?(?:look|seek|recruit|search|hiring|need|an? (?:exciting|new|opportunit|vacanc))))\b/i;

/** So much of the words that lead to the post tells whether a team is there or looks for somebody. */
const VERB = 'looking '.length;

/** "You are taken on at either Band 5 or Band 6 level"; and not who "has worked at Band 6 level". */
const AT_LEVEL = new RegExp(String.raw`\bat (?:either )?(?:an? )?band\s*${FIGURE}${RANGE} level\b`, 'i');
const OF_A_PAST =
  /\b(?:experienc\w+|background|knowledge|skills?|practis\w+|work(?:s|ed|ing)?)\b[^.;]{0,60}$/i;

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
    const named = firstMatch(text, OF_POST, start, end);
    if (named !== null && !OF_SOMEBODY_ELSE.test(text.slice(start, named.start + VERB)))
      return normalised(named);
    const level = firstMatch(text, AT_LEVEL, start, end);
    if (level !== null && !OF_A_PAST.test(text.slice(start, level.start))) return normalised(level);
  }
  return null;
}

/** Bands that a reading names: one, or the ends of a range, the lower first. */
export function bandsNamed(band: string): readonly string[] {
  return band.split('/');
}

const BANDS = ['2', '3', '4', '5', '6', '7', '8a', '8b', '8c', '8d', '9'];
/** Steps between the ends of a range. */
const WIDEST = 2;

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
  const [first, second] = bands.map((band) => BANDS.indexOf(band === '8' ? '8a' : band));
  if (first === undefined) return null;
  // "Band 6 - 2 posts" counts posts.
  const ends = second === undefined || Math.abs(second - first) > WIDEST ? [first] : [first, second];
  const named = [...new Set(ends)].sort((a, b) => a - b).map((index) => BANDS[index]);
  return { ...found, value: named.join('/') };
}
