import type { ClosingDate } from '../criteria.js';
import type { PreparedText } from '../prepare-text.js';
import type { Found } from './found.js';
import type { AdvertSentence } from './parts.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:\.?,? ?(20\d{2})\b)?`;
const DAY_FIRST = new RegExp(String.raw`\b${DAY}(?: of)? ?${MONTH}${YEAR}`, 'i');
const MONTH_FIRST = new RegExp(String.raw`\b${MONTH} ${DAY}\b${YEAR}`, 'i');
/** British order; the year may be short. */
const NUMERIC = /\b(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2}|\d{2})\b/;
const ISO = /\b(20\d{2})-(\d{2})-(\d{2})\b/;

const CLOSES =
  /\b(clos(es?|ing)( date)?|deadline|apply (by|before|no later than)|applications? (by|close\w*|to (us )?by|before|deadline|must be (in|received)|should (be received|reach us))|(cvs?|applications?) (to us |in )?(by|before)|last date|by midnight|expires?|advert ends?)\b/gi;

/** The date behind the words that speak of closing, as far as the advert gives it; the year stays null where it is left out. */
export function readClosingDate(
  { text, lines }: PreparedText,
  sentences: readonly AdvertSentence[],
): Found<ClosingDate> | null {
  for (const { start, end, line } of sentences) {
    const words = text.slice(start, end);
    for (const match of words.matchAll(CLOSES)) {
      const from = start + match.index + match[0].length;
      // A heading "Closing date" has its date in the line below.
      const to = end - from < 4 ? (lines[line + 1]?.end ?? end) : end;
      const date = firstDate(text.slice(from, to), from);
      if (date !== null) return date;
    }
  }
  return null;
}

function firstDate(words: string, offset: number): Found<ClosingDate> | null {
  const found = [
    dateAt(DAY_FIRST.exec(words), offset, ([, day, month, year]) => [year, monthOf(month), day]),
    dateAt(MONTH_FIRST.exec(words), offset, ([, month, day, year]) => [year, monthOf(month), day]),
    dateAt(ISO.exec(words), offset, ([, year, month, day]) => [year, month, day]),
    dateAt(NUMERIC.exec(words), offset, ([, day, month, year]) => [
      year?.length === 2 ? `20${year}` : year,
      month,
      day,
    ]),
  ].filter((date) => date !== null);
  return found.sort((a, b) => a.start - b.start)[0] ?? null;
}

type Parts = readonly [
  year: string | number | undefined,
  month: string | number | undefined,
  day: string | undefined,
];

function dateAt(
  match: RegExpExecArray | null,
  offset: number,
  partsOf: (match: RegExpExecArray) => Parts,
): Found<ClosingDate> | null {
  if (match === null) return null;
  const [year, month, day] = partsOf(match).map((part) => (part === undefined ? null : Number(part)));
  if (!month || !day || month > 12 || day > new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate())
    return null;
  const start = offset + match.index;
  return { value: { year: year ?? null, month, day }, start, end: start + match[0].length };
}

function monthOf(name: string | undefined): number {
  return MONTHS.findIndex((month) => name?.toLowerCase().startsWith(month)) + 1;
}
