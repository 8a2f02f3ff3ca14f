import { matchesOf } from '../matches-of.js';
import { COUNTED_THINGS } from './counted-things.js';
import type { Found } from './found.js';
import { isAnothersBand } from './whose-band.js';

/** "6", "8a", "six"; written out it needs the word before it. */
const FIGURE = String.raw`(?:[2-9][a-d]?\b|(?:two|three|four|five|six|seven|eight ?[a-d]|nine)\b)`;
const NAMED = String.raw`(?:\b(?:band(?:ing|ed)?s?|a\.?f\.?c\.?|agenda for change)(?: (?:pay )?band)?\s*[:–-]?\s*(?:at )?(?:band )?${FIGURE}|\bB[2-9][a-d]?\b)`;
/** "Band 5 - 3 posts", "Band 6 - 7.5 hours": what is counted behind a dash is no band. */
const COUNTED = String.raw`(?!\s*(?:${COUNTED_THINGS}|×|\.\d))`;
/** "5/6", "5 to Band 6", and "5, progressing to Band 6": what the post grows to. */
const GROWS = String.raw`,?\s*\(?\s*(?:with )?(?:(?:automatic|accelerated|supported) )?(?:progress|develop|mov|ris)(?:ing|ion|ment|es|e)?(?: on| up)? (?:in)?to`;
const RANGE = String.raw`(?:(?:\s*(?:-|–|\/|&|to|or|and)|${GROWS})\s*(?:an? )?(?:band\s*|B(?=\d))?${FIGURE}${COUNTED})?`;
const NAME_OF_BAND = new RegExp(`${NAMED}${RANGE}`, 'i');
const BAND = new RegExp(`${NAMED}${RANGE}${String.raw`(?!\s*(?:weeks|days|hours))`}`, 'gi');

/** Words that lead to the band of the post: "our …", "looking for …", "an opportunity has arisen for an …". */
const LEADS = String.raw`(?:this|our|an?|new|exciting|static|rotational|permanent|full[- ]time|part[- ]time|wte|(?:looking|search\w*|recruit\w*|seek\w*|hir\w+|need|require|want|opportunity|opening|vacanc(?:y|ies)|opportunities|posts?|roles?|positions?)(?: (?:has|have) (?:recently )?(?:arisen|come up|become available))?(?: (?:for|to|is|are|as|at))?)`;
/** One word and what parts it from the next, so that a run of them can be read in one way only. */
const PRAISE = String.raw`(?:(?:an?|two|three|\d|x|full|part|time|new|exciting|permanent|static|rotational|highly|well|self|experienced|enthusiastic|motivated|innovative|committed|dedicated|proactive|skilled|caring|friendly|flexible|dynamic|qualified|senior)(?:,? (?:and |& )?|-))*`;
/** Words for the post or whoever holds it, a few words behind the band. */
const NOUN = String.raw`(?:[\w/-]+ ){0,3}?(?:[\w/-]*/)?(?:posts?|role|position|opportunity|vacanc|occupational|ots?\b|static|rotation|senior|specialist|therap|assistant|technician|pract\w*ner|clinician|physio)`;

/**
 * "Band 6 post", "Grade: NHS AfC: Band 6", "looking for Band 5 therapists", "Band 6, £38,682 a year": the band of the post and
 * not of somebody in the team.
 */
