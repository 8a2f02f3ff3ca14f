import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates, type DateMark } from './dates.js';
import { placementHeader, titledPlacements } from './placement-header.js';
import type { FieldPost } from './post-fields.js';
import { SHORT_LINE, type RoleHeader } from './role-header.js';
import type { TextSection } from './sections.js';
import { severalHeaders } from './several-posts.js';
import { shortHeader } from './short-header.js';
import { isTold, toldHeaders, undatedHeaders } from './told-headers.js';
import { movedBy } from '../text-range.js';

/** Parts in which no post of the person is introduced. */
const SILENT = new Set(['references', 'interests', 'wishes', 'skills', 'registration']);
/** Parts that tell of posts in passing, where the CV has a history of its own. */
const TALK = new Set(['summary', 'contact', 'other']);
/** A line that lists posts; a longer one is running text. */
const LIST_MAX = 400;
/** Nobody has held more posts; text made to have them must not take long. */
const HEADERS_MAX = 200;

/** Every place where a post, placement or other spell is introduced, in order of place. */
export function findRoleHeaders(
  prepared: PreparedText,
  sections: readonly TextSection[],
  posts: readonly FieldPost[],
): readonly RoleHeader[] {
  const { lines, text } = prepared;
  const headers: RoleHeader[] = [];
  const fieldPosts = posts.filter(
    ({ start }) => !SILENT.has(sections[indexAt(sections, start)]?.kind ?? 'other'),
  );
  const titled = titledPlacements(lines, sections);
  lines.forEach((line, index) => {
    const section = sections[indexAt(sections, line.start)];
    const reach = headers.at(-1)?.end ?? 0;
    if (
      section === undefined ||
      SILENT.has(section.kind) ||
      line.start < reach ||
      headers.length >= HEADERS_MAX
    )
      return;
    const own = fieldPosts.filter(({ start }) => start >= line.start && start < line.end);
    if (own.length > 0) {
      headers.push(
        ...own.map((post) => ({
          ...post,
          section: sections[indexAt(sections, post.start)] ?? section,
          structured: true,
        })),
      );
      return;
    }
    const content = text.slice(line.start, line.end);
    const marks = findDates(content);
    if (section.sense === 'placements' && line.start !== section.heading?.start) {
      const header = placementHeader(prepared, line, section, marks[0] ?? null, titled);
      const last = headers.at(-1);
      if (header !== null && last !== undefined && isDateOf(last, line.start, content, marks[0])) {
        headers[headers.length - 1] = { ...last, end: header.end, mark: header.mark };
      } else if (header !== null) headers.push(header);
      return;
    }
    const several = line.bullet
      ? []
      : severalHeaders(
          text,
          line,
          section,
          marks.map((mark) => movedBy(mark, line.start)),
        );
    if (several.length > 0 && content.length <= LIST_MAX) {
      headers.push(...several);
      return;
    }
    if (content.length <= SHORT_LINE && !isTold(content, marks)) {
      const header = shortHeader(prepared, index, section, marks, reach);
      if (header !== null) {
        headers.push(header);
        return;
      }
    }
    headers.push(...toldHeaders(prepared, index, section, marks));
  });
  const kept = withoutTalk(headers);
  return kept.some(({ section }) => section.sense === null)
    ? kept
    : [...kept, ...undatedHeaders(prepared, sections)].sort((a, b) => a.start - b.start);
}

/** A date on a line of its own, directly below the placement that it is the date of. */
function isDateOf(
  placement: RoleHeader,
  start: number,
  content: string,
  mark: DateMark | undefined,
): boolean {
  const alone = mark !== undefined && content.length - (mark.end - mark.start) <= 2;
  return alone && placement.mark === null && start - placement.end <= 2;
}

/**
 * Summaries repeat posts that the history has in full. Posts set out line by line in them count where the history has
 * fewer, posts told in running text where next to nothing else is known, or where nothing else is held at present.
 */
function withoutTalk(headers: readonly RoleHeader[]): readonly RoleHeader[] {
  const listed = headers.filter(({ section }) => !TALK.has(section.kind) && section.sense === null).length;
  const setOut = headers.filter(({ section, structured }) => TALK.has(section.kind) && structured).length;
  const keepSetOut = setOut > listed;
  const keepTold = listed + (keepSetOut ? setOut : 0) <= 1;
  const kept = headers.filter(
    ({ section, structured }) => !TALK.has(section.kind) || (structured ? keepSetOut : keepTold),
  );
  const isHeld = ({ mark }: RoleHeader) => mark?.to === 'present';
  return kept.some(isHeld) ? kept : headers.filter((header) => kept.includes(header) || isHeld(header));
}
