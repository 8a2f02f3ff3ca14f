import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api.js';

/** Gaps in multiples of the type size: between words below the first, between columns or table cells above the second. */
const WORD_GAP = 0.6;
const COLUMN_GAP = 2;
/** Baselines further apart than this share of the type size are two lines; superscripts stay in theirs. */
const LINE_SHIFT = 0.5;
/** The same across a column gap, where only text of the same line shares its baseline. */
const COLUMN_SHIFT = 0.2;
/** Type smaller than this share of the page's height (2 pt on A4) is no text for a reader. */
const SMALLEST_TYPE = 2 / 842;

export interface PageLines {
  readonly text: string;
  /** True when microscopic text was left out. */
  readonly hidden: boolean;
}

/**
 * Text of a page in the order in which it was drawn, which keeps columns whole (sorting by position interleaves them).
 * Lines as drawn; a tab where a wide gap parts columns, cells or a date at the margin; two blanks where a gap is wider
 * than that between words, so that the words of a letter-spaced heading can be told.
 */
export function pageLines(
  content: TextContent,
  pageHeight: number,
  isHidden: (x: number, y: number) => boolean = () => false,
): PageLines {
  const items = content.items.filter((item): item is TextItem => 'str' in item);
  const visible = items.filter((item) => isBlank(item) || typeSize(item) >= pageHeight * SMALLEST_TYPE);
  const hidden = visible.length < items.length;
  // A page that is tiny throughout was drawn in another unit than points.
  const kept = visible.some((item) => !isBlank(item)) ? visible : items;
  const seen = kept.filter((item) => isBlank(item) || !isHidden(...startOf(item)));
  return { text: joinItems(seen), hidden: seen.length < kept.length || (hidden && kept === visible) };
}

function joinItems(items: readonly TextItem[]): string {
  let text = '';
  let gap = 0;
  let last: TextItem | null = null;
  for (const item of items) {
    if (isBlank(item)) {
      gap = Math.max(gap, item.width, item.str === '' ? 0 : Number.MIN_VALUE);
    } else {
      text += separator(last, item, gap) + item.str;
      last = item;
      gap = 0;
    }
    if (item.hasEOL) {
      text += '\n';
      last = null;
      gap = 0;
    }
  }
  return text;
}

function separator(last: TextItem | null, item: TextItem, gap: number): string {
  if (!last) return '';
  const size = Math.max(typeSize(last), typeSize(item));
  const shift = baselineShift(last, item);
  const isColumn = gap > COLUMN_GAP * size;
  if (shift > (isColumn ? COLUMN_SHIFT : LINE_SHIFT) * size) return '\n';
  if (isColumn) return '\t';
  if (gap > WORD_GAP * size) return '  ';
  return gap > 0 ? ' ' : '';
}

function isBlank(item: TextItem): boolean {
  return item.str.trim() === '';
}

/** Type size in page units. */
function typeSize(item: TextItem): number {
  const [, , c = 0, d = 0] = matrix(item);
  return Math.max(item.height, Math.hypot(c, d));
}

/** Distance between two baselines across the direction of writing, which need not be level. */
function baselineShift(last: TextItem, item: TextItem): number {
  const [a = 1, b = 0, , , x = 0, y = 0] = matrix(last);
  const [, , , , nextX = 0, nextY = 0] = matrix(item);
  const length = Math.hypot(a, b) || 1;
  return Math.abs(((nextY - y) * a - (nextX - x) * b) / length);
}

function startOf(item: TextItem): [number, number] {
  const [, , , , x = 0, y = 0] = matrix(item);
  return [x, y];
}

function matrix(item: TextItem): readonly number[] {
  return item.transform as readonly number[];
}
