import { faultOf, hasMemoryFor } from '../formats/image.js';
import { pictureAsPdf } from '../formats/image/draw-picture.js';
import { pagesOfPicture, pictureSize, type PictureSize } from '../formats/image/picture-size.js';
import { withDrawnPdf, type Drawing, type DrawingOptions } from '../formats/pdf/draw-page.js';
import { exifOrientation } from '../ocr/exif-orientation.js';
import { tesseract } from '../ocr/tesseract.js';
import { sniffFormat } from '../sniff.js';
import type { PlacedPage } from './placed-page.js';

/** Width in points of a sheet of A4 upright and on its side, which a picture is shown as. */
const SHEET_WIDTHS = { upright: 595, onItsSide: 842 } as const;

interface Sheet {
  /** From 1. */
  readonly page: number;
  /** A file with this page alone, until the next sheet is asked for. */
  readonly picture: Uint8Array;
  /** Of the picture as the file holds it, in pixels. */
  readonly size: PictureSize;
  /** Width of the picture upright, in pixels. */
  readonly across: number;
  /** As it is shown, in points. */
  readonly width: number;
  readonly height: number;
}

/** Whether a document is a photo or a scan itself. */
export async function isPicture(bytes: Uint8Array): Promise<boolean> {
  const format = await sniffFormat(bytes);
  return format === 'jpeg' || format === 'png' || format === 'tiff';
}

/** The pages of a picture and their sizes, from its headers; what was recognised on them has places of its own. */
export function placePicture(bytes: Uint8Array): PlacedPage[] | null {
  const pages = Array.from(sheetsOf(bytes), ({ page, width, height }) => ({
    page,
    width,
    height,
    pieces: [],
  }));
  return pages.length > 0 ? pages : null;
}

/**
 * A page of a picture, upright, on a sheet as wide as A4. What no PDF can hold as it is, such as a TIFF, is unpacked by
 * the engine that recognises text, which cannot leave its own memory either.
 *
 * @param number From 1.
 * @returns null where there is no such page, or it cannot be drawn.
 */
export async function drawPicture(
  bytes: Uint8Array,
  number: number,
  options: DrawingOptions,
): Promise<Drawing | null> {
  for (const sheet of sheetsOf(bytes)) {
    if (sheet.page !== number) continue;
    const file = pictureAsPdf(sheet.picture, sheet.size) ?? (await unpackedAsPdf(sheet));
    // The one page of the file has a point for each pixel.
    const dotsPerInch = (options.dotsPerInch * sheet.width) / sheet.across;
    return file && withDrawnPdf(file, (pdf) => pdf.draw(1, { ...options, dotsPerInch }));
  }
  return null;
}

function* sheetsOf(bytes: Uint8Array): Generator<Sheet> {
  let page = 0;
  for (const picture of pagesOfPicture(bytes)) {
    page += 1;
    const size = pictureSize(picture);
    if (!size || faultOf(size)) continue;
    const isTurned = exifOrientation(picture) >= 5;
    const [across, down] = isTurned ? [size.height, size.width] : [size.width, size.height];
    const width = across > down ? SHEET_WIDTHS.onItsSide : SHEET_WIDTHS.upright;
    yield { page, picture, size, across, width, height: Math.round((width * down) / across) };
  }
}

async function unpackedAsPdf({ picture, size }: Sheet): Promise<Buffer | null> {
  if (!hasMemoryFor(picture, size)) return null;
  const engine = await tesseract();
  engine.place(picture);
  if (engine.api.SetImageFile(exifOrientation(picture), 0, false) !== 0) return null;
  try {
    const png = engine.takePng();
    const unpacked = pictureSize(png);
    return unpacked && pictureAsPdf(png, unpacked);
  } finally {
    engine.api.Clear();
  }
}
