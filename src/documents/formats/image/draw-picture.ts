import { exifOrientation } from '../../ocr/exif-orientation.js';
import { graymapOf, withDrawnPdf } from '../pdf/draw-page.js';
import type { PictureSize } from './picture-size.js';

/** A sheet of A4 at 200 dots per inch has 4 million, and letters on it are as large as the engine likes them. */
const DRAWN_PIXELS = 5_000_000;
/** Turns of a page by how the camera was held (Exif 2.32, 4.6.4), after its picture was mirrored where that is asked for. */
const TURNS: Readonly<Record<number, number>> = { 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270 };
const MIRRORED = new Set([2, 4, 5, 7]);
/** Kinds of PNG (PNG specification, 11.2.2) whose rows a PDF takes as they are, and their channels. */
const PNG_SPACES: Readonly<Record<number, readonly [space: string, channels: number]>> = {
  0: ['/DeviceGray', 1],
  2: ['/DeviceRGB', 3],
  3: ['/Indexed', 1],
};

/**
 * Draws a JPEG or PNG that is too large to be recognised as it is, smaller: as the one page of a PDF, since the engine
 * that draws PDFs unpacks pictures line by line.
 *
 * @returns a portable graymap; null for what cannot be drawn so.
 */
export async function drawSmaller(picture: Uint8Array, size: PictureSize): Promise<Uint8Array | null> {
  const page = pictureAsPdf(picture, size);
  if (!page) return null;
  const drawing = await withDrawnPdf(page, (pdf) =>
    pdf.draw(1, { dotsPerInch: 72, mostPixels: DRAWN_PIXELS }),
  );
  return drawing && graymapOf(drawing);
}

/**
 * A JPEG or PNG as the one page of a PDF, a pixel a point, upright as its Exif says.
 *
 * @returns null for what has no place in a PDF as it is: TIFF, JPEG for print, PNG see-through or interlaced.
 */
export function pictureAsPdf(picture: Uint8Array, size: PictureSize): Buffer | null {
  const file = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const image = file.readUInt16BE(0) === 0xffd8 ? jpegImage(file, size) : pngImage(file, size);
  return image && onePagePdf(image, size, exifOrientation(picture));
}

interface PdfImage {
  readonly dictionary: string;
  readonly data: Buffer;
}

function jpegImage(file: Buffer, size: PictureSize): PdfImage | null {
  const space = { 1: '/DeviceGray', 3: '/DeviceRGB' }[size.channels ?? 0];
  return space === undefined
    ? null
    : { dictionary: `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode`, data: file };
}

/** The rows of a PNG stand in a PDF as they are: both deflate them and predict each byte by its neighbours. */
function pngImage(file: Buffer, { width }: PictureSize): PdfImage | null {
  const [bits, kind, , , interlaced] = file.subarray(24, 29);
  const [space, channels] = PNG_SPACES[kind ?? -1] ?? [];
  if (space === undefined || interlaced !== 0) return null;
  const rows: Buffer[] = [];
  let palette = '';
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') rows.push(file.subarray(at + 8, at + 8 + length));
    if (type === 'PLTE')
      palette = `/DeviceRGB ${length / 3 - 1}<${file.toString('hex', at + 8, at + 8 + length)}>`;
    at += 12 + length;
  }
  const colours = kind === 3 ? `[${space}${palette}]` : space;
  const predictor = `/DecodeParms<</Predictor 15/Colors ${channels}/BitsPerComponent ${bits}/Columns ${width}>>`;
  return {
    dictionary: `/ColorSpace${colours}/BitsPerComponent ${bits}/Filter/FlateDecode${predictor}`,
    data: Buffer.concat(rows),
  };
}

/** A page of the picture's size, a pixel a point. */
function onePagePdf(
  { dictionary, data }: PdfImage,
  { width, height }: PictureSize,
  orientation: number,
): Buffer {
  const turn = TURNS[orientation] ?? 0;
  const across = MIRRORED.has(orientation) ? `-${width} 0 0 ${height} ${width}` : `${width} 0 0 ${height} 0`;
  const content = `${across} 0 cm /I Do`;
  const head =
    '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    `3 0 obj<</Type/Page/Parent 2 0 R/Rotate ${turn}/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R` +
    '/Resources<</XObject<</I 5 0 R>>>>>>endobj\n' +
    `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n` +
    `5 0 obj<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}${dictionary}/Length ${data.length}>>stream\n`;
  const start = Buffer.from(head, 'latin1');
  const before = start.length + data.length;
  const end = '\nendstream endobj\n';
  const offsets = [1, 2, 3, 4, 5].map((number) => head.indexOf(`${number} 0 obj`));
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${before + end.length}\n%%EOF\n`;
  return Buffer.concat([start, data, Buffer.from(end + trailer, 'latin1')]);
}
