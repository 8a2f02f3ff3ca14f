import type { PageSpan, WordPlace } from '../reading.js';
import type { PageBox, PlacedPage, PlacedPiece } from './placed-page.js';
import { wordBoxes } from './word-boxes.js';

/** Letters beside a span that tell it from the same words elsewhere on the page. */
const CONTEXT = 24;

/**
 * Finds spans of a text on the pages that it was read from. The text was normalised, so letters and figures alone are
 * compared: blanks, hyphens and bullets may differ. Of equal places the one nearest to where it should be counts.
 *
 * @param words Of the pages whose text was recognised, and which have those places only.
 * @returns takes a span as `[start, end)` of UTF-16 offsets into `text` and gives its boxes, line by line; none for what
 *   cannot be found.
 */
export function boxFinder(
  text: string,
  pages: readonly PageSpan[],
  placed: readonly Pick<PlacedPage, 'page' | 'pieces'>[],
  words: readonly WordPlace[] = [],
): (span: { readonly start: number; readonly end: number }) => PageBox[] {
  const ready = new Map<number, { readonly read: Squeezed; readonly drawn: DrawnLetters }>();
  const lettersOf = (page: PageSpan) => {
    const drawn = placed.find((one) => one.page === page.page);
    if (drawn && !ready.has(page.page)) {
      const read = squeeze(text.slice(page.start, page.end));
      ready.set(page.page, { read, drawn: lettersOn(drawn) });
    }
    return ready.get(page.page);
  };
  return ({ start, end }) =>
    pages
      .filter((page) => page.start < end && page.end > start)
      .flatMap((page) => {
        if (words.some(([from]) => from >= page.start && from < page.end))
          return joinBeside(wordBoxes(words, page, { start, end }));
        const letters = lettersOf(page);
        if (!letters) return [];
        const { read, drawn } = letters;
        const from = read.indexOf(Math.max(start, page.start) - page.start);
        const to = read.indexOf(Math.min(end, page.end) - page.start);
        const found = findLetters(read.letters, from, to, drawn.letters);
        return found === null ? [] : boxesOf(drawn, found.at, found.at + found.length, page.page);
      });
}

interface Squeezed {
  readonly letters: string;
  /** Number of letters before an offset of the text. */
  indexOf(offset: number): number;
}

function squeeze(text: string): Squeezed {
  const before = new Uint32Array(text.length + 1);
  let letters = '';
  for (let offset = 0; offset < text.length; offset += 1) {
    before[offset] = letters.length;
    letters += lettersIn(text.charAt(offset));
  }
  before[text.length] = letters.length;
  return { letters, indexOf: (offset) => before[offset] ?? letters.length };
}

/** About as wide as in the usual typefaces, in units of a small letter; the widths of the fonts themselves are not kept. */
function widthOf(character: string): number {
  if (/[ijlIft.,;:'’|!()[\]\s-]/.test(character)) return 0.5;
  if (/[mwMW@]/.test(character)) return 1.5;
  return /\p{Lu}/u.test(character) ? 1.25 : 1;
}

function lettersIn(character: string): string {
  return character.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');
}

interface DrawnLetters {
  readonly letters: string;
  /** Piece of each letter, and its share of the way through the piece. */
  readonly pieces: readonly PlacedPiece[];
  readonly pieceAt: Uint32Array;
  readonly shareAt: Float32Array;
}

function lettersOn({ pieces }: Pick<PlacedPage, 'pieces'>): DrawnLetters {
  let letters = '';
  const pieceAt: number[] = [];
  const shareAt: number[] = [];
  for (const [index, [text]] of pieces.entries()) {
    const widths = Array.from({ length: text.length }, (_, offset) => widthOf(text.charAt(offset)));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    let before = 0;
    for (let offset = 0; offset < text.length; offset += 1) {
      const drawn = lettersIn(text.charAt(offset));
      letters += drawn;
      for (let n = 0; n < drawn.length; n += 1) {
        pieceAt.push(index);
        shareAt.push(before / whole);
      }
      before += widths[offset] ?? 0;
    }
  }
  return { letters, pieces, pieceAt: Uint32Array.from(pieceAt), shareAt: Float32Array.from(shareAt) };
}

/** Where the letters `[from, to)` of what was read begin among those that were drawn, and how many of them are there. */
function findLetters(
  read: string,
  from: number,
  to: number,
  drawn: string,
): { readonly at: number; readonly length: number } | null {
  const look = (start: number, end: number): number | null =>
    nearest(drawn, read.slice(start, end), Math.round((start / Math.max(1, read.length)) * drawn.length));
  if (to <= from) return null;
  for (const context of [CONTEXT, 0]) {
    const start = Math.max(0, from - context);
    const found = look(start, Math.min(read.length, to + context));
    if (found !== null) return { at: found + (from - start), length: to - from };
  }
  // A word that goes over the end of the page is read on this one, and ends on the next.
  for (let end = to - 1; to === read.length && end > from && end >= to - CONTEXT; end -= 1) {
    const found = look(from, end);
    if (found !== null) return { at: found, length: end - from };
  }
  return null;
}

function nearest(letters: string, words: string, expected: number): number | null {
  const after = letters.indexOf(words, expected);
  const before = letters.lastIndexOf(words, expected);
  if (after < 0 || before < 0) return after < 0 && before < 0 ? null : Math.max(after, before);
  return after - expected < expected - before ? after : before;
}

/** One box for each piece, from its first letter to its last. */
function boxesOf(drawn: DrawnLetters, from: number, to: number, page: number): PageBox[] {
  const boxes: PageBox[] = [];
  for (let at = from; at < to;) {
    const index = drawn.pieceAt[at] ?? 0;
    let end = at;
    while (end < to && drawn.pieceAt[end] === index) end += 1;
    const piece = drawn.pieces[index];
    const isLast = drawn.pieceAt[end] !== index;
    if (piece) boxes.push(boxOf(piece, drawn.shareAt[at] ?? 0, isLast ? 1 : (drawn.shareAt[end] ?? 1), page));
    at = end;
  }
  return joinBeside(boxes);
}

/** Those that touch on one line become one. */
function joinBeside(boxes: readonly PageBox[]): PageBox[] {
  return boxes.reduce<PageBox[]>((joined, box) => {
    const last = joined.at(-1);
    if (last && isBeside(last, box)) joined[joined.length - 1] = around(last, box);
    else joined.push(box);
    return joined;
  }, []);
}

function boxOf(
  [, x, y, alongX, alongY, upX, upY]: PlacedPiece,
  from: number,
  to: number,
  page: number,
): PageBox {
  const ends = [from, to].flatMap((way) => [
    [x + way * alongX, y + way * alongY] as const,
    [x + way * alongX + upX, y + way * alongY + upY] as const,
  ]);
  return spanning(page, ends);
}

function around(a: PageBox, b: PageBox): PageBox {
  return spanning(
    a.page,
    [a, b].flatMap(({ left, top, width, height }) => [
      [left, top] as const,
      [left + width, top + height] as const,
    ]),
  );
}

function spanning(page: number, points: readonly (readonly [number, number])[]): PageBox {
  const inside = (value: number): number => Math.min(1, Math.max(0, value));
  const xs = points.map(([x]) => inside(x));
  const ys = points.map(([, y]) => inside(y));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { page, left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** On the same line, with no more between them than a word's gap. */
function isBeside(a: PageBox, b: PageBox): boolean {
  const isLevel = Math.abs(a.top - b.top) < 0.3 * Math.max(a.height, b.height);
  return isLevel && b.left >= a.left && b.left - (a.left + a.width) < a.height;
}
