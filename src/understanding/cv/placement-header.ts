import { indexAt, type PreparedText } from '../prepare-text.js';
import type { Line } from '../sentences.js';
import type { DateMark } from './dates.js';
import { sentenceEnd, type RoleHeader } from './role-header.js';
import type { TextSection } from './sections.js';

/** Under a heading of placements every line or item is one. */
export function placementHeader(
  prepared: PreparedText,
  line: Line,
  section: TextSection,
  mark: DateMark | null,
  titled: ReadonlySet<TextSection>,
): RoleHeader | null {
  if (line.bullet && titled.has(section)) return null;
  const first = sentenceEnd(prepared, line.start);
  const words = prepared.text.slice(line.start, line.end);
  const numbered = /^\(?[a-z0-9]{1,2}[.)]/i.test(words);
  if (mark === null && !numbered && !/\b\d+[\s-]*(?:weeks?|days?|hours?)\b/i.test(words) && !line.bullet)
    return null;
  return {
    start: line.start,
    end: Math.max(first, mark === null ? 0 : line.start + mark.end),
    mark,
    section,
    structured: true,
  };
}

/** Sections of placements that have title lines of their own: the bullets below them tell what was done there. */
export function titledPlacements(
  lines: readonly Line[],
  sections: readonly TextSection[],
): ReadonlySet<TextSection> {
  const titled = new Set<TextSection>();
  for (const { start, bullet } of lines) {
    const section = sections[indexAt(sections, start)];
    if (!bullet && section?.sense === 'placements' && start !== section.heading?.start) titled.add(section);
  }
  return titled;
}
