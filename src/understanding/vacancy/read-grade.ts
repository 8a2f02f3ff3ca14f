import { COUNTED_THINGS } from './counted-things.js';
import { firstMatch, type Found } from './found.js';
import type { AdvertSentence } from './parts.js';

/** With the points of the spinal column that councils put behind it: "Grade 9, SCP 28 to 32". */
const POINTS = String.raw`(?:,? ?[(|]? ?\(?(?:scp|spinal (?:column )?points?|points?) ?\d{1,2}(?: ?(?:-|–|to) ?(?:scp ?)?\d{1,2})?\)?)?`;
/** The other end of a range: "9/10", "PO1-PO3", "Level 1 to 2". */
function upTo(end: string): string {
  return String.raw`(?: ?(?:[-–/&]|to|or|and) ?${end}(?![\d.,:]| ?${COUNTED_THINGS}))?`;
}

const GRADE = new RegExp(
  String.raw`\b(?:Grades? (?!(?:PO|SO|SCP) ?\d)[A-Z]{0,2}\d{1,2}${upTo('(?:grade ?)?[A-Z]{0,2}\\d{1,2}')}\b|Grade [A-Z]\b|PO ?\d{1,2}${upTo('(?:PO ?)?\\d{1,2}')}\b|SO ?[12]${upTo('(?:SO ?)?[12]')}\b|Scale (?:\d{1,2}|[A-Z])\b|Levels? [1-4]${upTo('(?:level ?)?[1-4]')}\b|HS ?\d\b|Head of Service grade|SCP ?\d{1,2}(?: ?(?:-|–|to) ?\d{1,2})?)${POINTS}`,
  'gi',
);

/** A council's career level in prose: "Occupational Therapist (Level 1)". */
const LEVEL_OF_POST = /(?<=\boccupational therapists?,? ?(?:-|–|\(|at)? ?)level [1-4]\b/i;
/** A line that the jobs site fills in, wherever it stands. */
const LABELLED =
  /^(?:grade|salary|pay|grade\/salary|salary\/grade|scale|post grade|salary grade|job grade)(?: range| scale)?\s*[:–-]/i;
const BARE_AFTER_LABEL = /^(?:post |job |salary )?grade\s*[:–-]\s*((?:[A-Z]{1,3} ?)?\d{1,2}|[A-Z])\b/i;
/** "the Level 2 OTs", "our Grade 9 seniors": whoever holds that grade, and not the post. */
const OF_OTHERS =
  /^ (?:(?:senior|qualified|experienced) )?(?:OTs|(?:occupational )?therapists|assistants|seniors|colleagues|managers|practitioners|staff|posts|team leaders)\b/i;
/** "moving to Level 2 by a panel": what comes later. */
const LATER =
  /\b(?:progress\w*|mov(?:e|es|ing)|ris(?:e|es|ing)|advanc\w+|up) (?:on |up )?(?:to|into|towards?) (?:a |an |the )?$/i;
/** What is learnt is a level too: "NVQ Level 3". */
const QUALIFICATION =
  /\b(nvq|[qr]cf|btec|diploma|certificate|assessor|apprentice\w*|qualification)\b[^|]{0,20}$/i;

/**
 * A council's grade as written in the header or in a line that gives the grade or the pay, else its level as written behind
 * the title; there is no national scale of them.
 */
export function readGrade(
  text: string,
  header: readonly Found<string>[],
  sentences: readonly AdvertSentence[],
): Found<string> | null {
  for (const line of header) {
    const found =
      gradeIn(text, line.start, line.end) ?? bareGrade(text.slice(line.start, line.end), line.start);
    if (found !== null) return withPoints(text, found);
  }
  for (const { start, end } of sentences) {
    const words = text.slice(start, end);
    if (!LABELLED.test(words)) continue;
    const found = gradeIn(text, start, end) ?? bareGrade(words, start);
    if (found !== null) return withPoints(text, found);
  }
  return firstMatch(text, LEVEL_OF_POST);
}

/** Levels that a grade names: of "Level 1" one, of "Level 1/2" both; none of a grade that is no level. */
export function levelsNamed(grade: string): readonly string[] {
  const [, lower, upper] = /^levels? (\d)(?: ?(?:[-–/]|to|or|and|&) ?(?:level )?(\d))?/i.exec(grade) ?? [];
  return [lower, upper].filter((level) => level !== undefined);
}

function gradeIn(text: string, start: number, end: number): Found<string> | null {
  const words = text.slice(start, end);
  const match = [...words.matchAll(GRADE)].find(
    ({ 0: grade, index }) =>
      !QUALIFICATION.test(words.slice(0, index)) &&
      !LATER.test(words.slice(0, index)) &&
      !OF_OTHERS.test(words.slice(index + grade.length)),
  );
  if (match === undefined) return null;
  const at = start + match.index;
  const found = { value: match[0], start: at, end: at + match[0].length };
  const value = found.value.replace(/[(|]/g, ' ').replace(/\)/g, '').replace(/ +/g, ' ').replace(/ ,/g, ',');
  return { ...found, value };
}

/** "Grade: H" on one line and "SCP: 26 - 30" on the next: a letter is each council's own, the points are everybody's. */
function withPoints(text: string, found: Found<string>): Found<string> {
  POINTS_BEHIND.lastIndex = found.end;
  const points = /\bscp\b/i.test(found.value) ? null : POINTS_BEHIND.exec(text);
  if (points === null) return found;
  const range = [points[1], points[2]].filter((point) => point !== undefined).join('-');
  return { ...found, value: `${found.value}, SCP ${range}` };
}

const POINTS_BEHIND =
  /[\s,|(;-]{0,6}(?:scp|spinal (?:column )?points?)s?\s?:?\s?(\d{1,2})(?:\s?(?:-|–|to)\s?(\d{1,2}))?(?!\d)/iy;

/** "Grade: 9" names a grade without saying the word before it; a band of the NHS is one to nine as well, and read before. */
function bareGrade(words: string, offset: number): Found<string> | null {
  const match = BARE_AFTER_LABEL.exec(words);
  const name = match?.[1];
  if (match === null || name === undefined) return null;
  const end = offset + match[0].length;
  return { value: /^\d|^[a-z]$/i.test(name) ? `Grade ${name}` : name, start: end - name.length, end };
}
