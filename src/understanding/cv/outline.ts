import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { findConcepts, type ConceptHit } from '../find-concepts.js';
import { indexAt, prepareText, type PreparedText } from '../prepare-text.js';
import { markColumns } from './columns.js';
import { findFieldPosts } from './post-fields.js';
import { privateParts } from './private-facts.js';
import { withoutPrivateLines } from './private-lines.js';
import type { TextRole } from './read-role.js';
import { readRoles, roleRanges, type RoleRange } from './roles.js';
import { splitSections, withPostsApart, type TextSection } from './sections.js';
import { viewSentence, type SentenceView } from './sentence-view.js';

/** A CV taken apart: what every later step reads. Offsets into the prepared text. */
export interface CvOutline {
  readonly prepared: PreparedText;
  readonly sections: readonly TextSection[];
  readonly roles: readonly TextRole[];
  /** Which stretch of the text tells of which post. */
  readonly ranges: readonly RoleRange[];
  /** Concepts, those in private parts left out. */
  readonly hits: readonly ConceptHit[];
  /** One per sentence. */
  readonly views: readonly SentenceView[];
  /** Ranges that speak of the person and not of the work, in order; nothing in them is read any further. */
  readonly privateRanges: readonly { readonly start: number; readonly end: number }[];
}

export function outlineCv(text: string, taxonomy: Taxonomy): CvOutline {
  const prepared = prepareText(markColumns(withoutPrivateLines(text)));
  const { sentences } = prepared;
  const posts = findFieldPosts(prepared);
  const sections = splitSections(prepared, posts);
  const words = sentences.map(({ start, end }) => prepared.text.slice(start, end));
  const views = words.map((sentence, index) => viewSentence(sentence, words[index + 1] ?? null));
  const privateRanges = views.flatMap((view, index) => {
    const shift = sentences[index]?.start ?? 0;
    return privateParts(view).map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  });
  const hits = findConcepts(prepared, taxonomy).filter((hit) => !overlapsAny(privateRanges, hit));
  const roles = readRoles(prepared, sections, posts, hits);
  const starts = roles.filter(({ kind }) => kind === 'employment').map(({ start }) => start);
  const ranges = roleRanges(prepared, sections, roles);
  return { prepared, sections: withPostsApart(sections, starts), roles, ranges, hits, views, privateRanges };
}

/** Whether a range touches one of several that stand in order and do not overlap. */
export function overlapsAny(
  ranges: readonly { readonly start: number; readonly end: number }[],
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const at = indexAt(ranges, start);
  const before = ranges[at];
  const after = ranges[at + 1];
  return (before !== undefined && before.end > start) || (after !== undefined && after.start < end);
}

export function sectionAt({ sections }: CvOutline, place: number): TextSection {
  const section = sections[Math.max(0, indexAt(sections, place))];
  if (section === undefined) throw new RangeError('A CV has at least one section');
  return section;
}

/** Index of the role that a place belongs to, or null. */
export function roleAt({ ranges }: CvOutline, place: number): number | null {
  const range = ranges[indexAt(ranges, place)];
  return range !== undefined && place < range.end ? range.role : null;
}
