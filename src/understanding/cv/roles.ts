import type { ConceptHit } from '../find-concepts.js';
import { indexAt, type PreparedText } from '../prepare-text.js';
import { knownSector } from './employer-names.js';
import { latestOf } from './latest-post.js';
import type { FieldPost } from './post-fields.js';
import { readRole, type TextRole } from './read-role.js';
import type { RoleHeader } from './role-header.js';
import { findRoleHeaders } from './role-headers.js';
import type { TextSection } from './sections.js';

/** Posts, placements and voluntary work in order of place, each reaching to the next or to the end of its section. */
export function readRoles(
  prepared: PreparedText,
  sections: readonly TextSection[],
  posts: readonly FieldPost[],
  hits: readonly ConceptHit[],
): readonly TextRole[] {
  const headers = findRoleHeaders(prepared, sections, posts);
  const professions = hits.filter(({ conceptId }) => conceptId.startsWith('profession.'));
  const runsOn = partsThatRunOn(prepared, sections);
  const roles = headers.map((header, index) => {
    const next = headers[index + 1]?.start ?? sections.at(-1)?.end ?? header.end;
    return readRole(prepared, header, bodyEnd(sections, runsOn, header, next), professions);
  });
  return roles.map((role, index) => ({
    ...role,
    sector: role.sector ?? knownSector(prepared, roles, index),
  }));
}

/** A stretch of the text about one post, by its index. */
export interface RoleRange {
  readonly start: number;
  readonly end: number;
  readonly role: number;
}

/**
 * Which stretch tells of which post, in order of place: that behind its header, and for the post held now or last also
 * the parts about work that introduce none ("What the job involves", "My caseload"), wherever they stand.
 */
export function roleRanges(
  prepared: PreparedText,
  sections: readonly TextSection[],
  roles: readonly TextRole[],
): readonly RoleRange[] {
  const own = roles.map(({ start, end }, role) => ({ start, end, role }));
  const latest = latestOf(roles.filter(({ kind }) => kind === 'employment'));
  if (latest === undefined) return own;
  const role = roles.indexOf(latest);
  const runsOn = partsThatRunOn(prepared, sections);
  const loose = sections.flatMap((section): RoleRange[] => {
    if (section.kind !== 'experience' || section.sense !== null || runsOn(section)) return [];
    const first = roles.find(({ start }) => start >= section.start && start < section.end)?.start;
    const heading = headingOf(prepared, section);
    if (EARLIER.test(heading) || (first !== undefined && EMPLOYMENT.test(heading))) return [];
    return [{ start: section.start, end: first ?? section.end, role }];
  });
  return [...own, ...loose].sort((a, b) => a.start - b.start);
}

/** Headings of what was before the present post, or beside it. */
const EARLIER = /\b(?:earlier|before|previous|prior|past|used to|volunt\w*|return to practice|first)\b/i;
/** Headings of a part within one post's description. */
const OF_ONE_POST =
  /^\W*(?:(?:key|main|core|my|roles? (?:and|&)|clinical|major)\s)*(?:responsibilit\w+|dut(?:y|ies)|tasks|achievements|role$)/i;
const EMPLOYMENT =
  /\b(?:experience|employment|career|history|posts?|jobs?|roles?|positions?|work|earlier|previous|before)\b/i;

const UNHEADED = new Set(['contact', 'summary']);

/** A post's description ends with its part of the CV, parts of its own aside, or where the next post begins. */
function bodyEnd(
  sections: readonly TextSection[],
  runsOn: (section: TextSection) => boolean,
  header: RoleHeader,
  next: number,
): number {
  for (let i = indexAt(sections, header.start) + 1; i < sections.length; i += 1) {
    const section = sections[i];
    if (section === undefined || section.start >= next) break;
    // Without headings the prose below a post is its description, though it looks like a summary.
    if (section.heading === null && section.kind === 'summary' && UNHEADED.has(header.section.kind)) continue;
    if (section.kind !== 'experience' || section.sense !== header.section.sense) return section.start;
    if (!runsOn(section)) return section.start;
  }
  return next;
}

/** Whether a part goes on about the post before it: no blank line is between, or every post has such a part. */
function partsThatRunOn(
  prepared: PreparedText,
  sections: readonly TextSection[],
): (section: TextSection) => boolean {
  const times = new Map<string, number>();
  for (const section of sections) {
    const heading = headingOf(prepared, section);
    times.set(heading, (times.get(heading) ?? 0) + 1);
  }
  return (section) => {
    const heading = headingOf(prepared, section);
    if (section.heading === null || OF_ONE_POST.test(heading) || (times.get(heading) ?? 0) > 1) return true;
    return prepared.lines[indexAt(prepared.lines, section.start)]?.afterBlank === false;
  };
}

function headingOf({ text }: PreparedText, { heading }: TextSection): string {
  return heading === null ? '' : text.slice(heading.start, heading.end);
}
