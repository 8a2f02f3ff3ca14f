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
    /\b(?:as|am|was|been|became|up)\b[^.]{0,60}$/i.test(before)
  );
}
