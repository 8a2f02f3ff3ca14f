import { findBands, findGrades } from './bands.js';
import { sectorOf } from './employer-sector.js';
import { readTitle, type TitleReading } from './job-titles.js';

/** Qualifications name the profession without naming a post: they are blanked out before a title is read. */
const DEGREE =
  /\b(?:BSc|B\.Sc\.?|MSc|M\.Sc\.?|PG ?Dip|PG ?Cert|Dip ?COT|degree|diploma|bachelor|master'?s?|MOccTher|graduate diploma)\b[^,;.:–—|\n]*/gi;
const OTHER_POST =
  /\b(?:assistant|support worker|carer|nurse|nursing|teacher|social worker|physio(?:therapist)?|manager|supervisor|instructor|officer|worker|technician|therapist|practitioner|joiner|barista|waitress|waiter|adviser|advisor|coordinator|co-ordinator|driver|cleaner|receptionist|administrator|volunteer|intern|engineer|consultant|lecturer|apprentice|hostess|hand for|chef|cook|trainer|coach|steward|clerk|helper|secretary|joinery|warehouse|lead|leader|head of)\b/i;

/** Blanks out the names of qualifications, keeping all places. */
export function withoutDegrees(words: string): string {
  return words.replace(DEGREE, (match) => ' '.repeat(match.length));
}

/** The title that a header names, degrees aside. */
export function titleIn(words: string): TitleReading | null {
  return readTitle(withoutDegrees(words));
}

/** What of a post the words name. */
export function namesPost(words: string): { title: boolean; employer: boolean; band: boolean } {
  const plain = withoutDegrees(words);
  return {
    title: readTitle(plain) !== null || OTHER_POST.test(plain),
    employer: sectorOf(plain) !== null,
    band: findBands(plain).length > 0 || findGrades(plain).length > 0,
  };
}

const DELIMITER =
  /\s[–—-]\s|[,;|•·\n]|\s(?:at|with|in|for|from|on)\s|\.\s|:\s|\b(?:I was|I am|have been|as an?|as deputy|became|\d{4})\s/g;

/** The stretch between delimiters around a place: the whole of a title or an employer's name. */
export function segmentAt(words: string, start: number, end: number): { start: number; end: number } {
  let from = 0;
  let to = words.length;
  for (const match of words.matchAll(DELIMITER)) {
    const close = match.index + match[0].length;
    if (close <= start) from = close;
    else if (match.index >= end) {
      to = match.index;
      break;
    }
  }
  while (from < to && /[\s("']/.test(words[from] ?? '')) from += 1;
  while (to > from && /[\s.:]/.test(words[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
