import type { ConceptKind } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { findConcepts, type ConceptHit } from '../find-concepts.js';
import { indexAt, prepareText, type PreparedText } from '../prepare-text.js';
import type { SectionKind } from '../profile.js';
import type { Sentence } from '../sentences.js';
import { markColumns } from './columns.js';
import { findFieldPosts } from './post-fields.js';
import { privateParts } from './private-facts.js';
import { withoutPrivateLines } from './private-lines.js';
import type { TextRole } from './read-role.js';
import { readRoles, roleRanges, type RoleRange } from './roles.js';
import { splitSections, withPostsApart, type TextSection } from './sections.js';
import { viewSentence, type SentenceView } from './sentence-view.js';
import { movedBy, type TextRange } from '../text-range.js';

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
  readonly privateRanges: readonly TextRange[];
}

export function outlineCv(text: string, taxonomy: Taxonomy): CvOutline {
  const prepared = prepareText(markColumns(withoutPrivateLines(text)));
  const { sentences } = prepared;
  const posts = findFieldPosts(prepared);
  const sections = splitSections(prepared, posts);
  const words = sentences.map(({ start, end }) => prepared.text.slice(start, end));
  const views = words.map((sentence, index) => viewSentence(sentence, words[index + 1] ?? null));
  const found = findConcepts(prepared, taxonomy);
  const readPrivate = (inPost: (sentence: Sentence) => boolean, again?: readonly (readonly TextRange[])[]) =>
    views.map((view, index): readonly TextRange[] => {
      const sentence = sentences[index];
      // Most sentences have nothing private in them wherever they stand.
      if (sentence === undefined || again?.[index]?.length === 0) return [];
      const kind = () => sectionIn(sections, sentence.start).kind;
      const working = () => WORKING.has(kind()) || inPost(sentence);
      const fields = () =>
        ABOUT_ONESELF.has(kind())
          ? []
          : fieldsIn(found, index, taxonomy).map((field) => movedBy(field, -sentence.start));
      return privateParts(view, { working, fields }).map((part) => movedBy(part, sentence.start));
    });
  const without = (parts: readonly (readonly TextRange[])[]) => {
    const ranges = parts.flat();
    return found.filter((hit) => !overlapsAny(ranges, hit));
  };
  const first = readPrivate(() => false);
  const hits = without(first);
  const roles = readRoles(prepared, sections, posts, hits);
  const starts = roles.filter(({ kind }) => kind === 'employment').map(({ start }) => start);
  const ranges = roleRanges(prepared, sections, roles);
  const inDatedPost = ({ start, line }: Sentence) => {
    const range = ranges[indexAt(ranges, start)];
    const dated = range !== undefined && start < range.end && roles[range.role]?.from != null;
    return dated && prepared.lines[line]?.bullet === true;
  };
  const nothing = first.every((parts) => parts.length === 0);
  const privates = nothing ? first : readPrivate(inDatedPost, first);
  return {
    prepared,
    sections: withPostsApart(sections, starts),
    roles,
    ranges,
    hits: nothing ? hits : without(privates),
    views,
    privateRanges: privates.flat(),
  };
}

/** Where a condition named alone is one of clients. */
const WORKING = new Set<SectionKind>(['experience', 'skills', 'training']);
/** Where it is the writer's own, whatever stands beside it. */
const ABOUT_ONESELF = new Set<SectionKind>(['contact', 'other', 'interests', 'wishes', 'references']);
const FIELDS: ReadonlySet<ConceptKind> = new Set(['duty', 'specialism', 'setting', 'assessment']);

function fieldsIn(
  hits: readonly ConceptHit[],
  sentence: number,
  { concepts }: Taxonomy,
): readonly ConceptHit[] {
  return hits.filter(
    (hit) => hit.sentence === sentence && FIELDS.has(concepts.get(hit.conceptId)?.kind ?? 'quality'),
  );
}

/** Whether a range touches one of several that stand in order and do not overlap. */
export function overlapsAny(ranges: readonly TextRange[], { start, end }: TextRange): boolean {
  const at = indexAt(ranges, start);
  const before = ranges[at];
  const after = ranges[at + 1];
  return (before !== undefined && before.end > start) || (after !== undefined && after.start < end);
}

/** The words of a range with what speaks of the person blanked out. */
export function withoutPrivate(
  { prepared: { text }, privateRanges }: CvOutline,
  { start, end }: TextRange,
): string {
  return privateRanges
    .filter((range) => range.start < end && range.end > start)
    .reduce(
      (words, range) => {
        const from = Math.max(0, range.start - start);
        const to = Math.min(words.length, range.end - start);
        return words.slice(0, from) + ' '.repeat(to - from) + words.slice(to);
      },
      text.slice(start, end),
    );
}

export function sectionAt({ sections }: CvOutline, place: number): TextSection {
  return sectionIn(sections, place);
}

function sectionIn(sections: readonly TextSection[], place: number): TextSection {
  const section = sections[Math.max(0, indexAt(sections, place))];
  if (section === undefined) throw new RangeError('A CV has at least one section');
  return section;
}

/** Index of the role that a place belongs to, or null. */
export function roleAt({ ranges }: CvOutline, place: number): number | null {
  const range = ranges[indexAt(ranges, place)];
  return range !== undefined && place < range.end ? range.role : null;
}