const OF_POST = new RegExp(
  [
    String.raw`(?:^|\b)(?:grade|band|banding|salary|pay)\s*:\s*(?:nhs\s*)?(?:afc:?\s*)?(?:band\s*)?${FIGURE}${RANGE}`,
    String.raw`^(?:nhs )?(?:afc:? |agenda for change:? )?band\s*${FIGURE}${RANGE}(?=\)?\s*[,:;(|–-]*\s*£\s?\d)`,
    String.raw`(?<=£\s?\d[\d,.]{0,12}(?: (?:per annum|a year|p\.?a\.?|pro rata))*,?\s*\(?)(?:afc:? )?band\s*${FIGURE}${RANGE}`,
    String.raw`\b(?:this|the|our) (?:\w+ )?(?:post|role|position|job) (?:is|will be) (?:(?:graded|paid|set|at|an?) ){0,2}${NAMED}${RANGE}`,
    String.raw`\b${LEADS}\s+${PRAISE}band\s*${FIGURE}${RANGE}\s+${NOUN}`,
  ].join('|'),
  'gi',
);
/** One of these words is in all that the two expressions look for. */
const MAY_NAME = /band|grade|salary|pay|afc|agenda|\bB[2-9]/i;
/** Words that give the band to a colleague, or to the person's past. */
const OF_SOMEBODY_ELSE =
  /\b(also|other|further|supervis\w*|mentor\w*|manag\w*|support\w*|lead\w*|alongside|join|contact|from|applications? from|as well as|experienced?|background|includ\w+|suit\w*|report\w*|under|nurtur\w*|(?:led|run|staffed|delivered|provided|covered|shared|done|held) by|team of|team (?:is|has)(?! (?:now )?(?:look|seek|recruit|search|hiring|need|an? (?:exciting|new|opportunit|vacanc))))\b/i;

/** So much of the words that lead to the post tells whether a team is there or looks for somebody. */
const VERB = 'looking '.length;

/** "This Band 6 post", "join us as a Band 6 OT": the post's, whatever colleagues were named before. */
const SURELY_OF_POST =
  /\bthis (?:[\w-]+ ){0,2}$|\b(?:join|come (?:and|to) work)\b[^.;]{0,60}\bas an? (?:[\w-]+ ){0,2}$/i;

/** "You are taken on at either Band 5 or Band 6 level"; and not who "has worked at Band 6 level". */
const AT_LEVEL = new RegExp(String.raw`\bat (?:either )?(?:an? )?band\s*${FIGURE}${RANGE} level\b`, 'gi');
const OF_A_PAST =
  /\b(?:experienc\w+|background|knowledge|skills?|practis\w+|work(?:s|ed|ing)?)\b[^.;]{0,60}$/i;

/** The NHS band that the header states for the post, as written: "6", "8b", or "5/6". */
export function readHeaderBand(text: string, header: readonly Found<string>[]): Found<string> | null {
  for (const line of header) {
    const found = bandIn(text, BAND, line, () => true);
    if (found !== null) return found;
  }
  return null;
}

/** A sentence that names more bands than this is no sentence. */
const MOST_BANDS = 12;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A band that the text states for the post and not for a colleague. */
export function readBandOfPost(text: string, sentences: readonly Stretch[]): Found<string> | null {
  for (const sentence of sentences) {
    if (!MAY_NAME.test(text.slice(sentence.start, sentence.end))) continue;
    const found =
      bandIn(text, OF_POST, sentence, (lead, before) => {
        return SURELY_OF_POST.test(before) || !OF_SOMEBODY_ELSE.test(lead);
      }) ?? bandIn(text, AT_LEVEL, sentence, (_, before) => !OF_A_PAST.test(before));
    if (found !== null) return found;
  }
  return null;
}

/**
 * The first match of an expression that names a band of the post.
 *
 * @param counts asked with the words up to the verb of the match, and with those up to its band
 */
function bandIn(
  text: string,
  expression: RegExp,
  { start, end }: Stretch,
  counts: (lead: string, before: string) => boolean,
): Found<string> | null {
  const words = text.slice(start, end);
  for (const match of matchesOf(expression, words).slice(0, MOST_BANDS)) {
    const { index } = match;
    const named = NAME_OF_BAND.exec(match[0]);
    const band = named?.[0] ?? match[0];
    const from = index + (named?.index ?? 0);
    const before = words.slice(0, from);
    const after = words.slice(from + band.length);
    if (isAnothersBand(before, band, after) || !counts(words.slice(0, index + VERB), before)) continue;
    const found = normalised({ value: match[0], start: start + index, end: start + index + match[0].length });
    if (found !== null) return found;
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
