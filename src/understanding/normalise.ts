import { PLAIN, isLineEnd, isMeaningless, isSpace } from './characters.js';
import { foldLookAlikes, isGreekOrCyrillic } from './look-alikes.js';
import type { Span } from './profile.js';
import { UnitBuffer } from './unit-buffer.js';
import { unwrap } from './unwrap.js';

/** Text made uniform for reading, with the way back: unit `i` stands for `[starts[i], ends[i])` of the original. */
export interface NormalisedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Longer runs of combining marks on one letter are no writing, and composing them is what makes hostile text slow. */
const MARKS_KEPT = 4;

/** Words before a line-end hyphen that belongs to the word itself and not to the line break. */
const HYPHENATED = new Set(
  'self multi co re non pre post inter well long short high low part full semi cross day face goal over on'.split(
    ' ',
  ),
);

/**
 * Normal form of a text: composed and compatible letters (NFKC: ligatures, full-width forms), no control, zero-width,
 * direction, tag or private-use characters, Latin letters for those that only look Latin, straight quotes, plain hyphens, single spaces, at most one blank line in a
 * row, words joined again that a line end hyphenated, and a space for the line breaks of a wrapped paragraph.
 */
export function normalise(original: string): NormalisedText {
  const buffer = new UnitBuffer(original.length);
  let foreign = false;
  for (let i = 0; i < original.length;) {
    const unit = original.charCodeAt(i);
    if (isSpace(unit)) {
      i = takeSpaces(original, i, buffer);
    } else if (unit < 128 && !isMark(original.charCodeAt(i + 1))) {
      if (unit === HYPHEN && i + 1 < original.length && joinsLines(original, i, buffer)) {
        i = skipLineEnd(original, i + 1);
      } else {
        if (unit >= 32 && unit !== 127) buffer.push(unit, i, i + 1);
        i += 1;
      }
    } else {
      i = takeCluster(original, i, buffer);
      // Letters of mathematics become Greek ones only in their compatible form.
      foreign ||= isGreekOrCyrillic(buffer.at(buffer.length - 1));
    }
  }
  buffer.trimEnd();
  if (foreign) foldLookAlikes(buffer);
  unwrap(buffer);
  return buffer.finish();
}

/** The original range that a range of the normalised text stands for. */
export function originalSpan(normalised: NormalisedText, start: number, end: number): Span {
  if (end <= start) {
    const place = normalised.starts[start] ?? normalised.ends[normalised.ends.length - 1] ?? 0;
    return { start: place, end: place };
  }
  return { start: normalised.starts[start] as number, end: normalised.ends[end - 1] as number };
}

const HYPHEN = 45;
const NEWLINE = 10;
const SPACE = 32;

/** One space, one line break or one blank line for a run of white space; nothing at the very beginning. */
function takeSpaces(original: string, from: number, buffer: UnitBuffer): number {
  let lines = 0;
  let i = from;
  for (; i < original.length && isSpace(original.charCodeAt(i)); i += 1) {
    const unit = original.charCodeAt(i);
    if (isLineEnd(unit) && !(unit === 13 && original.charCodeAt(i + 1) === 10)) lines += 1;
  }
  if (buffer.length === 0) return i;
  // A character without meaning may stand between two runs.
  if (lines > 0 && buffer.at(buffer.length - 1) === SPACE) buffer.length -= 1;
  const last = buffer.at(buffer.length - 1);
  if (lines === 0) {
    if (last !== SPACE && last !== NEWLINE) buffer.push(SPACE, from, i);
    return i;
  }
  const stand = last !== NEWLINE ? 0 : buffer.at(buffer.length - 2) === NEWLINE ? 2 : 1;
  for (let n = stand; n < Math.min(stand + lines, 2); n += 1) buffer.push(NEWLINE, from, i);
  return i;
}

/** A hyphen at a line end between a letter and a small letter divides a word. */
function joinsLines(original: string, hyphen: number, buffer: UnitBuffer): boolean {
  const next = skipLineEnd(original, hyphen + 1);
  if (next === hyphen + 1 || !/[a-z]/.test(original[next] ?? '')) return false;
  const word = buffer.lastWord();
  if (word === '') return false;
  if (HYPHENATED.has(word.toLowerCase())) buffer.push(HYPHEN, hyphen, hyphen + 1);
  return true;
}

/** The position behind one line break and the spaces around it; `from` itself when no line break stands there. */
function skipLineEnd(original: string, from: number): number {
  let i = from;
  while (original[i] === ' ' || original[i] === '\r') i += 1;
  if (original[i] !== '\n') return from;
  i += 1;
  while (original[i] === ' ') i += 1;
  return i;
}

/** Marks without a shape: joiners and selectors of variants. */
const UNSEEN_MARKS = /[\u034f\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** A combining mark, which belongs to the letter before it. */
function isMark(code: number): boolean {
  return code >= 0x300 && /\p{M}/u.test(String.fromCodePoint(code));
}

/** "‴" becomes three primes, and each of them a quote. */
function plainly(composed: string): string {
  if (composed.length < 2) return composed;
  return Array.from(composed, (letter) => PLAIN.get(letter.codePointAt(0) as number) ?? letter).join('');
}

/** One character with its combining marks, in compatible composed form; characters without meaning vanish. */
function takeCluster(original: string, from: number, buffer: UnitBuffer): number {
  const first = original.codePointAt(from) as number;
  let end = from + (first > 0xffff ? 2 : 1);
  let kept = end;
  for (let marks = 0; end < original.length; marks += 1) {
    const code = original.codePointAt(end) as number;
    if (!isMark(code)) break;
    end += code > 0xffff ? 2 : 1;
    if (marks < MARKS_KEPT) kept = end;
  }
  if (isMeaningless(first)) return from + (first > 0xffff ? 2 : 1);
  const seen = original.slice(from, kept).replace(UNSEEN_MARKS, '');
  const composed = seen.normalize('NFKC');
  // A mark that stands alone ("¸") would become a blank with a mark on it, and be another text the next time.
  const plain = PLAIN.get(first) ?? (composed.startsWith(' ') ? seen : plainly(composed));
  for (let k = 0; k < plain.length; k += 1) buffer.push(plain.charCodeAt(k), from, end);
  return end;
}
