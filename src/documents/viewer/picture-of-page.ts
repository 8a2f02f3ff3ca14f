import { withDrawnPdf, type DrawingOptions } from '../formats/pdf/draw-page.js';
import { encodePng } from './encode-png.js';
import { drawPicture, isPicture } from './picture-document.js';

/** A page of A4 is some 1,100 pixels wide, which shows 9 points well. */
const LOOK: DrawingOptions = { dotsPerInch: 133, mostPixels: 4_000_000, colour: true };

/**
 * A page of a PDF, a photo or a scan as a PNG; null where there is no such page. Runs in the sandbox.
 *
 * @param number From 1.
 * @throws Error for what cannot be opened or drawn.
 */
export async function pictureOfPage(bytes: Uint8Array, number: number): Promise<Uint8Array | null> {
  const drawing = (await isPicture(bytes))
    ? await drawPicture(bytes, number, LOOK)
    : await withDrawnPdf(bytes, (pdf) => pdf.draw(number, LOOK));
  return drawing && encodePng(drawing);
}
