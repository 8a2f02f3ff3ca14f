import type { UnitBuffer } from './unit-buffer.js';

const NEWLINE = 10;
const SPACE = 32;
const AMPERSAND = 38;
const COMMA = 44;
const CLOSING_BRACKET = 41;
const COLON = 58;
const BAR = 124;
const LABEL_MAX = 24;

/** Shorter lines end where their writer ended them. */
const WRAPPED_LINE = 45;
/** So many lines that are surely wrapped tell how wide the page was. */
const SURE_WRAPS = 3;

/** Letters of print are not of one width: a line may hold this share of characters more than another. */
const UNEVEN = 1.08;

/** Words behind which no line ends of itself. */
const ASKING_WORDS = new Set(
  'a an and as at by for from in into of on or over than that the to under using via with'.split(' '),
);

interface Break {
  /** Index of the line break. */
  readonly at: number;
  /** Characters of the line before it. */
  readonly length: number;
  readonly sure: boolean;
}

/**
 * Puts a space for every line break inside a wrapped paragraph. A long line without an end is wrapped where a small letter
 * follows, or anything but a list's sign when the line breaks off at a word that asks for more; and once the width of the
 * page is known from such lines, where the next word would not have fitted.
 */
export function unwrap(buffer: UnitBuffer): void {
  const breaks = openBreaks(buffer);
  const sure = breaks.filter((each) => each.sure);
  const widest = sure.reduce((most, { length }) => Math.max(most, length), 0);
  const usual = sure.reduce((sum, { length }) => sum + length, 0) / Math.max(1, sure.length);
  for (const { at, length, sure: certain } of breaks) {
    const full =
      sure.length >= SURE_WRAPS && length <= widest * UNEVEN && fillsLine(buffer, at, length, usual);
    if (certain || full) buffer.set(at, SPACE);
  }
}

/** Breaks behind long lines that no full stop ends, before a letter, a digit or a bar. */
function openBreaks(buffer: UnitBuffer): readonly Break[] {
  const breaks: Break[] = [];
  let lineStart = 0;
  for (let i = 0; i < buffer.length; i += 1) {
    if (buffer.at(i) !== NEWLINE) continue;
    const length = i - lineStart;
    const next = buffer.at(i + 1);
    // The rows of a table begin with a bar, one below the other.
    const row = buffer.at(lineStart) === BAR;
    lineStart = i + 1;
    if (length < WRAPPED_LINE || endsParagraph(buffer.at(i - 1))) continue;
    const small = isSmallLetter(next) || (next === BAR && !row);
    if (small || isCapitalOrDigit(next)) breaks.push({ at: i, length, sure: small || breaksOff(buffer, i) });
  }
  return breaks;
}

function breaksOff(buffer: UnitBuffer, end: number): boolean {
  const last = buffer.at(end - 1);
  return last === COMMA || last === AMPERSAND || ASKING_WORDS.has(buffer.lastWord(end));
}

/**
 * Whether the first word of the next line would have gone beyond the usual width. A line that ends with a year or a bracket
 * is an entry of a list, and a heading in capitals or a word before a colon begins something new.
 */
function fillsLine(buffer: UnitBuffer, at: number, length: number, usual: number): boolean {
  const last = buffer.at(at - 1);
  if (isCapitalOrDigit(last) || last === CLOSING_BRACKET || beginsWithLabel(buffer, at + 1)) return false;
  let word = at + 1;
  while (word < buffer.length && buffer.at(word) > SPACE) word += 1;
  const second = buffer.at(at + 2);
  const capitals = second >= 65 && second <= 90 && word - at > 5;
  return !capitals && length >= usual * 0.85 && length + (word - at) > usual;
}

/** "Placements: community team": a colon behind the first word of a line. */
function beginsWithLabel(buffer: UnitBuffer, from: number): boolean {
  for (let i = from; i < from + LABEL_MAX && buffer.at(i) > SPACE; i += 1) {
    if (buffer.at(i) === COLON) return true;
  }
  return false;
}

function isSmallLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function isCapitalOrDigit(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
}

function endsParagraph(unit: number): boolean {
  return unit === NEWLINE || unit === 46 || unit === 58 || unit === 33 || unit === 63;
}
