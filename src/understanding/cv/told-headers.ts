import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates, type DateMark } from './dates.js';
import { FAMILY_CARE, HEADER_MAX, STUDIES, type RoleHeader } from './role-header.js';
import { namesPost, titleIn } from './role-words.js';
import type { TextSection } from './sections.js';

const BEGINS =
  /\b(?:joined|moved to|started|began|became|appointed|promoted|took up|taken on|went to|seconded)\b/i;

const DENIED = /\b(?:not|never|no longer)\b|n't\b/i;
/** Somebody whom the writer supervises, manages or works beside. */
const ABOUT_OTHERS =
  /\b(?:supervis\w+|manag(?:e|es|ed|ing)|mentor\w*|train(?:s|ed|ing)?|alongside|with|by|under|support(?:s|ed|ing)?)\s(?:(?:an?|the|one|two|three|four|my|our|their|both|rotational|junior)\s)*(?:\w+\s){0,2}$/i;
const SELF =
  /\b(?:I am|I'm|I was|I have been|I've been|been|became|joined|moved|stepped up|worked|employed|appointed|promoted|title was)\b/i;

/** Sentences of running text that say when the person held which post. */
export function toldHeaders(
  prepared: PreparedText,
  index: number,
  section: TextSection,
  marks: readonly DateMark[],
): readonly RoleHeader[] {
  const { lines, sentences, text } = prepared;
  const line = lines[index];
  if (line === undefined) return [];
  const headers: RoleHeader[] = [];
  let seen = { sentence: -1, marks: 0 };
  for (const mark of marks) {
    const at = indexAt(sentences, line.start + mark.start);
    const sentence = sentences[at];
    seen = at === seen.sentence ? { ...seen, marks: seen.marks + 1 } : { sentence: at, marks: 1 };
    if (sentence === undefined || seen.marks > MARKS_PER_SENTENCE) continue;
    if (sentence.start < (headers.at(-1)?.end ?? 0)) continue;
    const near = sentence.start - line.start <= HEADER_MAX / 2 && headers.length === 0;
    const next = sentences[at + 1];
    const { start, end } = withPost(
      text,
      sentence,
      near ? line.start : sentence.start,
      next?.line === index ? next.end : sentence.end,
    );
    const words = text.slice(start, end);
    if (!tellsOfPost(words, mark)) continue;
    const structured = !/\bI\b|\b[Mm]y\b/.test(words);
    headers.push({ start, end: Math.max(end, line.start + mark.end), mark, section, structured });
  }
  return headers;
}

/** One sentence has no more posts than that; text made of dates must not take long. */
const MARKS_PER_SENTENCE = 3;
/** "Feb '17 – Dec '20." stands alone, and the post in the sentence before or behind it. */
const LONE_DATE = 60;

/** The sentence of the date, with the one before or behind it where it names no post itself. */
function withPost(text: string, sentence: { start: number; end: number }, lead: number, follow: number) {
  const { start, end } = sentence;
  if (namesPost(text.slice(start, end)).title) return { start, end };
  if (lead < start && namesPost(text.slice(lead, end)).title) return { start: lead, end };
  return end - start < LONE_DATE ? { start, end: follow } : { start, end };
}

function tellsOfPost(words: string, mark: DateMark): boolean {
  if (DENIED.test(words) || FAMILY_CARE.test(words)) return false;
  const found = namesPost(words);
  if (!speaksOfSelf(words, found.title) || (STUDIES.test(words) && !found.title)) return false;
  if (mark.kind === 'single') return BEGINS.test(words) && (found.title || found.employer);
  return found.title || found.band;
}

/** Parts in which a title without a date is not the writer's present or past post. */
const UNTOLD = new Set(['references', 'interests', 'wishes', 'skills', 'registration', 'education']);

/** Where nothing is dated, sentences that name a post as the writer's own or begin with one. */
export function undatedHeaders(
  prepared: PreparedText,
  sections: readonly TextSection[],
): readonly RoleHeader[] {
  const { text, sentences } = prepared;
  return sentences.flatMap(({ start, end }): RoleHeader[] => {
    const section = sections[indexAt(sections, start)];
    const words = text.slice(start, end);
    if (section === undefined || UNTOLD.has(section.kind) || section.sense !== null) return [];
    const title = titleIn(words);
    if (title === null || title.core === 'management' || end - start > HEADER_MAX) return [];
    if (DENIED.test(words) || FAMILY_CARE.test(words) || !speaksOfSelf(words, true)) return [];
    return [{ start, end, mark: null, section, structured: false }];
  });
}

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
    /\b(?:as|am|I'm|was|been|became|up)\b[^.]{0,60}$/i.test(before)
  );
}
