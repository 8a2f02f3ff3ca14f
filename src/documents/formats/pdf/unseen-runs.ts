import type { PDFPageProxy } from 'pdfjs-dist';
import { withDrawnPdf, type Drawing } from './draw-page.js';
import { boxOf, type Box, type Matrix } from './geometry.js';
import type { DrawnRun } from './marks/marked-runs.js';

/** A stroke of the smallest type that counts is a pixel wide. */
const DOTS_PER_INCH = 108;
const MOST_PIXELS = 3_000_000;
/** Shades of grey, of 256, that nobody tells apart. */
const SAME_SHADE = 10;
/** White letters can be read on what is no brighter than this, and leave at least this share of it to be seen. */
const DARK_GROUND = 0xe0;
const LEAST_GROUND = 0.4;
/** The band of a line in which every letter has ink, above its baseline, as shares of the type size. */
const BAND = [0.05, 0.5] as const;
/** How often what is looked at on a page may cover it; more is a drawing or an attack. */
const MOST_LOOKS = 20;

/**
 * Tells runs that nobody sees: the page is drawn, and where their letters should be, everything has one shade, or white
 * letters have no ground that they could be seen on. It does not matter what hides them: a shape or picture on top, a clip,
 * or their own colour.
 *
 * @returns for each of the runs whether it is unseen; null for those of which the page cannot tell, as where it cannot be
 *   drawn.
 */
export async function unseenRuns(
  bytes: Uint8Array,
  page: PDFPageProxy,
  runs: readonly (DrawnRun & { readonly isWhite?: boolean })[],
): Promise<readonly (boolean | null)[]> {
  const drawing = await withDrawnPdf(bytes, (pdf) =>
    pdf.draw(page.pageNumber, { dotsPerInch: DOTS_PER_INCH, mostPixels: MOST_PIXELS }),
  ).catch(() => null);
  if (drawing === null) return runs.map(() => null);
  const { width } = page.getViewport({ scale: 1 });
  const { transform } = page.getViewport({ scale: drawing.width / width });
  const isUnseen = unseenTeller(drawing);
  return runs.map((run) =>
    isUnseen(boxOf(bandOf(run), transform as unknown as Matrix), run.isWhite === true),
  );
}

/** Upright or turned by a quarter, the band lies within this box; at other angles it is a part of it. */
function bandOf({ start, end, size }: DrawnRun): Box {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [upX, upY] = [(-dy / length) * size, (dx / length) * size];
  const xs = [start, end].flatMap(([x]) => BAND.map((share) => x + share * upX));
  const ys = [start, end].flatMap(([, y]) => BAND.map((share) => y + share * upY));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * Tells of one box after another, in pixels of the drawing from its top left, whether nothing can be seen within it; false of
 * one that is too small to tell, null of all once they have covered the page too often.
 *
 * @returns takes, beside the box, whether what should be seen there is white.
 */
export function unseenTeller(drawing: Drawing): (box: Box, isWhite?: boolean) => boolean | null {
  const { width, height } = drawing;
  let left = MOST_LOOKS * width * height;
  return ([fromX, fromY, toX, toY], isWhite = false) => {
    const box: Box = [
      Math.max(0, Math.floor(fromX)),
      Math.max(0, Math.floor(fromY)),
      Math.min(width, Math.ceil(toX)),
      Math.min(height, Math.ceil(toY)),
    ];
    left -= Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
    return left > 0 ? isUnseen(drawing, box, isWhite) : null;
  };
}

function isUnseen({ width, pixels }: Drawing, [fromX, fromY, toX, toY]: Box, isWhite: boolean): boolean {
  if (toX - fromX < 2 || toY - fromY < 2) return false;
  let [darkest, brightest, dark] = [255, 0, 0];
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const shade = pixels[y * width + x] ?? 255;
      darkest = Math.min(darkest, shade);
      brightest = Math.max(brightest, shade);
      if (shade <= DARK_GROUND) dark += 1;
    }
  }
  if (brightest - darkest <= SAME_SHADE) return true;
  return isWhite && dark < LEAST_GROUND * (toX - fromX) * (toY - fromY);
}
