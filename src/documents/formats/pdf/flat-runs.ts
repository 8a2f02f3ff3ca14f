import type { PDFPageProxy } from 'pdfjs-dist';
import { withDrawnPdf, type Drawing } from './draw-page.js';
import { boxOf, type Box, type Matrix } from './geometry.js';
import type { SuspectRun } from './marks/marked-runs.js';

/** A stroke of the smallest type that counts is a pixel wide. */
const DOTS_PER_INCH = 108;
const MOST_PIXELS = 3_000_000;
/** Shades of grey, of 256, that nobody tells apart. */
const SAME_SHADE = 10;
/** The band of a line in which every letter has ink, above its baseline, as shares of the type size. */
const BAND = [0.05, 0.5] as const;
/** More are a drawing or an attack. */
const MOST_RUNS = 2_000;

/**
 * Those of the runs that nobody sees: the page is drawn, and where their letters should be, everything has one shade. It
 * does not matter what hides them: a shape or picture on top, a clip, or their own colour.
 *
 * @param number Of the page, from 1.
 * @returns none where the page cannot be drawn: what is not proven is taken as seen.
 */
export async function flatRuns(
  bytes: Uint8Array,
  number: number,
  page: PDFPageProxy,
  runs: readonly SuspectRun[],
): Promise<ReadonlySet<SuspectRun>> {
  const drawing = await withDrawnPdf(bytes, (pdf) =>
    pdf.draw(number, { dotsPerInch: DOTS_PER_INCH, mostPixels: MOST_PIXELS }),
  ).catch(() => null);
  if (drawing === null) return new Set();
  const { width } = page.getViewport({ scale: 1 });
  const { transform } = page.getViewport({ scale: drawing.width / width });
  return new Set(
    runs
      .slice(0, MOST_RUNS)
      .filter((run) => isFlat(drawing, boxOf(bandOf(run), transform as unknown as Matrix))),
  );
}

/** Upright or turned by a quarter, the band lies within this box; at other angles it is a part of it. */
function bandOf({ start, end, size }: SuspectRun): Box {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [upX, upY] = [(-dy / length) * size, (dx / length) * size];
  const xs = [start, end].flatMap(([x]) => BAND.map((share) => x + share * upX));
  const ys = [start, end].flatMap(([, y]) => BAND.map((share) => y + share * upY));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function isFlat({ width, height, pixels }: Drawing, [left, top, right, bottom]: Box): boolean {
  const [fromX, toX] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(right))];
  const [fromY, toY] = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(bottom))];
  if (toX - fromX < 2 || toY - fromY < 2) return false;
  let [darkest, brightest] = [255, 0];
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const shade = pixels[y * width + x] ?? 255;
      darkest = Math.min(darkest, shade);
      brightest = Math.max(brightest, shade);
    }
  }
  return brightest - darkest <= SAME_SHADE;
}
