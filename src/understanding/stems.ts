import { stemOf } from '../taxonomy/stem.js';

/** One word of a text: its place and its stem. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, British spelling, cut to its stem (Porter 1980). */
  readonly stem: string;
}

/** Words that say nothing of what a person does, as stems would be. */
const STOP_WORDS = new Set(
  (
    'a about above after again all also although am an and another any are as at be because been before being below ' +
    'between both but by can could did do does doing done down during each either else etc even ever every few for from ' +
    "further had has have having he her here hers him his how however i i'd i'll i'm i've if in into is it it's its " +
    'itself just least less let like many may me might mine more most much must my myself nearly no nor not now of off ' +
    'often on once one only onto or other our ours out over own per please quite rather really same say shall she ' +
    'should since so some someone something still such than that the their them then there these they this those ' +
    'though through to too under until up upon us very via was we well were what when where whether which while who ' +
    "whom whose why will with within without would yet you your yours don't didn't doesn't isn't wasn't haven't hasn't " +
    "can't couldn't won't wouldn't that's there's they're we're you're got get gets getting go goes going went come " +
    'comes came put puts take takes took make makes made thing things way ways lot bit also'
  ).split(' '),
);

/** All words of a range, in order. Letters, digits, and signs inside them: `D2A`, `T&O`, `carer's`. */
export function tokenise(text: string, start = 0, end = text.length): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = start; i < end;) {
    const from = i;
    for (let width = wordWidth(text, i); width > 0 && i < end; width = wordWidth(text, i)) {
      i += width;
      if (joinsWords(text.charCodeAt(i)) && wordWidth(text, i + 1) > 0) i += 1;
    }
    const stop = Math.min(i, end);
    if (stop > from) tokens.push({ start: from, end: stop, stem: stemOf(text.slice(from, stop)) });
    else i += 1;
  }
  return tokens;
}

/** Apostrophe, ampersand and plus sign. */
function joinsWords(unit: number): boolean {
  return unit === 0x27 || unit === 0x26 || unit === 0x2b;
}

/** Whether a unit beyond ASCII is a letter or digit, as far as asked: 0 not known, 1 no, 2 yes. */
const unicodeWords = new Uint8Array(0x10000);

/** UTF-16 units of the letter or digit at a place; 0: none stands there. */
function wordWidth(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  if (unit < 128) return isAsciiWord(unit) ? 1 : 0;
  if (Number.isNaN(unit)) return 0;
  if (unit >= 0xd800 && unit <= 0xdbff) {
    const code = text.codePointAt(place) as number;
    return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code)) ? (code > 0xffff ? 2 : 1) : 0;
  }
  if (unicodeWords[unit] === 0) unicodeWords[unit] = /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) ? 2 : 1;
  return unicodeWords[unit] === 2 ? 1 : 0;
}

function isAsciiWord(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
}

/**
 * Whether a word says anything of what a person does: no stop words, no lone letters, and nothing that begins with a
 * digit, which is mostly years, ages and times of day.
 */
export function isContentWord(word: string, stem: string): boolean {
  return stem.length >= 2 && !/^\d/.test(word) && !STOP_WORDS.has(word.toLowerCase());
}

/** Sorted unique stems of the content words of a range. */
export function contentStems(text: string, start = 0, end = text.length): readonly string[] {
  const stems = new Set<string>();
  for (const token of tokenise(text, start, end)) {
    if (isContentWord(text.slice(token.start, token.end), token.stem)) stems.add(token.stem);
  }
  return [...stems].sort();
}
