import type { PageSpan, WordPlace } from '../reading.js';
import type { PageBox } from './placed-page.js';

/** Parts of a page's width and height that places of words are given in. */
export const WORD_UNITS = 10_000;

/** The boxes of the words that a span touches, in order; a part of a word by its share of the letters. */
export function wordBoxes(
  words: readonly WordPlace[],
  page: PageSpan,
  span: { readonly start: number; readonly end: number },
): PageBox[] {
  const [from, to] = [Math.max(span.start, page.start), Math.min(span.end, page.end)];
  return words
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end, left, top, width, height]) => {
      const part = (offset: number): number =>
        (Math.min(end, Math.max(start, offset)) - start) / Math.max(1, end - start);
      return {
        page: page.page,
        left: (left + part(from) * width) / WORD_UNITS,
        top: top / WORD_UNITS,
        width: ((part(to) - part(from)) * width) / WORD_UNITS,
        height: height / WORD_UNITS,
      };
    });
}
