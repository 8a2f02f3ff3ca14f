import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { isReadableAsDrawn } from '../../layout/drawn-order.js';
import { readingOrder } from '../../layout/reading-order.js';
import type { Run } from '../../layout/run.js';
import { multiply, type Matrix } from './geometry.js';
import { baselineShift, endOf, isBlank, isLevel, startOf, typeSize } from './text-item.js';

/** Gaps in multiples of the type size: between words below the first, between columns or table cells above the second. */
const WORD_GAP = 0.6;
const COLUMN_GAP = 2;
/** Baselines further apart than this share of the type size are two lines; superscripts stay in theirs. */
const LINE_SHIFT = 0.5;
/** The same across a column gap, where only text of the same line shares its baseline. */
const COLUMN_SHIFT = 0.2;
/** Type smaller than this share of the page's height (2 pt on A4) is no text for a reader. */
const SMALLEST_TYPE = 2 / 842;
/** With less of its letters level than this share, a page was drawn on its side. */
const LEVEL_SHARE = 0.5;
/** Pages of more runs are drawings or attacks; telling their columns would take too long. */
const MOST_RUNS = 1_500;

/** A page as it is shown. */
export interface PageFrame {
  /** In points. */
  readonly height: number;
  /** From the page's own units to those of the page as it is shown, y upwards from its lower edge. */
  readonly upright: Matrix;
}

/** @param toScreen Of the viewport of the page at scale 1: y downwards. */
export function frameOf(toScreen: readonly number[], height: number): PageFrame {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = height] = toScreen;
  return { height, upright: [a, -b, c, -d, e, height - f] };
}

export interface PageLines {
  readonly text: string;
  /** What was left out because nobody sees it, line by line. */
  readonly hidden: readonly string[];
  /** What makes up `text`, in its order. */
  readonly pieces: readonly TextItem[];
}

/**
 * Text of a page in the order in which it was drawn, which keeps columns whole (sorting by position interleaves them);
 * where that order cannot be read, in the order that the places on the page give. A tab where a wide gap parts columns,
 * cells or a date at the margin; two blanks where a gap is wider than that between words, so that the words of a
 * letter-spaced heading can be told. What is written up or down the page stands after the rest.
 *
 */
export function pageLines(content: TextContent, frame: PageFrame): PageLines {
  const items = content.items.flatMap((item) => ('str' in item ? turned(item, frame.upright) : []));
  const visible = items.filter((item) => isBlank(item) || typeSize(item) >= frame.height * SMALLEST_TYPE);
  // A page that is tiny throughout was drawn in another unit than points.
  const kept = visible.some((item) => !isBlank(item)) ? visible : items;
  const passages = passagesOf(kept).map((passage) => inOrder(passage, frame.height));
  const shown = new Set(kept);
  const unseen = items.filter((item) => !shown.has(item) && !isBlank(item));
  return {
    text: passages.flatMap(({ text }) => text || []).join('\n'),
    hidden: joinAsDrawn(runsOf(unseen)).split(/\n+/).filter(Boolean),
    pieces: passages.flatMap(({ runs }) =>
      runs.flatMap(({ items: drawn }) => drawn.map((item) => item.drawn)),
    ),
  };
}

/** An item as it stands on the page as it is shown, and as it was drawn. */
interface TurnedItem extends TextItem {
  readonly drawn: TextItem;
}

function turned(item: TextItem, upright: Matrix): TurnedItem {
  const scale = Math.hypot(upright[0], upright[1]);
  return {
    ...item,
    transform: [...multiply(upright, item.transform as unknown as Matrix)],
    width: item.width * scale,
    height: item.height * scale,
    drawn: item,
  };
}

/** Level text, and what is written in other directions, which would break its columns; all of a page on its side as one. */
function passagesOf(items: readonly TurnedItem[]): readonly (readonly TurnedItem[])[] {
  const lettersIn = (some: readonly TurnedItem[]): number =>
    some.reduce((sum, { str }) => sum + str.length, 0);
  const level = items.filter(isLevel);
  return lettersIn(level) < LEVEL_SHARE * lettersIn(items)
    ? [items]
    : [level, items.filter((item) => !isLevel(item))];
}

function inOrder(
  items: readonly TurnedItem[],
  height: number,
): { readonly text: string; readonly runs: readonly DrawnRun[] } {
  const runs = runsOf(items);
  const isDrawnWell =
    runs.length > MOST_RUNS || items.some((item) => !isLevel(item)) || isReadableAsDrawn(runs, 0, height);
  if (isDrawnWell) return { text: joinAsDrawn(runs), runs };
  const lines = readingOrder(runs) as readonly (readonly DrawnRun[])[];
  return { text: lines.map(joinLine).join('\n'), runs: lines.flat() };
}

interface DrawnRun extends Run {
  /** What parts it from the run before, in the order of drawing. */
  readonly before: string;
  readonly items: TurnedItem[];
}

/** Puts items together that were drawn one after the other on one baseline without a wide gap. */
function runsOf(items: readonly TurnedItem[]): readonly DrawnRun[] {
  const runs: DrawnRun[] = [];
  let gap = 0;
  let last: TextItem | null = null;
  let endOfLine = false;
  for (const item of items) {
    if (isBlank(item)) {
      gap = Math.max(gap, item.width, item.str === '' ? 0 : Number.MIN_VALUE);
    } else {
      const before = endOfLine ? '\n' : separator(last, item, gap);
      const run = runs.at(-1);
      if (run && before !== '\n' && before !== '\t') {
        run.items.push(item);
        runs[runs.length - 1] = { ...run, text: run.text + before + item.str, right: endOf(item) };
      } else {
        const [left, y] = startOf(item);
        runs.push({
          text: item.str,
          left,
          right: endOf(item),
          y,
          size: typeSize(item),
          before: last ? before : '',
          items: [item],
        });
      }
      last = item;
      gap = 0;
      endOfLine = false;
    }
    if (item.hasEOL) {
      endOfLine = true;
      gap = 0;
    }
  }
  return runs;
}

function joinAsDrawn(runs: readonly DrawnRun[]): string {
  return runs.map(({ before, text }) => before + text).join('');
}

/** Runs on one baseline from left to right. */
function joinLine(line: readonly Run[]): string {
  return line
    .map((run, index) => {
      const last = line[index - 1];
      if (last === undefined) return run.text;
      const size = Math.max(last.size, run.size);
      return gapSign(run.left - last.right, size) + run.text;
    })
    .join('');
}

function separator(last: TextItem | null, item: TextItem, blank: number): string {
  if (!last) return '';
  const size = Math.max(typeSize(last), typeSize(item));
  const shift = baselineShift(last, item);
  const gap = gapBetween(last, item, size, blank);
  const isColumn = gap > COLUMN_GAP * size;
  if (shift > (isColumn ? COLUMN_SHIFT : LINE_SHIFT) * size) return '\n';
  return gapSign(gap, size);
}

function gapSign(gap: number, size: number): string {
  if (gap > COLUMN_GAP * size) return '\t';
  if (gap > WORD_GAP * size) return '  ';
  return gap > 0 ? ' ' : '';
}

/** The white between two items: what was drawn as a blank, or a jump too wide for kerning, in either direction. */
function gapBetween(last: TextItem, item: TextItem, size: number, blank: number): number {
  if (!isLevel(last) || !isLevel(item)) return blank;
  const jump = startOf(item)[0] - endOf(last);
  if (jump < -size) return COLUMN_GAP * size + 1;
  return jump > WORD_GAP * size ? Math.max(blank, jump) : blank;
}
