import { Problem } from '../http/problem.js';
import { readUkPostcode } from '../places/read-uk-postcode.js';
import { prepareText } from '../understanding/prepare-text.js';

/** Who wrote the CV, under all records that speak for them. */
export interface Writer {
  readonly names: string;
  readonly hcpcNumber: string | null;
}

const LONGEST = 100;
const SHORTEST = 3;
/** A telephone number, an account, a number of any register, a date of birth: years alone are as short as four digits. */
const MANY_DIGITS = /\d(?:[\s()./\p{Pd}]*\d){4}/u;
/** Where somebody tells of themselves is as good as their name. */
const WEB_ADDRESS = /\bwww\.|\bhttps?:|\.(?:com|co|org|net|uk)\b/i;
/** What the HCPC gives out: letters of the profession before digits. Source: hcpc-uk.org, "How to check". */
const REGISTER_NUMBER = /\bOT[\s:#-]{0,2}\d{2}/i;
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/gi;
/** What the review page shows in the place of a name. */
const MASK = '▇';
const SHORTEST_NAME = 2;

/**
 * Words for the taxonomy are read by everybody who runs this program: none of them may tell who somebody is.
 *
 * @throws Problem `words_too_long`, `words_too_short`, `words_personal`
 */
export function refusePersonalWords(words: string, { names, hcpcNumber }: Writer): void {
  if (words.length > LONGEST || prepareText(words).sentences.length > 1) throw new Problem('words_too_long');
  if ((words.match(/\p{L}/gu) ?? []).length < SHORTEST) throw new Problem('words_too_short');
  const folded = fold(words);
  const own = new Set(wordsOf(fold(names)).filter((word) => word.length >= SHORTEST_NAME));
  const isPersonal =
    words.includes('@') ||
    words.includes(MASK) ||
    MANY_DIGITS.test(words) ||
    WEB_ADDRESS.test(words) ||
    REGISTER_NUMBER.test(words) ||
    (hcpcNumber !== null && folded.replace(/\W/g, '').includes(hcpcNumber.toLowerCase())) ||
    (words.match(POSTCODE) ?? []).some((code) => readUkPostcode(code) !== null) ||
    wordsOf(folded).some((word) => own.has(word));
  if (isPersonal) throw new Problem('words_personal');
}

/** In small letters without accents. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}
