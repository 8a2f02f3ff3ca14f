import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPages } from '../../../../src/documents/normalise/join-pages.js';

describe('pages put together', () => {
  it('are found again by their spans', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 })), (pages) => {
        const { text, pages: spans, truncated } = joinPages(pages);
        expect(truncated).toBe(false);
        expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(pages);
        expect(spans.map(({ page }) => page)).toEqual(pages.map((_, index) => index + 1));
      }),
    );
  });

  it('keep one line break between them', () => {
    expect(joinPages(['first', 'second'])).toEqual({
      text: 'first\nsecond',
      pages: [
        { page: 1, start: 0, end: 5 },
        { page: 2, start: 6, end: 12 },
      ],
      truncated: false,
    });
  });

  it('are cut at a line when they are too long', () => {
    expect(joinPages(['first', 'second\nthird line'], 16)).toEqual({
      text: 'first\nsecond',
      pages: [
        { page: 1, start: 0, end: 5 },
        { page: 2, start: 6, end: 12 },
      ],
      truncated: true,
    });
  });

  it('are not cut inside a character', () => {
    expect(joinPages(['abc\u{1f600}'], 4).text).toBe('abc');
  });
});
