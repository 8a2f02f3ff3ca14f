import type { Line, Sentence } from '../sentences.js';
import type { PreparedText } from '../prepare-text.js';
import { kindOfHeading, type PartKind } from './headings.js';
import { senseOf } from './sentence-sense.js';
import { readTableFlags, type LineFlags } from './table-flags.js';

/** What a sentence of an advert does, in the place where it stands. `excluded` says what is not needed or not offered. */
export type SentenceRole =
  'heading' | 'title' | 'duties' | 'must' | 'wants' | 'context' | 'excluded' | 'aside';

export interface AdvertSentence extends Sentence {
  readonly role: SentenceRole;
}

/**
 * All sentences of the advert with their roles, in order; cells of a table whose columns say different things are
 * sentences of their own. The header (`title`) ends at the first line of prose.
 *
 * @param original the text that was prepared: it alone still has the tabs and gaps of a table.
 */
export function readParts(prepared: PreparedText, original: string): readonly AdvertSentence[] {
  const flags = readTableFlags(prepared, original);
  const byLine = groupByLine(prepared.sentences, prepared.lines.length);
  const sentences: AdvertSentence[] = [];
  let part: PartKind = 'header';
  let listed = false;
  prepared.lines.forEach((line, index) => {
    const inLine = byLine[index] ?? [];
    const text = prepared.text.slice(line.start, line.end);
    const flagged = flags.get(index);
    if (flagged !== undefined) {
      if (part === 'header' || part === 'open') part = 'must';
      listed = true;
      sentences.push(...rolesByFlags(prepared, inLine, line, index, flagged));
      return;
    }
    const opened = headingOf(text, line);
    if (opened !== null) {
      part = opened;
      listed = false;
      sentences.push(...inLine.map((sentence) => ({ ...sentence, role: 'heading' as const })));
      return;
    }
    if (part === 'aside' && isUnknownHeading(text, line, prepared.lines[index + 1], prepared.text)) {
      part = 'open';
      sentences.push(...inLine.map((sentence) => ({ ...sentence, role: 'heading' as const })));
      return;
    }
    if (part === 'header' ? isProse(text) : endsList(part, line, listed, text)) part = 'open';
    listed = line.bullet || (listed && !line.afterBlank) || part === 'must' || part === 'wants';
    sentences.push(...rolesIn(prepared, inLine, line.bullet, part));
  });
  return sentences;
}

/** Prose behind a list is no longer part of what its heading opened, though no heading closes it. */
function endsList(part: PartKind, line: Line, listed: boolean, text: string): boolean {
  return part !== 'aside' && listed && !line.bullet && line.afterBlank && isProse(text);
}

function headingOf(text: string, line: Line): PartKind | null {
  const plain = text.replace(/\([^)]*\)/g, '').trim();
  if (line.bullet || /[.!;,]$/.test(text) || / \| |£/.test(text)) return null;
  // "37 hours, closing 3 March": facts, and no heading of what is set aside.
  if (/\d/.test(plain) && !/[:?]$/.test(plain) && kindOfHeading(plain) === 'aside') return null;
  const short = plain.replace(/ ?[–-]? ?\b(e|essential) ?= .*$/i, '').split(' ').length <= 8;
  return /[:?]$/.test(plain) || short ? kindOfHeading(plain) : null;
}

/** A short line above a paragraph ends what was set aside, though nobody knows what it opens. */
function isUnknownHeading(text: string, line: Line, next: Line | undefined, whole: string): boolean {
  return (
    line.afterBlank &&
    !line.bullet &&
    text.split(' ').length <= 8 &&
    !/[.!;,:£\d]/.test(text) &&
    next !== undefined &&
    !next.afterBlank &&
    !next.bullet &&
    isProse(whole.slice(next.start, next.end))
  );
}

/** A sentence or two that a header line would not hold. */
function isProse(text: string): boolean {
  const words = text.split(' ').length;
  return words >= 25 || (words >= 6 && /[.!?]$/.test(text));
}

function rolesIn(
  prepared: PreparedText,
  inLine: readonly Sentence[],
  bullet: boolean,
  part: PartKind,
): AdvertSentence[] {
  let runIn: PartKind | null = null;
  return inLine.map((sentence, index) => {
    const words = prepared.text.slice(sentence.start, sentence.end);
    const opened = runInHeading(words, index === 0 && inLine.length > 1);
    runIn = opened?.kind ?? runIn;
    if (opened?.alone === true) return { ...sentence, role: 'heading' };
    return { ...sentence, role: senseOf(words, runIn ?? part, bullet) };
  });
}

/** A row is flagged as a whole, or its cells are; a row that only heads the table, or a lone flag, is a heading. */
function rolesByFlags(
  prepared: PreparedText,
  inLine: readonly Sentence[],
  line: Line,
  index: number,
  { whole, cells }: LineFlags,
): AdvertSentence[] {
  const excluded = (start: number, end: number, role: SentenceRole): SentenceRole =>
    senseOf(prepared.text.slice(start, end), 'must', true) === 'excluded' ? 'excluded' : role;
  if (whole !== null) {
    return inLine.map((sentence) => ({ ...sentence, role: excluded(sentence.start, sentence.end, whole) }));
  }
  if (cells.length === 0) return inLine.map((sentence) => ({ ...sentence, role: 'heading' }));
  return cells.map(({ start, flag }, place) => {
    const next = cells[place + 1]?.start ?? line.end;
    const end = start + prepared.text.slice(start, next).replace(/[ |;]+$/, '').length;
    return { start, end, line: index, role: flag === null ? 'heading' : excluded(start, end, flag) };
  });
}

/**
 * "Bonus: train-the-trainer", "Essential – HCPC registration; …" and "What the job looks like. Assessing how …": a heading
 * for what follows in its own line, until the next such heading there.
 */
function runInHeading(
  sentence: string,
  leads: boolean,
): { readonly kind: PartKind; readonly alone: boolean } | null {
  if (
    leads &&
    !/:\s/.test(sentence) &&
    sentence.split(' ').length <= 7 &&
    /^(what|why|who|how|about|the (job|role))\b/i.test(sentence)
  ) {
    const kind = kindOfHeading(sentence);
    if (kind !== null) return { kind, alone: true };
  }
  const before = /^([^.:;]{3,45}):\s/.exec(sentence)?.[1] ?? /^([\p{L}' ]{3,30}) [–-] /u.exec(sentence)?.[1];
  const kind = before === undefined || before.split(' ').length > 7 ? null : kindOfHeading(before);
  return kind === null ? null : { kind, alone: false };
}

function groupByLine(sentences: readonly Sentence[], lines: number): readonly (readonly Sentence[])[] {
  const groups: Sentence[][] = Array.from({ length: lines }, () => []);
  for (const sentence of sentences) groups[sentence.line]?.push(sentence);
  return groups;
}
