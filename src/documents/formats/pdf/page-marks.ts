import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { boxOf, covers, createPointSet, multiply, type Box, type Matrix, type PointSet } from './geometry.js';

/** A picture that covers this share of a page without text is what the page shows. */
const PICTURE_SHARE = 0.2;
/** Colours with all channels above this are white on paper. */
const WHITE = 0xf0;
/** Opacity below this cannot be seen. */
const TRANSPARENT = 0.05;
/** Letters that one glyph may stand for; the longest ligature, ffi, has three. */
const LONGEST_LIGATURE = 3;
/** Text rendering modes that paint nothing: 3 invisible, 7 clip only (ISO 32000-1 table 106). */
const INVISIBLE_MODES = new Set([3, 7]);
const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** Runs of text of one kind: how many letters, and where on the page they start. */
export interface MarkedRuns {
  readonly letters: number;
  readonly starts: PointSet;
}

export interface PageMarks {
  /** True when decoded images cover a good part of the page. */
  readonly picture: boolean;
  readonly visible: MarkedRuns;
  /** In white on nothing darker, transparent, or from glyphs that claim to be whole words. */
  readonly hidden: MarkedRuns;
  /** Drawn in an invisible mode: a text layer under a scan, or hidden text where there is no scan. */
  readonly invisible: MarkedRuns;
}

/** The part of the graphics state that matters here (ISO 32000-1, 8.4). */
interface State {
  readonly matrix: Matrix;
  readonly white: boolean;
  readonly mode: number;
  readonly opacity: number;
}

type Handler = (args: readonly unknown[]) => void;

/**
 * Follows the drawing operators of a page as far as needed to tell hidden text and pictures. White letters count as
 * hidden unless the last thing painted under them is darker: white on a coloured band is common in designed CVs.
 *
 * @param ops Codes of the operators by name, from pdf.js.
 * @param pageArea In square points.
 */
export function pageMarks(
  list: PDFOperatorList,
  ops: Readonly<Record<string, number>>,
  pageArea: number,
): PageMarks {
  const fills = new Set([ops['fill'], ops['eoFill'], ops['fillStroke'], ops['eoFillStroke']]);
  const saved: State[] = [];
  const painted: { readonly box: Box; readonly white: boolean }[] = [];
  let state: State = { matrix: [1, 0, 0, 1, 0, 0], white: false, mode: 0, opacity: 1 };
  let textMatrix: Matrix = state.matrix;
  let leading = 0;
  let pictureArea = 0;
  const visible = { letters: 0, starts: createPointSet() };
  const hidden = { letters: 0, starts: createPointSet() };
  const invisible = { letters: 0, starts: createPointSet() };

  const save: Handler = () => saved.push(state);
  const restore: Handler = () => (state = saved.pop() ?? state);
  const transform = (matrix: unknown): void => {
    if (isMatrix(matrix)) state = { ...state, matrix: multiply(state.matrix, matrix) };
  };
  const moveText: Handler = ([x, y]) => {
    textMatrix = multiply(textMatrix, [1, 0, 0, 1, Number(x), Number(y)]);
  };
  const isOnPaper = (x: number, y: number): boolean =>
    painted.findLast(({ box }) => covers(box, x, y))?.white ?? true;
  const kindOf = (x: number, y: number): typeof visible => {
    if (INVISIBLE_MODES.has(state.mode)) return invisible;
    return state.opacity < TRANSPARENT || (state.white && isOnPaper(x, y)) ? hidden : visible;
  };
  const showText: Handler = ([glyphs]) => {
    const { letters, claimed } = countLetters(glyphs);
    if (letters === 0) return;
    const [, , , , x, y] = multiply(state.matrix, textMatrix);
    const kind = kindOf(x, y);
    kind.letters += letters;
    kind.starts.add(x, y);
    hidden.letters += claimed;
  };
  const paintImage: Handler = () => {
    const box = boxOf([0, 0, 1, 1], state.matrix);
    painted.push({ box, white: false });
    pictureArea += (box[2] - box[0]) * (box[3] - box[1]);
  };
  const paintPath: Handler = ([paint, , box]) => {
    const corners = Array.from((box ?? []) as Iterable<number>);
    if (fills.has(Number(paint)) && isBox(corners)) {
      painted.push({ box: boxOf(corners, state.matrix), white: state.white });
    }
  };

  const handlers: Readonly<Record<string, Handler>> = {
    save,
    restore,
    transform: (args) => transform(args),
    paintFormXObjectBegin: (args) => {
      save(args);
      transform(args[0]);
    },
    paintFormXObjectEnd: restore,
    setFillRGBColor: ([colour]) => (state = { ...state, white: isWhite(colour) }),
    setFillColorN: () => (state = { ...state, white: false }),
    setTextRenderingMode: ([mode]) => (state = { ...state, mode: Number(mode) }),
    setGState: ([entries]) => (state = { ...state, opacity: fillOpacity(entries) ?? state.opacity }),
    beginText: () => (textMatrix = [1, 0, 0, 1, 0, 0]),
    setTextMatrix: ([matrix]) => {
      const numbers = Object.values((matrix ?? {}) as Record<string, unknown>);
      if (isMatrix(numbers)) textMatrix = numbers;
    },
    moveText,
    setLeadingMoveText: (args) => {
      leading = -Number(args[1]);
      moveText(args);
    },
    setLeading: ([distance]) => (leading = Number(distance)),
    nextLine: () => moveText([0, -leading]),
    showText,
    constructPath: paintPath,
    shadingFill: () => painted.push({ box: EVERYWHERE, white: false }),
    paintImageXObject: paintImage,
    paintInlineImageXObject: paintImage,
    paintImageMaskXObject: paintImage,
  };
  const byCode = new Map(Object.entries(handlers).map(([name, handler]) => [ops[name], handler]));
  for (const [index, code] of list.fnArray.entries()) {
    byCode.get(code)?.((list.argsArray[index] ?? []) as readonly unknown[]);
  }
  return {
    picture: pictureArea >= pageArea * PICTURE_SHARE,
    visible,
    hidden,
    invisible,
  };
}

/** Letters of a run of glyphs, and how many of them come from glyphs that stand for more letters than a ligature has. */
function countLetters(glyphs: unknown): { letters: number; claimed: number } {
  let letters = 0;
  let claimed = 0;
  for (const glyph of Array.isArray(glyphs) ? (glyphs as unknown[]) : []) {
    if (typeof glyph !== 'object' || glyph === null || !('unicode' in glyph)) continue;
    const length = String(glyph.unicode).replace(/\s+/g, '').length;
    letters += length;
    if (length > LONGEST_LIGATURE) claimed += length;
  }
  return { letters, claimed };
}

/** `#rrggbb`, as pdf.js hands all colour spaces over. */
function isWhite(colour: unknown): boolean {
  const channels = /^#(..)(..)(..)$/.exec(String(colour));
  return channels !== null && channels.slice(1).every((channel) => parseInt(channel, 16) >= WHITE);
}

/** Opacity for filling, `ca` of a graphics state; undefined where it does not say. */
function fillOpacity(entries: unknown): number | undefined {
  if (!Array.isArray(entries)) return undefined;
  return entries.find(
    (pair: unknown): pair is [string, number] => Array.isArray(pair) && pair[0] === 'ca',
  )?.[1];
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((number) => typeof number === 'number');
}

function isBox(value: readonly number[]): value is Box {
  return value.length === 4;
}
