import { describe, expect, it } from 'vitest';
import { markItems, withBullets, type Piece } from '../../../../src/documents/formats/doc/word-text.js';

/** Pieces of text in the order of the document, each of which counts how often it is written. */
function piecesOf(...texts: readonly (readonly [startFilePos: number, text: string])[]): {
  readonly pieces: readonly Piece[];
  readonly written: () => number;
} {
  let writes = 0;
  const pieces = texts.map(([startFilePos, given]) => {
    let text = given;
    return {
      ...{ startFilePos, endFilePos: startFilePos + given.length, bpc: 1 },
      get text() {
        return text;
      },
      set text(changed) {
        text = changed;
        writes += 1;
      },
    };
  });
  return { pieces, written: () => writes };
}
const shown = (pieces: readonly Piece[]): string => withBullets(pieces.map(({ text }) => text).join(''));

describe('the list items of an old Word document', () => {
  it('get their bullets in pieces that stand elsewhere in the file than in the document', () => {
    const { pieces } = piecesOf([500, 'First\rOne\r'], [100, 'Two\r\rEnd\r']);
    markItems(pieces, [100, 104, 506]);
    expect(shown(pieces)).toBe('First\n• One\n• Two\r\rEnd\r');
  });

  it('are written into their piece at once, however many they are', () => {
    const { pieces, written } = piecesOf([0, 'a\r'.repeat(20_000)]);
    markItems(
      pieces,
      Array.from({ length: 20_000 }, (_, number) => 2 * number),
    );
    expect([shown(pieces), written()]).toEqual([`a${'\n• a'.repeat(19_999)}\r`, 1]);
  });
});
