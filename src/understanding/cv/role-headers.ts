import { findDates, type DateMark } from './dates.js';
import { namesPost, titleIn } from './role-words.js';
import { indexAt, type PreparedText } from '../prepare-text.js';
import type { TextSection } from './sections.js';

/** The words that introduce one post: its title, employer, band and dates. Offsets into the prepared text. */
export interface RoleHeader {
  readonly start: number;
  readonly end: number;
  readonly mark: DateMark | null;
  readonly section: TextSection;
  /** Set out in a line and not told in the first person. */
  readonly structured: boolean;
}

/** Lines above this length are prose; a header stands in one of their sentences. */
const SHORT_LINE = 170;
const HEADER_MAX = 260;

/** Every place where a post, placement or other spell is introduced, in order of place. */
export function findRoleHeaders(
  prepared: PreparedText,
  sections: readonly TextSection[],
): readonly RoleHeader[] {
  const { lines, text } = prepared;
  const headers: RoleHeader[] = [];
  lines.forEach((line, index) => {
    const section = sections[indexAt(sections, line.start)];
    if (section === undefined || SILENT.has(section.kind)) return;
    const reach = headers.at(-1)?.end ?? 0;
    if (line.start < reach) return;
    const content = text.slice(line.start, line.end);
    const marks = findDates(content);
    if (section.sense === 'placements' && line.start !== section.heading?.start) {
      const header = placementHeader(prepared, index, section, marks[0] ?? null);
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
    headers.push(...proseHeaders(prepared, index, section, marks));
  });
  const posts = withoutTalk(headers);
  return posts.some(({ section }) => section.sense === null)
    ? posts
    : mergeHeaders(posts, undatedHeaders(prepared, sections));
}

/**
 * Summaries repeat posts that the history has in full. Posts set out line by line in them count where the history has
 * fewer, posts told in running text where next to nothing else is known.
 */
function withoutTalk(headers: readonly RoleHeader[]): readonly RoleHeader[] {
  const listed = headers.filter(({ section }) => !TALK.has(section.kind) && section.sense === null).length;
  const setOut = headers.filter(({ section, structured }) => TALK.has(section.kind) && structured).length;
  const keepSetOut = setOut > listed;
  const keepTold = listed + (keepSetOut ? setOut : 0) <= 1;
  return headers.filter(
    ({ section, structured }) => !TALK.has(section.kind) || (structured ? keepSetOut : keepTold),
  );
}

/** Parts that tell of posts in passing, where the CV has a history of its own. */
const TALK = new Set(['summary', 'contact', 'other']);
/** Parts in which no post of the person is introduced. */
const SILENT = new Set(['references', 'interests', 'wishes', 'skills', 'registration']);
const STUDIES =
  /\b(?:BSc|B\.Sc|MSc|M\.Sc|BA\b|MA\b|PhD|PG ?Dip|PG ?Cert|degree|diploma|university|college|GCSEs?|A[\s-]levels?|NVQ|BTEC|certificate|course|module|school(?! for)|dissertation|conference|trained at|graduated)\b/i;

/** A range or "since …" on a short line, with the lines around it that name the post and the employer. */
function shortHeader(
  prepared: PreparedText,
  index: number,
  section: TextSection,
  marks: readonly DateMark[],
  reach: number,
): RoleHeader | null {
  const { lines, text } = prepared;
  const line = lines[index];
  const mark =
    marks.find(({ kind }) => kind !== 'single') ?? (section.kind === 'experience' ? marks[0] : undefined);
  if (line === undefined || mark === undefined) return null;
  let { start, end } = line;
  const own = text.slice(start, end);
  if (line.bullet && !isListedPost(own, mark)) return null;
  if (FAMILY_CARE.test(own) || (line.start === section.heading?.start && !namesPost(own).title)) return null;
  for (let i = index - 1; i >= 0 && i >= index - 3; i -= 1) {
    const above = lines[i];
    const below = lines[i + 1];
    if (above === undefined || below === undefined || below.afterBlank || above.bullet || above.start < reach)
      break;
    const words = text.slice(above.start, above.end);
    if (words.length > SHORT_LINE || above.start < section.start) break;
    if (above.start === section.heading?.start && !namesPost(words).title) break;
    if (findDates(words).some(({ kind }) => kind !== 'single')) break;
    if (/[.;]$/.test(words) && !namesPost(words).title) break;
    const found = namesPost(text.slice(start, end));
    const adds = namesPost(words);
    if (found.title && (found.employer || !adds.employer)) break;
    start = above.start;
  }
  for (let i = index + 1; i < lines.length && i <= index + 2; i += 1) {
    const below = lines[i];
    const found = namesPost(text.slice(start, end));
    if (below === undefined || (found.title && found.employer)) break;
    if (below.bullet || (below.afterBlank && found.title) || (i - index > 1 && below.afterBlank)) break;
    const first = firstSentence(prepared, below.start);
    const adds = namesPost(text.slice(below.start, first));
    const ownDates = findDates(text.slice(below.start, below.end)).some(({ kind }) => kind !== 'single');
    if (
      ownDates ||
      first - start > HEADER_MAX ||
      (found.title ? !adds.employer : !adds.title && !adds.employer)
    )
      break;
    end = first;
  }
  if (own.length > 90 && end === line.end)
    end = Math.max(headEnd(prepared, line.start, mark), line.start + mark.end);
  const words = text.slice(start, end);
  const found = namesPost(words);
  if (!accepts(section, words, found, mark)) return null;
  return { start, end, mark, section, structured: true };
}

function accepts(
  section: TextSection,
  words: string,
  found: { title: boolean; employer: boolean; band: boolean },
  mark: DateMark,
): boolean {
  const studies = STUDIES.test(words);
  if (section.kind === 'education' || section.kind === 'training') return found.title && !studies;
  if (studies && !found.title) return false;
  if (found.title || found.band) return mark.kind !== 'single' || section.kind === 'experience';
  return mark.kind !== 'single' && (section.kind === 'experience' || mark.start < 3);
}

/** End of the sentence that holds the date, or of the next one where the date stands alone before the post. */
function headEnd(prepared: PreparedText, lineStart: number, mark: DateMark): number {
  const sentence = prepared.sentences[indexAt(prepared.sentences, lineStart + mark.start)];
  return sentence?.end ?? lineStart + mark.end;
}

function firstSentence({ sentences }: PreparedText, place: number): number {
  return sentences[indexAt(sentences, place)]?.end ?? place;
}

const BEGINS =
  /\b(?:joined|moved to|started|began|became|appointed|promoted|took up|taken on|went to|seconded)\b/i;

const DENIED = /\b(?:not|never|no longer)\b|n't\b/i;
/** Caring for one's own family is nobody's business here. */
const FAMILY_CARE =
  /\bcar(?:er|ed|ing) (?:to|for|of) (?:both|my|an?|our|the children|family)\b|\bmaternity\b|\bparental leave\b/i;
/** Somebody whom the writer supervises, manages or works beside. */
const ABOUT_OTHERS =
  /\b(?:supervis\w+|manag(?:e|es|ed|ing)|mentor\w*|train(?:s|ed|ing)?|alongside|with|by|under|support(?:s|ed|ing)?)\s(?:(?:an?|the|one|two|three|four|my|our|their|both|rotational|junior)\s)*(?:\w+\s){0,2}$/i;
const SELF =
  /\b(?:I am|I'm|I was|I have been|I've been|been|became|joined|moved|stepped up|worked|employed|appointed|promoted|title was)\b/i;

/** Running text introduces a post in the first person, or begins with its date or its title. */
function speaksOfSelf(words: string, hasTitle: boolean): boolean {
  const dated = (findDates(words)[0]?.start ?? Infinity) < 4;
  const title = titleIn(words);
  if (/^(?:employer|post|job title|position|role|dates?|name|organisation)\b/i.test(words)) return true;
  if (!hasTitle || title === null) return dated || SELF.test(words) || namesPost(words.slice(0, 60)).title;
  const before = words.slice(0, title.start);
  if (ABOUT_OTHERS.test(before)) return false;
  return (
    dated ||
    (title.start < 30 && !/\bI\b/.test(before)) ||
    /\b(?:as|am|was|been|became|up)\b[^.]{0,60}$/i.test(before)
  );
}

/** A bullet is a post only where it begins with the post or with its dates. */
function isListedPost(words: string, mark: DateMark): boolean {
  const first = words.split(/[,;|–—(]/, 1)[0] ?? '';
  return (
    mark.kind === 'range' &&
    first.length < 70 &&
    (mark.start < 3 || titleIn(first) !== null) &&
    namesPost(words).title
  );
}

/** Sentences of running text that say when the person held which post. */
function proseHeaders(
  prepared: PreparedText,
  index: number,
  section: TextSection,
  marks: readonly DateMark[],
): readonly RoleHeader[] {
  const { lines, sentences, text } = prepared;
  const line = lines[index];
  if (line === undefined) return [];
  const headers: RoleHeader[] = [];
  for (const mark of marks) {
    const at = indexAt(sentences, line.start + mark.start);
    const sentence = sentences[at];
    if (sentence === undefined || sentence.start < (headers.at(-1)?.end ?? 0)) continue;
    const lead =
      sentence.start - line.start <= HEADER_MAX / 2 && headers.length === 0 ? line.start : sentence.start;
    let { start, end } = sentence;
    if (!namesPost(text.slice(start, end)).title && namesPost(text.slice(lead, end)).title) start = lead;
    const next = sentences[at + 1];
    if (
      !namesPost(text.slice(start, end)).title &&
      next !== undefined &&
      next.line === index &&
      end - start < 60
    ) {
      end = next.end;
    }
    const words = text.slice(start, end);
    const found = namesPost(words);
    const begins = BEGINS.test(words);
    if (DENIED.test(words) || FAMILY_CARE.test(words) || !speaksOfSelf(words, found.title)) continue;
    if (mark.kind === 'single' ? !(begins && (found.title || found.employer)) : !(found.title || found.band))
      continue;
    if (STUDIES.test(words) && !found.title) continue;
    headers.push({
      start,
      end: Math.max(end, line.start + mark.end),
      mark,
      section,
      structured: !/\bI\b|\b[Mm]y\b/.test(words),
    });
  }
  return headers;
}

/** Under a heading of placements every line or item is one. */
function placementHeader(
  prepared: PreparedText,
  index: number,
  section: TextSection,
  mark: DateMark | null,
): RoleHeader | null {
  const line = prepared.lines[index];
  if (line === undefined || (line.bullet && hasPlainLine(prepared, section))) return null;
  const first = firstSentence(prepared, line.start);
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

/** Where placements have title lines of their own, the bullets below tell what was done there. */
function hasPlainLine({ lines }: PreparedText, section: TextSection): boolean {
  return lines.some(
    ({ start, bullet }) =>
      !bullet && start >= section.start && start < section.end && start !== section.heading?.start,
  );
}

/** Where nothing is dated, sentences that name a post as the writer's own or begin with one. */
function undatedHeaders(prepared: PreparedText, sections: readonly TextSection[]): readonly RoleHeader[] {
  const { text, sentences } = prepared;
  return sentences.flatMap(({ start, end }): RoleHeader[] => {
    const section = sections[indexAt(sections, start)];
    const words = text.slice(start, end);
    if (
      section === undefined ||
      SILENT.has(section.kind) ||
      section.kind === 'education' ||
      section.sense !== null
    )
      return [];
    const title = titleIn(words);
    if (title === null || title.core === 'management' || end - start > HEADER_MAX) return [];
    if (DENIED.test(words) || FAMILY_CARE.test(words) || !speaksOfSelf(words, true)) return [];
    return [{ start, end, mark: null, section, structured: false }];
  });
}

function mergeHeaders(a: readonly RoleHeader[], b: readonly RoleHeader[]): readonly RoleHeader[] {
  return [...a, ...b].sort((x, y) => x.start - y.start);
}
