import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { boxOf, multiply, type Box, type Matrix } from './geometry.js';

/** A picture that covers this share of a page without text is what the page shows. */
const PICTURE_SHARE = 0.2;
/** Colours with all channels above this are white on paper. */
const WHITE = 0xf0;
/** Fewer letters than this may be a typesetter's leftovers. */
const LEAST_HIDDEN_LETTERS = 4;
/** Text rendering modes that paint nothing: 3 invisible, 7 clip only (ISO 32000-1 table 106). */
const INVISIBLE_MODES = new Set([3, 7]);

export interface PageMarks {
  /** Share of the page that decoded images cover, 0 to 1. */
  readonly pictureShare: number;
  readonly hasPicture: boolean;
  /** Letters in white on nothing darker, or transparent. */
  readonly hidden: boolean;
  /** Letters drawn in an invisible mode: a text layer under a scan, or hidden text where there is no scan. */
  readonly invisible: boolean;
}

interface State {
  readonly matrix: Matrix;
  readonly white: boolean;
  readonly mode: number;
  readonly alpha: number;
}

/**
 * Follows the drawing operators of a page as far as needed to tell hidden text and pictures. White letters count as
 * hidden unless the last thing painted under them is dark: white on a coloured band is common in designed CVs.
 *
 * @param ops Codes of the operators by name, from pdf.js.
 */
export function pageMarks(
  list: PDFOperatorList,
  ops: Readonly<Record<string, number>>,
  pageArea: number,
): PageMarks {
  const names = new Map(Object.entries(ops).map(([name, code]) => [code, name]));
  const stack: State[] = [];
  const painted: { box: Box; white: boolean }[] = [];
  let state: State = { matrix: [1, 0, 0, 1, 0, 0], white: false, mode: 0, alpha: 1 };
  let text: Matrix = state.matrix;
  let pictures = 0;
  let hidden = 0;
  let invisible = 0;

  const paint = (box: Box, white: boolean): void => {
    painted.push({ box, white });
  };
  const paintPicture = (): void => {
    const box = boxOf([0, 0, 1, 1], state.matrix);
    paint(box, false);
    pictures += Math.abs((box[2] - box[0]) * (box[3] - box[1]));
  };
  const show = (glyphs: unknown): void => {
    const letters = letterCount(glyphs);
    if (letters === 0) return;
    if (INVISIBLE_MODES.has(state.mode)) invisible += letters;
    else if (state.alpha < 0.05) hidden += letters;
    else if (state.white) {
      const [, , , , x, y] = multiply(state.matrix, text);
      const below = painted.findLast(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
      if (!below || below.white) hidden += letters;
    }
  };

  for (const [index, code] of list.fnArray.entries()) {
    const args = (list.argsArray[index] ?? []) as unknown[];
    switch (names.get(code)) {
      case 'save':
        stack.push(state);
        break;
      case 'restore':
      case 'paintFormXObjectEnd':
        state = stack.pop() ?? state;
        break;
      case 'paintFormXObjectBegin':
        stack.push(state);
        if (isMatrix(args[0])) state = { ...state, matrix: multiply(state.matrix, args[0]) };
        break;
      case 'transform':
        if (isMatrix(args)) state = { ...state, matrix: multiply(state.matrix, args) };
        break;
      case 'setFillRGBColor':
        state = { ...state, white: isWhite(args[0]) };
        break;
      case 'setFillColorN':
      case 'setFillTransparent':
        state = { ...state, white: false };
        break;
      case 'setTextRenderingMode':
        state = { ...state, mode: Number(args[0]) };
        break;
      case 'setGState':
        state = { ...state, alpha: fillAlpha(args[0]) ?? state.alpha };
        break;
      case 'beginText':
        text = [1, 0, 0, 1, 0, 0];
        break;
      case 'setTextMatrix': {
        const matrix = Object.values((args[0] ?? {}) as Record<string, unknown>);
        if (isMatrix(matrix)) text = matrix;
        break;
      }
      case 'moveText':
      case 'setLeadingMoveText':
        text = multiply(text, [1, 0, 0, 1, Number(args[0]), Number(args[1])]);
        break;
      case 'showText':
        show(args[0]);
        break;
      case 'constructPath': {
        const box = Array.from((args[2] ?? []) as Iterable<number>);
        const filled = [ops['fill'], ops['eoFill'], ops['fillStroke'], ops['eoFillStroke']].includes(
          Number(args[0]),
        );
        if (filled && isBox(box)) paint(boxOf(box, state.matrix), state.white);
        break;
      }
      case 'shadingFill':
        paint([-Infinity, -Infinity, Infinity, Infinity], false);
        break;
      case 'paintImageXObject':
      case 'paintInlineImageXObject':
      case 'paintImageMaskXObject':
        paintPicture();
        break;
      default:
    }
  }
  const pictureShare = Math.min(1, pictures / (pageArea || 1));
  return {
    pictureShare,
    hasPicture: pictureShare >= PICTURE_SHARE,
    hidden: hidden >= LEAST_HIDDEN_LETTERS,
    invisible: invisible >= LEAST_HIDDEN_LETTERS,
  };
}

function letterCount(glyphs: unknown): number {
  if (!Array.isArray(glyphs)) return 0;
  return glyphs.filter(
    (glyph: unknown) =>
      typeof glyph === 'object' && glyph !== null && 'unicode' in glyph && /\S/.test(String(glyph.unicode)),
  ).length;
}

/** `#rrggbb`, as pdf.js hands all colour spaces over. */
function isWhite(colour: unknown): boolean {
  const channels = /^#(..)(..)(..)$/.exec(String(colour));
  return channels !== null && channels.slice(1).every((channel) => parseInt(channel, 16) >= WHITE);
}

/** Opacity for filling, `ca` of a graphics state; undefined where it does not say. */
function fillAlpha(entries: unknown): number | undefined {
  if (!Array.isArray(entries)) return undefined;
  const entry = entries.find(
    (pair: unknown): pair is [string, number] => Array.isArray(pair) && pair[0] === 'ca',
  );
  return entry?.[1];
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((number) => typeof number === 'number');
}

function isBox(value: readonly number[]): value is Box {
  return value.length === 4;
}
