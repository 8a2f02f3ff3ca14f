import { withDrawnPdf } from '../formats/pdf/draw-page.js';
import { encodePng } from './encode-png.js';

/** A page of A4 is some 1,100 pixels wide, which shows 9 points well. */
const DOTS_PER_INCH = 133;
const MOST_PIXELS = 4_000_000;

/**
 * A page of a PDF as a PNG; null where there is no such page. Runs in the sandbox.
 *
 * @param number From 1.
 * @throws Error for what cannot be opened or drawn.
 */
export function pictureOfPage(bytes: Uint8Array, number: number): Promise<Uint8Array | null> {
  return withDrawnPdf(bytes, async (pdf) => {
    const drawing = await pdf.draw(number, {
      dotsPerInch: DOTS_PER_INCH,
      mostPixels: MOST_PIXELS,
      colour: true,
    });
    return drawing && encodePng(drawing);
  });
}
