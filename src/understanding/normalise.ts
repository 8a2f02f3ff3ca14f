import type { Span } from './profile.js';

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
 * direction, tag or private-use characters, straight quotes, plain hyphens, single spaces, at most one blank line in a
 * row, words joined again that a line end hyphenated, and a space for the line breaks of a wrapped paragraph.
 */
export function normalise(original: string): NormalisedText {
  const buffer = new Buffer16(original.length);
  for (let i = 0; i < original.length;) {
    const unit = original.charCodeAt(i);
    if (isSpace(unit)) {
      i = takeSpaces(original, i, buffer);
    } else if (unit < 128) {
      if (unit === HYPHEN && i + 1 < original.length && joinsLines(original, i, buffer)) {
        i = skipLineEnd(original, i + 1);
      } else {
        if (unit >= 32 && unit !== 127) buffer.push(unit, i, i + 1);
        i += 1;
      }
    } else {
      i = takeCluster(original, i, buffer);
    }
  }
  buffer.trimEnd();
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

function isSpace(unit: number): boolean {
  return (
    unit === SPACE ||
    (unit >= 9 && unit <= 13) ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

function isLineEnd(unit: number): boolean {
  return (unit >= 10 && unit <= 13) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** One space, one line break or one blank line for a run of white space; nothing at the very beginning. */
function takeSpaces(original: string, from: number, buffer: Buffer16): number {
  let lines = 0;
  let i = from;
  for (; i < original.length && isSpace(original.charCodeAt(i)); i += 1) {
    const unit = original.charCodeAt(i);
    if (isLineEnd(unit) && !(unit === 13 && original.charCodeAt(i + 1) === 10)) lines += 1;
  }
  if (buffer.length === 0) return i;
  if (lines === 0) buffer.push(SPACE, from, i);
  else for (let n = 0; n < Math.min(lines, 2); n += 1) buffer.push(NEWLINE, from, i);
  return i;
}

/** A hyphen at a line end between a letter and a small letter divides a word. */
function joinsLines(original: string, hyphen: number, buffer: Buffer16): boolean {
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

/** One character with its combining marks, in compatible composed form; characters without meaning vanish. */
function takeCluster(original: string, from: number, buffer: Buffer16): number {
  const first = original.codePointAt(from) as number;
  let end = from + (first > 0xffff ? 2 : 1);
  let kept = end;
  for (let marks = 0; end < original.length; marks += 1) {
    const code = original.codePointAt(end) as number;
    if (code < 0x300 || !/\p{M}/u.test(String.fromCodePoint(code))) break;
    end += code > 0xffff ? 2 : 1;
    if (marks < MARKS_KEPT) kept = end;
  }
  if (isMeaningless(first)) return from + (first > 0xffff ? 2 : 1);
  const plain = PLAIN.get(first) ?? original.slice(from, kept).normalize('NFKC');
  for (let k = 0; k < plain.length; k += 1) buffer.push(plain.charCodeAt(k), from, end);
  return end;
}

/** Quotes and hyphens that programs put in place of the typed ones. */
const PLAIN = new Map<number, string>([
  ...[0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x2bc, 0xb4].map((code): [number, string] => [code, "'"]),
  ...[0x201c, 0x201d, 0x201e, 0x2033].map((code): [number, string] => [code, '"']),
  ...[0x2010, 0x2011, 0x2043, 0xfe63, 0xff0d].map((code): [number, string] => [code, '-']),
]);

function isMeaningless(code: number): boolean {
  return (
    (code >= 0x80 && code <= 0x9f) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    // Halves of surrogate pairs and the private use area.
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xe0000 && code <= 0x10ffff)
  );
}

/** Shorter lines end where their writer ended them. */
const WRAPPED_LINE = 45;

/** Puts a space for every line break inside a wrapped paragraph: a long line without an end, then a small letter. */
function unwrap(buffer: Buffer16): void {
  let lineStart = 0;
  for (let i = 0; i < buffer.length; i += 1) {
    if (buffer.at(i) !== NEWLINE) continue;
    const long = i - lineStart >= WRAPPED_LINE;
    if (long && isSmallLetter(buffer.at(i + 1)) && !endsParagraph(buffer.at(i - 1))) buffer.set(i, SPACE);
    lineStart = i + 1;
  }
}

function isSmallLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function endsParagraph(unit: number): boolean {
  return unit === NEWLINE || unit === 46 || unit === 58 || unit === 33 || unit === 63;
}

/** UTF-16 units with the original range of each, in arrays that grow. */
class Buffer16 {
  length = 0;
  private units: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity + 16);
    this.starts = new Int32Array(capacity + 16);
    this.ends = new Int32Array(capacity + 16);
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  at(index: number): number {
    return index < this.length ? (this.units[index] as number) : NaN;
  }

  set(index: number, unit: number): void {
    this.units[index] = unit;
  }

  /** The letters that stand last, at most 20 of them. */
  lastWord(): string {
    let from = this.length;
    while (from > 0 && this.length - from < 20 && /[A-Za-z]/.test(String.fromCharCode(this.at(from - 1))))
      from -= 1;
    return String.fromCharCode(...this.units.subarray(from, this.length));
  }

  trimEnd(): void {
    while (this.length > 0 && isSpace(this.at(this.length - 1))) this.length -= 1;
  }

  finish(): NormalisedText {
    let text = '';
    for (let i = 0; i < this.length; i += 8192) {
      text += String.fromCharCode(...this.units.subarray(i, Math.min(i + 8192, this.length)));
    }
    return { text, starts: this.starts.slice(0, this.length), ends: this.ends.slice(0, this.length) };
  }

  private grow(): void {
    const capacity = this.units.length * 2;
    const [units, starts, ends] = [
      new Uint16Array(capacity),
      new Int32Array(capacity),
      new Int32Array(capacity),
    ];
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    this.units = units;
    this.starts = starts;
    this.ends = ends;
  }
}
