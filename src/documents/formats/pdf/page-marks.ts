import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { boxOf, createPointSet, multiply, type Box, type PointSet } from './geometry.js';
import { takeLetters } from './glyphs.js';
import { doubtRun, type Doubt } from './marks/doubt-run.js';
import { followGraphics, type Handler } from './marks/graphics-state.js';
import { followLayers } from './marks/layers-shown.js';
import { followImages } from './marks/images.js';
import { collectRuns, type DrawnRun, type MarkedRuns, type SuspectRun } from './marks/marked-runs.js';
import { createPaints } from './marks/paints.js';
import { followTextPlace } from './marks/text-place.js';

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
  /** Area of its images as a share of the page's; 1 where the place of one is not known. */
  readonly imageShare: number;
  /** True when the page is full of shapes, as letters are that were turned into outlines. */
  readonly outlines: boolean;
  readonly visible: MarkedRuns;
  /**
   * Under something painted later, outside what is clipped, in the colour of its ground, or on a ground that is not known;
   * in none of the others.
   */
  readonly suspects: readonly SuspectRun[];
  /** Transparent, or in a layer that is turned off. */
  readonly hidden: readonly DrawnRun[];
  /** Words that single glyphs claim to be. */
  readonly claimed: readonly string[];
  /** Drawn in an invisible mode: a text layer under a scan, or hidden text where there is no scan. */
  readonly invisible: readonly DrawnRun[];
  /** Outside the page; pdf.js leaves it out of the text. */
  readonly outside: MarkedRuns;
  /** Where soft hyphens stand that end a run. */
  readonly softHyphens: PointSet;
  /** All text that is not of the other kinds, as it was drawn: the visible and the suspects. */
  readonly drawn: readonly DrawnRun[];
}

/**
 * Follows the drawing operators of a page as far as needed to tell hidden text and pictures. White letters are suspect
 * unless the last thing painted under them is darker: white on a coloured band is common in designed CVs.
 *
 * @param ops Codes of the operators by name, from pdf.js.
 * @param page Left, bottom, right and top of what is shown of the page.
 * @param missesImages Whether pdf.js left out images of the page for their size.
 * @param isLayerShown Whether the layer that marked content belongs to is turned on.
 */
export function pageMarks(
  list: PDFOperatorList,
  ops: Readonly<Record<string, number>>,
  page: Box,
  missesImages: boolean,
  isLayerShown: (layer: unknown) => boolean = () => true,
): PageMarks {
  const [left, bottom, right, top] = page;
  const fills = new Set([ops['fill'], ops['eoFill'], ops['fillStroke'], ops['eoFillStroke']]);
  const [graphics, textPlace, layers] = [followGraphics(), followTextPlace(), followLayers(isLayerShown)];
  const paints = createPaints();
  const shown: DrawnRun[] = [];
  const doubts = new Map<DrawnRun, Doubt>();
  const invisible: DrawnRun[] = [];
  const softHyphens = createPointSet();
  const hidden: DrawnRun[] = [];
  const claims: string[] = [];
  const [visible, outside] = [collectRuns(), collectRuns()];
  let shapes = 0;

  const paint = (box: Box, colour: string | null): void => {
    if (!layers.isOff()) paints.add(box, colour, graphics.now().opacity, shown.length);
  };
  const isOutside = (x: number, y: number, length: number): boolean =>
    x > right + BLEED || y > top + BLEED || y < bottom - BLEED || x + length < left - BLEED;
  const images = followImages({
    ...{ page, graphics, missesImages },
    paint(box) {
      paint(box, null);
      return !layers.isOff();
    },
  });
  const showText: Handler = ([glyphs]) => {
    images.otherDrawn();
    const { text, letters, claimed, width, softAt } = takeLetters(glyphs);
    const { matrix, size, stretch, mode, opacity } = graphics.now();
    const [a, b, c, d, x, y] = multiply(matrix, textPlace.now());
    const along = size * stretch;
    textPlace.advance(width * along);
    if (letters === 0) return;
    if (softAt !== null) softHyphens.add(x + a * softAt * along, y + b * softAt * along);
    const run: DrawnRun = {
      text,
      letters,
      start: [x, y],
      end: [x + a * width * along, y + b * width * along],
      size: size * Math.hypot(c, d),
    };
    if (isOutside(x, y, letters * LETTER_WIDTH * size * Math.hypot(a, b)))
      outside.add(text, letters, run.start);
    else if (INVISIBLE_MODES.has(mode)) invisible.push(run);
    else if (opacity < TRANSPARENT || layers.isOff()) hidden.push(run);
    else {
      const doubt = doubtRun(run, graphics.now(), paints.groundAt(x, y), !missesImages);
      if (doubt) doubts.set(run, doubt);
      shown.push(run);
    }
    claims.push(...claimed);
  };
  const paintPath: Handler = ([how, , corners]) => {
    const numbers = Array.from((corners ?? []) as Iterable<number>);
    const box = isBox(numbers) ? numbers : null;
    const { matrix, colour } = graphics.now();
    if (how !== ops['endPath']) images.otherDrawn();
    if (fills.has(Number(how))) {
      shapes += 1;
      if (box) paint(boxOf(box, matrix), colour);
    }
    graphics.endPath(box);
  };

  const handlers: Readonly<Record<string, Handler>> = {
    ...graphics.handlers,
    ...images.handlers,
    ...textPlace.handlers,
    ...layers.handlers,
    showText,
    constructPath: paintPath,
    shadingFill: () => {
      images.otherDrawn();
      paint(graphics.now().clip, null);
    },
  };
  const byCode = new Map(Object.entries(handlers).map(([name, handler]) => [ops[name], handler]));
  for (const [index, code] of list.fnArray.entries()) {
    byCode.get(code)?.((list.argsArray[index] ?? []) as readonly unknown[]);
  }
  const imageShare = images.share();
  const covered = paints.covered(shown);
  const suspects: SuspectRun[] = [];
  for (const run of shown) {
    const isCovered = covered.has(run);
    const doubt = doubts.get(run) ?? (isCovered ? { isWhite: false, presumed: 'seen' as const } : null);
    if (doubt) suspects.push({ ...run, ...doubt, isCovered });
    else visible.add(run.text, run.letters, run.start);
  }
  return {
    imageShare,
    outlines: shapes >= OUTLINED_SHAPES,
    suspects,
    softHyphens,
    drawn: shown,
    visible,
    hidden,
    claimed: claims,
    invisible,
    outside,
  };
}

function isBox(value: readonly number[]): value is Box {
  return value.length === 4;
}
