import { distance } from 'fastest-levenshtein';
import type { RecognisedPage } from '../../ocr/recogniser.js';
import { boxFinder } from '../../viewer/find-boxes.js';
import type { PageBox, PlacedPiece } from '../../viewer/placed-page.js';
import type { Drawing } from './draw-page.js';
import type { Box } from './geometry.js';
import { unseenTeller } from './unseen-runs.js';

/** Text of a page that a picture on it is said to show. */
export interface Layer {
  /** Of the page, from 1. */
  readonly page: number;
  readonly text: string;
  /** What makes it up, and where it stands. */
  readonly pieces: readonly PlacedPiece[];
}

export interface LayerComparison {
  /**
   * `same`: the picture shows the words, or all but a few; `differs`: it shows other words in their place, or nothing;
   * `unclear`: there is something that could not be read, or what could is doubtful.
   */
  readonly verdict: 'same' | 'differs' | 'unclear';
  /** What the picture does not show, words that follow one another together; empty where it shows the same. */
  readonly extra: readonly string[];
}

/** Shorter words are found in any text. */
const LEAST_LETTERS = 4;
/**
 * Two programs that recognise one picture differ by fewer words, in number and as a share of all different words: of pages
 * in eleven designs up to four were not found, nine where a heading is white on a dark ground, and up to seven in 135 where
 * one letter in twelve was wrong.
 */
const MANY_WORDS = 8;
const MANY_SHARE = 0.04;
/** Letters of a word, one in so many, that either program may have taken for others. */
const LETTERS_TO_A_MISTAKE = 3;
/** Words that are looked for with mistakes, or on the page; more are no page. */
const MOST_LOOKS = 3_000;
/** Below this confidence what was recognised does not speak against what is said to be there. */
const SURE = 75;

/**
 * Compares the words of a layer with those that were recognised in the picture. Their order does not count, since
 * programs go through columns differently, nor do blanks, accents and letters taken for similar ones.
 */
export function compareLayer(
  { page, text, pieces }: Layer,
  shown: RecognisedPage,
  drawing: Drawing,
): LayerComparison {
  const isShown = wordFinder(shown.text);
  const boxesOf = boxFinder(text, [{ page, start: 0, end: text.length }], [{ page, pieces }]);
  const isOverOthers = overWords(shown.words);
  const isUnseen = unseenTeller(drawing);
  const isOther = (box: PageBox): boolean => isOverOthers(box) || isUnseen(middleOf(box, drawing)) === true;
  const words = Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ index, 0: word }) => {
    const folded = foldWord(word);
    // Of other alphabets, which the engine does not know, nothing can be said.
    const isCompared = folded.length >= LEAST_LETTERS && /^[a-z0-9]+$/.test(folded);
    const isMissing = isCompared && !isShown(folded);
    return { start: index, end: index + word.length, folded, isCompared, isMissing };
  });
  const compared = new Set(words.filter(({ isCompared }) => isCompared).map(({ folded }) => folded));
  const missing = words.filter(({ isMissing }) => isMissing);
  const isMany = (some: typeof words): boolean => {
    const different = new Set(some.map(({ folded }) => folded)).size;
    return different >= MANY_WORDS && different >= MANY_SHARE * Math.min(compared.size, MOST_LOOKS);
  };
  if (!isMany(missing)) return { verdict: 'same', extra: [] };
  const isProven =
    shown.confidence >= SURE &&
    isMany(missing.slice(0, MOST_LOOKS).filter((word) => boxesOf(word).some(isOther)));
  const extra = piecesOf(words).map(({ start, end }) => text.slice(start, end));
  return { verdict: isProven ? 'differs' : 'unclear', extra };
}

function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Tells whether a text says a word: within others too, as blanks get lost, and with a few wrong letters. */
function wordFinder(text: string): (word: string) => boolean {
  const folded = foldWord(text);
  const squeezed = folded.replace(/[^\p{L}\p{N}]+/gu, '');
  const words = [...new Set(folded.match(/[\p{L}\p{N}]+/gu))];
  const known = new Map<string, boolean>();
  const isNear = (word: string): boolean => {
    const mistakes = Math.floor(word.length / LETTERS_TO_A_MISTAKE);
    return words.some(
      (other) => Math.abs(other.length - word.length) <= mistakes && distance(word, other) <= mistakes,
    );
  };
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = squeezed.includes(word) || (known.size < MOST_LOOKS && isNear(word));
    known.set(word, found);
    return found;
  };
}

/** Tells whether the middle of a box lies on one of the words that were recognised. */
function overWords(words: readonly PlacedPiece[]): (box: PageBox) => boolean {
  const taken = words
    .filter(([word]) => /[\p{L}\p{N}]{2}/u.test(word))
    .map(([, x, y, alongX, alongY, upX, upY]) => {
      const xs = [x, x + alongX, x + upX, x + alongX + upX];
      const ys = [y, y + alongY, y + upY, y + alongY + upY];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
    });
  return ({ left, top, width, height }) => {
    const [x, y] = [left + width / 2, top + height / 2];
    return taken.some((box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  };
}

/** Where letters have ink, without what the lines above and below reach into the box, in pixels. */
function middleOf({ left, top, width, height }: PageBox, drawing: Drawing): Box {
  return [
    left * drawing.width,
    (top + height / 4) * drawing.height,
    (left + width) * drawing.width,
    (top + (3 * height) / 4) * drawing.height,
  ];
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly isCompared: boolean;
  readonly isMissing: boolean;
}

/** Missing words that follow one another, with the short ones between them. */
function piecesOf(words: readonly Word[]): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const { start, end, isCompared, isMissing } of words) {
    const last = pieces.at(-1);
    if (isMissing && isOpen && last) last.end = end;
    else if (isMissing) pieces.push({ start, end });
    isOpen = isMissing || (isOpen && !isCompared);
  }
  return pieces;
}
