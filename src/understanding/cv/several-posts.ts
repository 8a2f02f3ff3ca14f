import type { Cell } from './columns.js';
import type { DateMark } from './dates.js';
import { sectorOf } from './employer-sector.js';
import { STUDIES, type RoleHeader } from './role-header.js';
import { namesBand, namesTitle, titleIn } from './role-words.js';
import type { TextSection } from './sections.js';

/** A longer stretch between two dates is a story and no list. */
const PIECE_MAX = 160;
/** Rotations of one post have dates too. */
const ROTATIONS = /\brotat/i;
/** What all posts of a line were, before the first of them: "Locum Band 6 OT – Airedale Council Jan–Mar 2022; …". */
const LEAD = /^(.{4,80}?)(?:\s[–—-]\s|:\s|\s(?:at|with|for)\s)/i;

/**
 * The posts of a line or sentence that has several, each with a range of dates and an employer or title of its own; none
 * where any of them lacks that.
 *
 * @param marks dates inside the range, by their place in `text`
 */
export function severalHeaders(
  text: string,
  range: Cell,
  section: TextSection,
  marks: readonly DateMark[],
): readonly RoleHeader[] {
  const spells = marks.filter(({ kind }) => kind === 'range');
  const [first] = spells;
  if (first === undefined || spells.length < 2 || ROTATIONS.test(text.slice(range.start, first.start)))
    return [];
  const datesLead = first.start - range.start < 3;
  const lead = datesLead ? undefined : leadOf(text, range.start, first.start);
  const headers = spells.map((mark, index): RoleHeader => {
    const start = datesLead ? mark.start : (spells[index - 1]?.end ?? range.start);
    const end = datesLead ? (spells[index + 1]?.start ?? range.end) : mark.end;
    const skipped = /^[\s,;.)|/]*(?:and |then )?/.exec(text.slice(start, end))?.[0].length ?? 0;
    const header = { start: start + skipped, end, mark, section, structured: true };
    return index === 0 || lead === undefined ? header : { ...header, lead };
  });
  return headers.every(({ start, end }) => isPost(text.slice(start, end))) ? headers : [];
}

function isPost(words: string): boolean {
  if (words.length > PIECE_MAX || STUDIES.test(words)) return false;
  return titleIn(words) !== null || sectorOf(words.replace(/\b(?:wards?|community)\b/gi, ' ')) !== null;
}

function leadOf(text: string, start: number, end: number): Cell | undefined {
  const words = LEAD.exec(text.slice(start, end))?.[1];
  if (words === undefined || !(namesTitle(words) || namesBand(words))) return undefined;
  return sectorOf(words.replace(/\b(?:agency|private)\b/gi, ' ')) === null
    ? { start, end: start + words.length }
    : undefined;
}
