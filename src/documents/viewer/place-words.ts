import { MAX_WORD_PLACES } from '../limits.js';
import type { PageSpan, WordPlace } from '../reading.js';
import { boxFinder } from './find-boxes.js';
import type { PlacedPage } from './placed-page.js';
import { WORD_UNITS } from './word-boxes.js';

/**
 * Where the words of recognised pages stand. They are kept beside the text: recognising a page again for everybody who
 * looks at it takes seconds.
 *
 * @param recognised What was recognised on each of these pages.
 */
export function placeWords(
  text: string,
  pages: readonly PageSpan[],
  recognised: readonly Pick<PlacedPage, 'page' | 'pieces'>[],
): WordPlace[] {
  const boxesOf = boxFinder(text, pages, recognised);
  const words = pages
    .filter(({ page }) => recognised.some((one) => one.page === page))
    .flatMap(({ start, end }) =>
      Array.from(text.slice(start, end).matchAll(/\S*[\p{L}\p{N}]\S*/gu), ({ index, 0: word }) => ({
        start: start + index,
        end: start + index + word.length,
      })),
    );
  return words.slice(0, MAX_WORD_PLACES).flatMap((word) => {
    // Of a word hyphenated over two lines, where it begins.
    const [box] = boxesOf(word);
    const units = (share: number): number => Math.round(share * WORD_UNITS);
    return box
      ? [
          [
            word.start,
            word.end,
            units(box.left),
            units(box.top),
            units(box.width),
            units(box.height),
          ] as const,
        ]
      : [];
  });
}
