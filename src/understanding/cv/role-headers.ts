import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates } from './dates.js';
import { placementHeader, titledPlacements } from './placement-header.js';
import { SHORT_LINE, type RoleHeader } from './role-header.js';
import type { TextSection } from './sections.js';
import { shortHeader } from './short-header.js';
import { toldHeaders, undatedHeaders } from './told-headers.js';

/** Parts in which no post of the person is introduced. */
const SILENT = new Set(['references', 'interests', 'wishes', 'skills', 'registration']);
/** Parts that tell of posts in passing, where the CV has a history of its own. */
const TALK = new Set(['summary', 'contact', 'other']);
/** Nobody has held more posts; text made to have them must not take long. */
const HEADERS_MAX = 200;

/** Every place where a post, placement or other spell is introduced, in order of place. */
export function findRoleHeaders(
  prepared: PreparedText,
  sections: readonly TextSection[],
): readonly RoleHeader[] {
  const { lines, text } = prepared;
  const headers: RoleHeader[] = [];
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
    const content = text.slice(line.start, line.end);
    const marks = findDates(content);
    if (section.sense === 'placements' && line.start !== section.heading?.start) {
      const header = placementHeader(prepared, line, section, marks[0] ?? null, titled);
      if (header !== null) headers.push(header);
      return;
    }
    if (content.length <= SHORT_LINE) {
      const header = shortHeader(prepared, index, section, marks, reach);
      if (header !== null) {
        headers.push(header);
        return;
      }
    }
    headers.push(...toldHeaders(prepared, index, section, marks));
  });
  const posts = withoutTalk(headers);
  return posts.some(({ section }) => section.sense === null)
    ? posts
    : [...posts, ...undatedHeaders(prepared, sections)].sort((a, b) => a.start - b.start);
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
