import { firstMatch, type Found } from './found.js';

const FULL = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b/;

/** Two-letter areas stand alone; a one-letter area needs a place name before it, as B6 is a band and L3 a level. */
const OUTWARD =
  /\b(?:AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)\d{1,2}[A-Z]?\b/;
const ONE_LETTER = /(?:[A-Z][a-z]+,? |, )((?:B|E|G|L|M|N|S|W)\d{1,2}[A-Z]?)\b/;

/** A full postcode, else an outward code, of the place of work: the first in the text. */
export function readPostcode(text: string): Found<string> | null {
  const found = firstMatch(text, FULL) ?? firstMatch(text, OUTWARD);
  if (found !== null) return found;
  const lone = ONE_LETTER.exec(text);
  const code = lone?.[1];
  if (
    lone === null ||
    code === undefined ||
    /\b(band|level|grade|therapist|ot|manager|lead)\b/i.test(lone[0])
  )
    return null;
  const end = lone.index + lone[0].length;
  return { value: code, start: end - code.length, end };
}
