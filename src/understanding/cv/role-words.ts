import { findBands, findGrades } from './bands.js';
import { findDates } from './dates.js';
import { sectorOf } from './employer-sector.js';
import { readTitle, type TitleReading } from './job-titles.js';
import { matchesOf } from '../matches-of.js';

/** Qualifications name the profession without naming a post: they are blanked out before a title is read. */
const DEGREE =
  /\b(?:BSc|B\.Sc\.?|MSc|M\.Sc\.?|PG ?Dip|PG ?Cert|Dip ?COT|degree|diploma|bachelor|master'?s?|MOccTher|graduate diploma)\b[^,;.:–—|\n]*/gi;
const OTHER_POST =
  /\b(?:assistant|support worker|carer|nurse|nursing|teacher|social worker|physio(?:therapist)?|manager|supervisor|instructor|officer|worker|technician|therapist|practitioner|joiner|barista|waitress|waiter|adviser|advisor|coordinator|co-ordinator|driver|cleaner|receptionist|administrator|volunteer|intern|engineer|consultant|lecturer|apprentice|hostess|hand for|chef|cook|trainer|coach|steward|clerk|helper|secretary|joinery|warehouse|lead|leader|head of)\b/i;

/** Blanks out the names of qualifications, keeping all places. */
export function withoutDegrees(words: string): string {
  // To search takes a fraction of what replacing nothing does, and few headers name a degree.
  if (words.search(DEGREE) < 0) return words;
  return words.replace(DEGREE, (match) => ' '.repeat(match.length));
}

/** The title that a header names, degrees aside. */
export function titleIn(words: string): TitleReading | null {
  return readTitle(withoutDegrees(words));
}

export interface PostNames {
  readonly title: boolean;
  readonly employer: boolean;
  readonly band: boolean;
}

/** What of a post the words name. */
export function namesPost(words: string): PostNames {
  const plain = withoutDegrees(words);
  return { title: hasTitle(plain), employer: sectorOf(plain) !== null, band: hasBand(plain) };
}

export function namesTitle(words: string): boolean {
  return hasTitle(withoutDegrees(words));
}

export function namesBand(words: string): boolean {
  return hasBand(withoutDegrees(words));
}

/** The list of words is searched first: it has most titles, and reading one takes many times as long. */
function hasTitle(plain: string): boolean {
  return OTHER_POST.test(plain) || readTitle(plain) !== null;
}

function hasBand(plain: string): boolean {
  return findBands(plain).length > 0 || findGrades(plain).length > 0;
}

const DELIMITER =
  /\s[–—-]\s|[,;|•·\n]|\s(?:at|with|in|for|from|on)\s|(?<!\bSt)\.\s|:\s|\b(?:I was|I am|I'm|have been|as an?|as deputy|became|joined|\d{4})\s/g;

/** The stretch between delimiters around a place: the whole of a title or an employer's name. */
export function segmentAt(words: string, start: number, end: number): { start: number; end: number } {
  let from = 0;
  let to = words.length;
  for (const match of matchesOf(DELIMITER, words)) {
    const close = match.index + match[0].length;
    if (close <= start) from = close;
    else if (match.index >= end) {
      to = match.index;
      break;
    }
  }
  for (const date of findDates(words)) {
    if (date.end <= start) from = Math.max(from, date.end);
    else if (date.start >= end) to = Math.min(to, date.start);
  }
  from += /^(?:[\s("'–—|-]|(?:an?|the|my|I'm)\s)*/i.exec(words.slice(from, start))?.[0].length ?? 0;
  while (to > from && /[\s.:(–—|-]/.test(words[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
