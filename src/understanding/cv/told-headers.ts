import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates, type DateMark } from './dates.js';
import { FAMILY_CARE, HEADER_MAX, STUDIES, type RoleHeader } from './role-header.js';
import { namesPost, namesTitle, titleIn, type PostNames } from './role-words.js';
import type { TextSection } from './sections.js';

const BEGINS =
  /\b(?:joined|moved (?:up |across |over |on |back )?(?:in)?to|started|began|became|appointed|promoted|took up|taken on|went to|seconded|stepped up|secured|progressed to|(?:was|been) at|got (?:a|the|my))\b/i;
/** The post that began then is held to this day. */
const STILL =
  /\b(?:still (?:there|here|in (?:that|this|the same)|working|work|do|hold|am)|(?:and )?(?:have )?(?:been there|remained?|stayed) (?:there |here |in post )?(?:ever )?since|where I (?:still |now |currently )?(?:work|am)|to this day)\b/i;

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
    const { start, end, found } = withPost(
      text,
      sentence,
      near ? line.start : sentence.start,
      next?.line === index ? next.end : sentence.end,
    );
    const words = text.slice(start, end);
    if (!tellsOfPost(words, found, mark)) continue;
    const structured = !/\bI\b|\b[Mm]y\b/.test(words);
    const held = mark.to === null && STILL.test(text.slice(start, Math.max(end, sentence.end)));
    const spell = held ? { from: mark.from, to: 'present' as const } : mark;
    headers.push({ start, end: Math.max(end, line.start + mark.end), mark: spell, section, structured });
  }
  return headers;
}

/** One sentence has no more posts than that; text made of dates must not take long. */
const MARKS_PER_SENTENCE = 3;
/** "Feb '17 – Dec '20." stands alone, and the post in the sentence before or behind it. */
const LONE_DATE = 60;

/** The sentence of the date, with the one before or behind it where it names no post itself. */
function withPost(text: string, sentence: { start: number; end: number }, lead: number, follow: number) {
  const named = (start: number, end: number) => ({ start, end, found: namesPost(text.slice(start, end)) });
  const own = named(sentence.start, sentence.end);
  if (own.found.title || (own.found.band && own.found.employer)) return own;
  if (lead < own.start) {
    const led = named(lead, own.end);
    if (led.found.title) return led;
  }
  return own.end - own.start < LONE_DATE ? named(own.start, follow) : own;
}

function tellsOfPost(words: string, found: PostNames, mark: DateMark): boolean {
  if (DENIED.test(words) || FAMILY_CARE.test(words)) return false;
  if (!speaksOfSelf(words, found.title) || (STUDIES.test(words) && !found.title)) return false;
  if (mark.kind === 'single') return BEGINS.test(words) && (found.title || found.employer || found.band);
  return found.title || found.band;
}

const FIRST_PERSON =
  /\bI(?:'m|'ve| (?:am|was|have|had|work|joined|moved|qualified|did|became|started|got|held|then|now|still|currently|trained|left|took|stayed))\b/;

/** Whether a line tells its dates in sentences of their own, in the first person, and sets out no single post. */
export function isTold(content: string, marks: readonly DateMark[]): boolean {
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined || first === last) return false;
  return FIRST_PERSON.test(content) && /[.!?]\s+[A-Z]/.test(content.slice(first.end, last.start));
}

/** Parts in which a title without a date is not the writer's present or past post. */
const UNTOLD = new Set(['references', 'interests', 'wishes', 'skills', 'registration', 'education']);

const HELD_NOW = /\b(?:I am|I'm|I work|I currently|I hold|currently (?:an?|the|working|employed))\b/i;

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
    if (title === null && !(SELF.test(words) && namesBandAndEmployer(words))) return [];
    if (title?.core === 'management' || end - start > HEADER_MAX) return [];
    if (DENIED.test(words) || FAMILY_CARE.test(words) || !speaksOfSelf(words, true)) return [];
    const mark = HELD_NOW.test(words) ? { from: null, to: 'present' as const } : null;
    return [{ start, end, mark, section, structured: false }];
  });
}

function namesBandAndEmployer(words: string): boolean {
  const { band, employer } = namesPost(words);
  return band && employer;
}

/** Running text introduces a post in the first person, or begins with its date or its title. */
function speaksOfSelf(words: string, hasTitle: boolean): boolean {
  if (/^(?:employer|post|job title|position|role|dates?|name|organisation)\b/i.test(words)) return true;
  const title = hasTitle ? titleIn(words) : null;
  if (title === null) return SELF.test(words) || beginsWithDate(words) || namesTitle(words.slice(0, 60));
  const before = words.slice(0, title.start);
  if (ABOUT_OTHERS.test(before)) return false;
  return (
    (title.start < 30 && !/\bI\b/.test(before)) ||
    /\b(?:as|am|I'm|was|been|became|up)\b[^.]{0,60}$/i.test(before) ||
    beginsWithDate(words)
  );
}

function beginsWithDate(words: string): boolean {
  return (findDates(words)[0]?.start ?? Infinity) < 4;
}
