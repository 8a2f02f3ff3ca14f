import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { isSame, isWhite } from './colours.js';
import { boxOf, covers, createPointSet, multiply, type Box, type PointSet } from './geometry.js';
import { takeLetters } from './glyphs.js';
import { followGraphics, type Handler } from './marks/graphics-state.js';
import { followLayers } from './marks/layers-shown.js';
import { collectRuns, type MarkedRuns, type RunCollector, type SuspectRun } from './marks/marked-runs.js';
import { createPaints } from './marks/paints.js';
import { followTextPlace } from './marks/text-place.js';

/** A picture that covers this share of a page without text is what the page shows. */
const PICTURE_SHARE = 0.2;
/** A page of text whose letters were turned into outlines has thousands of shapes; a letterhead has dozens. */
const OUTLINED_SHAPES = 300;
/** Opacity below this cannot be seen. */
const TRANSPARENT = 0.05;
/** Text rendering modes that paint nothing: 3 invisible, 7 clip only (ISO 32000-1 table 106). */
const INVISIBLE_MODES = new Set([3, 7]);
/** Mean width of a letter as a share of the type size: where text ends is not worth knowing better. */
const LETTER_WIDTH = 0.5;
/** Text may begin this far outside the page, in points. */
const BLEED = 2;

export interface PageMarks {
  /** True when decoded images cover a good part of the page. */
  readonly picture: boolean;
  /** True when the page is full of shapes, as letters are that were turned into outlines. */
  readonly outlines: boolean;
  readonly visible: MarkedRuns;
  /** Under something painted later, outside what is clipped, or in the colour of its ground; in none of the others. */
  readonly suspects: readonly SuspectRun[];
  /** In white on nothing darker, transparent, or from glyphs that claim to be whole words. */
  readonly hidden: MarkedRuns;
  /** Drawn in an invisible mode: a text layer under a scan, or hidden text where there is no scan. */
  readonly invisible: MarkedRuns;
  /** Outside the page; pdf.js leaves it out of the text. */
  readonly outside: MarkedRuns;
  /** Where soft hyphens stand that end a run. */
  readonly softHyphens: PointSet;
  /** All text that is not of the other kinds, as it was drawn: the visible and the suspects. */
  readonly drawn: readonly SuspectRun[];
}

/**
 * Follows the drawing operators of a page as far as needed to tell hidden text and pictures. White letters count as
 * hidden unless the last thing painted under them is darker: white on a coloured band is common in designed CVs.
 *
 * @param ops Codes of the operators by name, from pdf.js.
 * @param page Left, bottom, right and top of what is shown of the page.
 * @param isLayerShown Whether the layer that marked content belongs to is turned on.
 */
export function pageMarks(
  list: PDFOperatorList,
  ops: Readonly<Record<string, number>>,
  page: Box,
  isLayerShown: (layer: unknown) => boolean = () => true,
): PageMarks {
  const [left, bottom, right, top] = page;
  const fills = new Set([ops['fill'], ops['eoFill'], ops['fillStroke'], ops['eoFillStroke']]);
  const [graphics, textPlace, layers] = [followGraphics(), followTextPlace(), followLayers(isLayerShown)];
  const paints = createPaints();
  const shown: (SuspectRun & { readonly isSuspect: boolean })[] = [];
  const softHyphens = createPointSet();
  const [visible, hidden, invisible, outside] = [collectRuns(), collectRuns(), collectRuns(), collectRuns()];
  let pictureArea = 0;
  let shapes = 0;

  const paint = (box: Box, colour: string | null): void => {
    if (!layers.isOff()) paints.add(box, colour, graphics.now().opacity, shown.length);
  };
  const isOutside = (x: number, y: number, length: number): boolean =>
    x > right + BLEED || y > top + BLEED || y < bottom - BLEED || x + length < left - BLEED;
  const kindOf = (x: number, y: number, length: number): RunCollector => {
    const { mode, opacity, colour } = graphics.now();
    if (isOutside(x, y, length)) return outside;
    if (INVISIBLE_MODES.has(mode)) return invisible;
    if (opacity < TRANSPARENT || layers.isOff()) return hidden;
    return isWhite(colour) && isWhite(paints.groundAt(x, y)) ? hidden : visible;
  };
  const showText: Handler = ([glyphs]) => {
    const { text, letters, claimed, width, softAt } = takeLetters(glyphs);
    if (letters === 0) return;
    const { matrix, size, colour, clip } = graphics.now();
    const [a, b, c, d, x, y] = multiply(matrix, textPlace.now());
    if (softAt !== null) softHyphens.add(x + a * softAt * size, y + b * softAt * size);
    const kind = kindOf(x, y, letters * LETTER_WIDTH * size * Math.hypot(a, b));
    if (kind === visible) {
      const end = [x + a * width * size, y + b * width * size] as const;
      const isSuspect =
        isSame(colour, paints.groundAt(x, y)) || !(covers(clip, x, y) || covers(clip, ...end));
      shown.push({ text, letters, start: [x, y], end, size: size * Math.hypot(c, d), isSuspect });
    } else kind.add(text, letters, [x, y]);
    for (const word of claimed) hidden.add(word, word.length);
  };
  const paintImage: Handler = () => {
    const box = boxOf([0, 0, 1, 1], graphics.now().matrix);
    if (layers.isOff()) return;
    paint(box, null);
    pictureArea += (box[2] - box[0]) * (box[3] - box[1]);
  };
  const paintPath: Handler = ([how, , corners]) => {
    const numbers = Array.from((corners ?? []) as Iterable<number>);
    const box = isBox(numbers) ? numbers : null;
    const { matrix, colour } = graphics.now();
    if (fills.has(Number(how))) {
      shapes += 1;
      if (box) paint(boxOf(box, matrix), colour);
    }
    graphics.endPath(box);
  };

  const handlers: Readonly<Record<string, Handler>> = {
    ...graphics.handlers,
    ...textPlace.handlers,
    ...layers.handlers,
    showText,
    constructPath: paintPath,
    shadingFill: () => paint(graphics.now().clip, null),
    paintImageXObject: paintImage,
    paintInlineImageXObject: paintImage,
    paintImageMaskXObject: paintImage,
  };
  const byCode = new Map(Object.entries(handlers).map(([name, handler]) => [ops[name], handler]));
  for (const [index, code] of list.fnArray.entries()) {
    byCode.get(code)?.((list.argsArray[index] ?? []) as readonly unknown[]);
  }
  const picture = pictureArea >= (right - left) * (top - bottom) * PICTURE_SHARE;
  const covered = paints.covered(shown);
  const suspects = shown.filter((run) => run.isSuspect || covered.has(run));
  const doubted = new Set<SuspectRun>(suspects);
  for (const run of shown) if (!doubted.has(run)) visible.add(run.text, run.letters, run.start);
  return {
    picture,
    outlines: shapes >= OUTLINED_SHAPES,
    suspects,
    softHyphens,
    drawn: shown,
    visible,
    hidden,
    invisible,
    outside,
  };
}

function isBox(value: readonly number[]): value is Box {
  return value.length === 4;
}
