import { matchesOf } from '../matches-of.js';
import type { YearMonth } from '../profile.js';

/** One end of a spell of time. Offsets into the text. */
export interface DatePoint {
  readonly value: YearMonth | 'present';
  readonly start: number;
  readonly end: number;
  /** A month or season without a year of its own: "Jan" in "Jan–Aug 2021". */
  readonly yearless: boolean;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** A season stands for its middle month. */
const SEASONS: Readonly<Record<string, number>> = { spring: 4, summer: 7, autumn: 10, fall: 10, winter: 1 };
const NAME =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter)';
const YEAR = "(?:(?:19|20)\\d{2}|['’]\\d{2})";
/** No figure begins here: a digit, a sign of money or a dot stands before, or a hyphen that is not behind a date. */
const FIGURE_BEGINS = "(?<![\\d£/.,]|(?<!(?:\\b(?:19|20)\\d{2}|['’/.]\\d{2}))-)";
/** How any of the forms below begins, by figure, quote or first letter: tried first, since most places of a text are none. */
const BEGINS = "(?=[\\d']|\\b[jfmasondpctw])";
const FORMS = [
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)?\\s+)?(${NAME})\\b\\.?[,/-]?\\s*(?:of\\s+)?(${YEAR}|\\d{2}(?=\\s*(?:$|[–—)|,;:-]|to\\b|until\\b)))(?!\\d)`,
  `${FIGURE_BEGINS}(?:\\d{1,2}[./-])?(0?[1-9]|1[0-2])(?:[./-]((?:19|20)\\d{2})|[./](\\d{2}))(?!\\d|[/%]|\\.\\d)`,
  `(?<![\\d£/.,-])((?:19|20)\\d{2})[-/.](0[1-9]|1[0-2])(?:-[0-3]\\d)?(?![\\d/.-])`,
  `(?<![\\w'])'(\\d{2})(?=\\s*[–—-]|\\s+to\\b|\\s*$)|(?<=[–—-]\\s?)'(\\d{2})(?!\\w)`,
  `${FIGURE_BEGINS}((?:19|20)\\d{2})(?![\\d%])`,
  `\\b(${NAME})(?=\\s*(?:[–—-]|to\\b|until\\b))`,
  `\\b(present|now|current|currently|today|to date|till date|till now|ongoing|date)\\b`,
];
const POINT = new RegExp(`${BEGINS}(?:${FORMS.join('|')})`, 'gi');
/** Every month, year and word for the present that a text names, in order. A two-figure year is of this century up to 60. */
export function findDatePoints(text: string): readonly DatePoint[] {
  return matchesOf(POINT, text)
    .map(pointOf)
    .filter((point) => point !== null);
}

function pointOf(match: RegExpExecArray): DatePoint | null {
  const [
    whole,
    name,
    ofName,
    month,
    longYear,
    shortYear,
    isoYear,
    isoMonth,
    bare1,
    bare2,
    year,
    alone,
    present,
  ] = match;
  const place = { start: match.index, end: match.index + whole.length, yearless: false };
  if (present !== undefined) return { ...place, value: 'present' };
  if (name !== undefined) return { ...place, value: { year: fullYear(ofName), month: monthOf(name) } };
  if (month !== undefined)
    return { ...place, value: { year: fullYear(longYear ?? shortYear), month: Number(month) } };
  if (isoYear !== undefined) return { ...place, value: { year: Number(isoYear), month: Number(isoMonth) } };
  const plain = bare1 ?? bare2 ?? year;
  if (plain !== undefined) return { ...place, value: { year: fullYear(plain), month: null } };
  if (alone !== undefined) return { ...place, yearless: true, value: { year: 0, month: monthOf(alone) } };
  return null;
}

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  return SEASONS[lower] ?? MONTHS.indexOf(lower.slice(0, 3)) + 1;
}

function fullYear(text = ''): number {
  if (text.length === 4) return Number(text);
  const year = Number(text.slice(-2));
  return year <= 60 ? 2000 + year : 1900 + year;
}
