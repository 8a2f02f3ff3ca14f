import { describe, expect, it } from 'vitest';
import { frameOf, pageLines } from '../../../../src/documents/formats/pdf/page-lines.js';

type Content = Parameters<typeof pageLines>[0];

const item = (str: string, x: number, y: number, { width = 50, size = 10, end = false } = {}): object => ({
  str,
  dir: 'ltr',
  transform: [size, 0, 0, size, x, y],
  width,
  height: str.trim() === '' ? 0 : size,
  fontName: 'F',
  hasEOL: end,
});
const lines = (...items: object[]): ReturnType<typeof pageLines> =>
  pageLines({ items, styles: {}, lang: null } as unknown as Content, frameOf([1, 0, 0, -1, 0, 842], 842));

describe('the lines of a PDF page', () => {
  it('end where they were drawn to end', () => {
    expect(lines(item('one', 0, 700, { end: true }), item('two', 0, 686)).text).toBe('one\ntwo');
  });

  it('end where the baseline moves, even if nothing says so', () => {
    expect(lines(item('one', 0, 700), item(' ', 50, 700, { width: 3 }), item('two', 0, 686)).text).toBe(
      'one\ntwo',
    );
  });

  it('hold superscripts', () => {
    expect(lines(item('1', 0, 700, { width: 6 }), item('st', 6, 703.5, { size: 6 })).text).toBe('1st');
  });

  it('have a tab where a wide gap parts a title from its dates', () => {
    expect(
      lines(item('Title', 0, 700), item(' ', 50, 700, { width: 200 }), item('2019', 250, 700)).text,
    ).toBe('Title\t2019');
  });

  it('end where the next column stands a little higher', () => {
    expect(
      lines(item('duty', 0, 700), item(' ', 50, 700, { width: 200 }), item('SKILLS', 250, 704)).text,
    ).toBe('duty\nSKILLS');
  });

  it('keep a wide gap between letter-spaced words apart from those between letters', () => {
    expect(
      lines(item('W O R K', 0, 700), item(' ', 50, 700, { width: 9 }), item('L I F E', 60, 700)).text,
    ).toBe('W O R K  L I F E');
  });

  it('leave out and tell of microscopic text', () => {
    expect(lines(item('seen', 0, 700), item('unseen', 0, 600, { size: 0.5 }))).toMatchObject({
      text: 'seen',
      hidden: ['unseen'],
    });
  });

  it('are taken as they are on a page drawn in small units', () => {
    expect(
      lines(item('one', 0, 7, { size: 0.1, end: true }), item('two', 0, 6, { size: 0.1 })),
    ).toMatchObject({
      text: 'one\ntwo',
      hidden: [],
    });
  });
});
