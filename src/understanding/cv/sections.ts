import { indexAt, type PreparedText } from '../prepare-text.js';
import type { SectionKind } from '../profile.js';
import { readHeading } from './section-headings.js';

/** A part of the CV under one heading. Offsets into the prepared text. */
export interface TextSection {
  readonly kind: SectionKind;
  readonly heading: { readonly start: number; readonly end: number } | null;
  readonly start: number;
  readonly end: number;
  /** What the heading says of everything below it: things not done, or practice placements of a student. */
  readonly sense: 'denied' | 'placements' | null;
}

/**
 * Sections in order; together they cover the text. Lines above the first heading are `contact` until a line of prose,
 * then `summary`. A line that looks like a heading but says nothing known stays in the section it stands in.
 *
 * @param posts where forms and tables name the parts of a post, in order
 */
export function splitSections(
  prepared: PreparedText,
  posts: readonly { readonly start: number; readonly end: number }[] = [],
): readonly TextSection[] {
  const { text, lines } = prepared;
  const sections: TextSection[] = [];
  let open: Omit<TextSection, 'end'> = { kind: 'contact', heading: null, start: 0, sense: null };
  const begin = (
    kind: SectionKind,
    start: number,
    heading: TextSection['heading'],
    sense: TextSection['sense'],
  ) => {
    if (start > open.start) sections.push({ ...open, end: start });
    open = { kind, heading, start, sense };
  };
  let resume: Pick<TextSection, 'kind' | 'sense'> | null = null;
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const post = posts[indexAt(posts, line.end - 1)];
    if (post !== undefined && line.start < post.end) {
      const leavesReferees = open.kind === 'references' && line.afterBlank && headsPosts(content);
      if (!HOLDS_POSTS.has(open.kind) || leavesReferees) begin('experience', post.start, null, null);
      resume = null;
      continue;
    }
    const heading = line.bullet ? null : readHeading(content);
    const sense = heading?.rule.sense ?? null;
    if (heading !== null) {
      const { kind } = heading.rule;
      const inline =
        content.length - heading.length > INLINE_CONTENT || (kind === 'registration' && /\d/.test(content));
      // Referees have names and addresses too.
      if (kind === 'contact' && open.kind === 'references') continue;
      if (inline && kind === open.kind && sense === open.sense) continue;
      const before: Pick<TextSection, 'kind' | 'sense'> = resume ?? open;
      begin(kind, line.start, { start: line.start, end: line.start + heading.length }, sense);
      resume = inline && !LASTING.has(kind) ? before : null;
    } else if (resume !== null) {
      begin(resume.kind, line.start, null, resume.sense);
      resume = null;
    } else if (open.kind === 'contact' && isProse(content)) {
      begin('summary', line.start, null, null);
    } else if (leavesSection(open.kind, content)) {
      begin('other', line.start, null, null);
    } else if (
      open.kind === 'registration' &&
      (isProse(content) || line.start - open.start > REGISTRATION_MAX)
    ) {
      begin('summary', line.start, null, null);
    }
  }
  sections.push({ ...open, end: text.length });
  return sections;
}

/** What a CV says of its writer's registration is short; more than this is something else. */
const REGISTRATION_MAX = 700;

/** A heading with more than this behind it speaks for its own line; the next line goes on as before. */
const INLINE_CONTENT = 12;
/** Referees and hobbies may run over several lines. */
const LASTING = new Set<SectionKind>(['references', 'interests']);

/** The fields of a post begin a part about work, wherever else they stand. */
const HOLDS_POSTS = new Set<SectionKind>(['experience', 'education', 'training', 'references']);

/** A form's own heading above the fields of a post, e.g. "Current or most recent employer". */
function headsPosts(content: string): boolean {
  const heading = readHeading(content);
  return heading?.rule.kind === 'experience' && heading.length === content.length;
}

function isProse(content: string): boolean {
  return content.length > 110 || /^(?:I|I'm|I've|My|Most|When|A|An) [\w' ]{20,}/.test(content);
}

/** Referees and hobbies end where a line in capitals begins something that is not known. */
function leavesSection(kind: SectionKind, content: string): boolean {
  return (
    (kind === 'references' || kind === 'interests' || kind === 'wishes') &&
    /^[A-Z][A-Z &/'-]{5,50}:?$/.test(content)
  );
}

/**
 * Sections with the posts of a CV without headings as `experience`: what follows the first post below a name and address
 * is no longer about how to reach the person.
 *
 * @param starts where posts begin, in order
 */
export function withPostsApart(
  sections: readonly TextSection[],
  starts: readonly number[],
): readonly TextSection[] {
  return sections.flatMap((section) => {
    const first = starts.find((start) => start >= section.start && start < section.end);
    if (section.kind !== 'contact' || first === undefined) return [section];
    const posts: TextSection = { ...section, kind: 'experience', heading: null, start: first };
    return first === section.start ? [posts] : [{ ...section, end: first }, posts];
  });
}
