import type { PlacedPiece } from '../viewer/placed-page.js';

/** A picture as it was recognised: turned by its orientation and levelled. */
export interface Levelled {
  /** Exif code, 1–8, by which the picture was turned. */
  readonly orientation: number;
  /** By which it was turned clockwise about its middle after that, in radians. */
  readonly skew: number;
}

/** Words of one page; more are noise. */
const MOST_WORDS = 3_000;
/** Of a row of Tesseract's table. */
const PAGE_LEVEL = '1';
const LINE_LEVEL = '4';
const WORD_LEVEL = '5';

/**
 * Words that Tesseract found and where they stand in the picture as it was given, as shares of its width and height from
 * the top left, in the order of the text.
 *
 * @param table Tab-separated: level, four numbers of block to word, left, top, width and height in pixels, confidence, word.
 */
export function recognisedWords(table: string, levelled: Levelled): PlacedPiece[] {
  const rows = table.split('\n').map((line) => line.split('\t'));
  const [, , , , , , , , width = 0, height = 0] = (rows.find(([level]) => level === PAGE_LEVEL) ?? []).map(
    Number,
  );
  if (width === 0 || height === 0) return [];
  const back = toPicture(levelled, width, height);
  const words: PlacedPiece[] = [];
  let line: readonly [top: number, height: number] | null = null;
  for (const row of rows) {
    const [x = 0, y = 0, w = 0, h = 0] = row.slice(6, 10).map(Number);
    const word = row[11]?.trim() ?? '';
    // Tesseract reads lines up or down a page as they stand: those are not as high as their words.
    if (row[0] === LINE_LEVEL) line = h < w ? [y, h] : null;
    if (row[0] !== WORD_LEVEL || word === '' || words.length >= MOST_WORDS) continue;
    // As high as their line: marks on the words of one quote are even.
    const [top, high] = line ?? [y, h];
    const [from, to, up] = [back(x, top + high), back(x + w, top + high), back(x, top)];
    words.push([
      word,
      rounded(from[0]),
      rounded(from[1]),
      rounded(to[0] - from[0]),
      rounded(to[1] - from[1]),
      rounded(up[0] - from[0]),
      rounded(up[1] - from[1]),
    ]);
  }
  return words;
}

/** From pixels of the picture as it was recognised to shares of the picture as it was given. */
function toPicture(
  { orientation, skew }: Levelled,
  width: number,
  height: number,
): (x: number, y: number) => readonly [number, number] {
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  return (x, y) => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    const across = (dx * cos + dy * sin) / width + 0.5;
    const down = (dy * cos - dx * sin) / height + 0.5;
    return unturned(orientation, across, down);
  };
}

/** Undoes what an orientation asks for (Exif 2.32, 4.6.4, tag 0x0112), in shares of width and height. */
function unturned(orientation: number, across: number, down: number): readonly [number, number] {
  switch (orientation) {
    case 2:
      return [1 - across, down];
    case 3:
      return [1 - across, 1 - down];
    case 4:
      return [across, 1 - down];
    case 5:
      return [down, across];
    case 6:
      return [down, 1 - across];
    case 7:
      return [1 - down, 1 - across];
    case 8:
      return [1 - down, across];
    default:
      return [across, down];
  }
}

function rounded(share: number): number {
  return Math.round(share * 1e5) / 1e5;
}
