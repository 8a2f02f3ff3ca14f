import { firstMatch, type Found } from './found.js';
import type { PreparedText } from '../prepare-text.js';
import { EMPLOYER } from './read-title.js';
import type { AdvertSentence } from './parts.js';

/** A proper name of up to five words: "Milton Keynes", "Princess House", "Stoke-on-Trent", "Royal Tunbridge Wells". */
const WORD = String.raw`(?:St\. )?(?:[\p{Lu}][\p{L}'’-]*\p{Ll}[\p{L}'’-]*|[\p{Lu}]{4,})(?![\p{L}\d])`;
const NAME = String.raw`${WORD}(?: (?:(?:of|on|upon|the|le|under) ){0,2}${WORD}){0,4}`;
const PLACES = String.raw`${NAME}(?:(?:, | ?/ ?| and | & )${NAME}){0,2}`;

/** Labels are written in any case, names of places begin with a capital: only the label is matched loosely. */
const LABEL =
  /(?:^|\n|\| ?)(?:main )?(?:base|based|site|location|place of work|work(?:ing)? (?:base|location)|town|where)(?: of work)?\s*[:–-]\s*(?:the |in |at )*/i;
const BASED = new RegExp(
  String.raw`\b(?:based|located|work(?:ing)?|situated)\s+(?:(?:mainly|primarily|initially|both) )?(?:at|in|from|out of|near|across)\s+(?:(?:the|our|one|a|new|town|city|market|of) )*(${PLACES})`,
  'u',
);
/** "Sheffield S10", "Harrow, HA1", "York / Malton area (YO17)". */
const BEFORE_POSTCODE = new RegExp(String.raw`(${PLACES})(?: area)?,? ?\(?$`, 'u');
const NO_PLACE =
  /^(occupational|therap\w+|the|you|we|our|this|mon\w*|band|grade|nhs|care|health|community|adult\w*|social|senior|permanent|full|part|hybrid|closing|ref|monday|friday)\b/i;

/**
 * Name of the place of work: what a line headed base, site or location gives, else the name before the postcode in one of
 * the advert's lines, else where the text says the post is based.
 */
export function readPlace(
  { text }: PreparedText,
  sentences: readonly AdvertSentence[],
  postcode: Found<string> | null,
): Found<string> | null {
  const end = sentences.at(-1)?.end ?? text.length;
  return (
    labelled(text, end) ??
    beforePostcode(text, postcode) ??
    behindPostcode(text, postcode) ??
    basedAt(text, sentences)
  );
}

function labelled(text: string, end: number): Found<string> | null {
  const label = firstMatch(text, LABEL, 0, end);
  if (label === null) return null;
  const name = new RegExp(`(${PLACES})`, 'uyd');
  name.lastIndex = label.end;
  const match = name.exec(text);
  return match === null ? null : placed(match);
}

function beforePostcode(text: string, postcode: Found<string> | null): Found<string> | null {
  if (postcode === null) return null;
  const lineStart = Math.max(text.lastIndexOf('\n', postcode.start - 1) + 1, postcode.start - 80);
  const before = text.slice(lineStart, postcode.start);
  const match = new RegExp(BEFORE_POSTCODE.source, 'ud').exec(before);
  return match === null ? null : placed(match, lineStart);
}

/** "HU17 Beverley, across sites": in the postcode's own line and nowhere in a sentence. */
function behindPostcode(text: string, postcode: Found<string> | null): Found<string> | null {
  if (postcode === null) return null;
  const name = new RegExp(`,? (${PLACES})(?=$|[\\n,|·.;])`, 'uyd');
  name.lastIndex = postcode.end;
  const match = name.exec(text);
  return match === null ? null : placed(match);
}

function basedAt(text: string, sentences: readonly AdvertSentence[]): Found<string> | null {
  for (const { start, end, role } of sentences) {
    if (role === 'heading' || role === 'excluded') continue;
    const match = new RegExp(BASED.source, 'ud').exec(text.slice(start, end));
    const place = match === null ? null : placed(match, start);
    if (place !== null) return place;
  }
  return null;
}

function placed(match: RegExpExecArray, offset = 0): Found<string> | null {
  const at = match.indices?.[1];
  const value = match[1];
  if (at === undefined || value === undefined || NO_PLACE.test(value)) return null;
  if (EMPLOYER.test(value) && !/\bhospitals?\b/i.test(value)) return null;
  return { value, start: offset + at[0], end: offset + at[1] };
}
