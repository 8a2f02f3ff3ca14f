import type { PreparedText } from '../prepare-text.js';
import { firstMatch, type Found } from './found.js';
import type { AdvertSentence } from './parts.js';

/** A post is named by one of these words; an employer seldom is. */
const POST =
  /\b(therap(y|ist|ists|ies)|OTs?|AHP|assistant|technician|instructor|practitioner|officer|manager|worker|lead|consultant|specialist|apprentice)\b/i;
const OT_POST = /\b(occupational therap\w+|OTs?|OTA)\b/i;
export const EMPLOYER =
  /\b(council|trust|nhs|borough|county|city of|health ?board|health ?care|partnership|hospitals?|ltd|limited|plc|cic|charity|foundation|group|university|directorate|authority)\b/i;

/** "We are looking for a senior occupational therapist", "Occupational Therapist (Level 1)". */
const NAMED_IN_PROSE =
  /(?:(?:senior|specialist|advanced|lead|principal|consultant|rotational|experienced|junior|newly qualified|qualified|registered|clinical|highly) ){0,3}occupational therap(?:ists?|y (?:assistants?|technicians?|support workers?|managers?|leads?))(?:,? \(?(?:level|band|grade) \w+\)?)?/i;

const HEADER_LINES = 8;
const SEARCHED_LINES = 30;

/**
 * The line that names the post: among the header's lines the one that most looks like a job title; null in a text that
 * begins without one.
 */
export function readTitle(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): Found<string> | null {
  return (
    withoutLabel(
      bestOf(openingWords(prepared)) ??
        bestOf(headerLines(prepared, sentences)) ??
        bestOf(shortLines(prepared)),
    ) ?? firstMatch(prepared.text, NAMED_IN_PROSE)
  );
}

function bestOf(lines: readonly Found<string>[]): Found<string> | null {
  let best: { readonly line: Found<string>; readonly points: number } | null = null;
  for (const line of lines) {
    const points = titlePoints(line.value);
    if (points > 0 && (best === null || points > best.points)) best = { line, points };
  }
  return best?.line ?? null;
}

const LABEL = /^(?:job title|title|post title|post|position|role|vacancy|job)\s*[:–-]\s*(?=\S)/i;

function withoutLabel(title: Found<string> | null): Found<string> | null {
  const label = title === null ? undefined : LABEL.exec(title.value)?.[0].length;
  if (title === null || label === undefined) return title;
  return { ...title, value: title.value.slice(label), start: title.start + label };
}

const OPENING_WORDS = 12;
/** Words of a sentence that says something, where a title only names. */
const SAYS =
  /\b(we|you|our|us|i|is|are|was|has|have|can|could|will|join|come|looking|seeking|wanted|needed|an?)\b/i;

/** "Practice Manager (Occupational Therapy), Adults. Wolds Council are after …": a title that opens the first line. */
function openingWords({ text, sentences }: PreparedText): readonly Found<string>[] {
  const [first, second] = sentences;
  if (first === undefined || second?.line !== first.line) return [];
  const value = text.slice(first.start, first.end).replace(/[.!]$/, '');
  if (value.split(' ').length > OPENING_WORDS || SAYS.test(value)) return [];
  const whole = { value, start: first.start, end: first.start + value.length };
  return [whole, ...beforeEmployer(whole)];
}

/** Where prose begins at once the title may stand further down, in a line too short to be a sentence. */
function shortLines({ text, lines }: PreparedText): readonly Found<string>[] {
  return lines
    .slice(0, SEARCHED_LINES)
    .filter(
      ({ bullet, start, end }) => !bullet && end - start <= 90 && !/[.!?:]$/.test(text.slice(start, end)),
    )
    .map(({ start, end }) => ({ value: text.slice(start, end), start, end }));
}

/** Lines of the header, cut at table bars; the first line counts as header even where prose begins at once. */
export function headerLines(
  prepared: PreparedText,
  sentences: readonly AdvertSentence[],
): readonly Found<string>[] {
  const inHeader = new Set(sentences.filter(({ role }) => role === 'title').map(({ line }) => line));
  return prepared.lines
    .slice(0, HEADER_LINES)
    .filter((_, index) => index === 0 || inHeader.has(index))
    .flatMap((line) => segments(prepared.text, line.start, line.end));
}

function segments(text: string, start: number, end: number): Found<string>[] {
  const found: Found<string>[] = [];
  let from = start;
  for (const part of text.slice(start, end).split(' | ')) {
    const whole = { value: part, start: from, end: from + part.length };
    found.push(whole, ...beforeEmployer(whole));
    from += part.length + ' | '.length;
  }
  return found;
}

/** "OT Assistant x 2 - Wolds Council, Driffield. Grade 5, …": the post alone, where the employer follows in one breath. */
function beforeEmployer({ value, start }: Found<string>): readonly Found<string>[] {
  const separator = [...value.matchAll(/\s[-–—]\s|[,.:]\s|\s(?=(?:at|with|for) [A-Z])/g)].findLast(
    ({ index }) =>
      OT_POST.test(value.slice(0, index)) &&
      !EMPLOYER.test(value.slice(0, index)) &&
      EMPLOYER.test(value.slice(index)),
  );
  if (separator === undefined) return [];
  const post = value.slice(0, separator.index);
  return SAYS.test(post) ? [] : [{ value: post, start, end: start + post.length }];
}

function titlePoints(line: string): number {
  const words = line.split(' ').length;
  if (words > 20 || /£/.test(line)) return 0;
  return (
    (OT_POST.test(line) ? 3 : 0) +
    (POST.test(line) ? 2 : 0) -
    (EMPLOYER.test(line) ? (OT_POST.test(line) ? 1 : 3) : 0) -
    (/[.]$/.test(line) && words > 12 ? 3 : 0)
  );
}
