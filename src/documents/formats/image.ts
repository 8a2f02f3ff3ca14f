import { Refusal } from '../refusal.js';
import type { PlacedPage } from '../viewer/placed-page.js';
import type { Extract, ReadingTools } from './format.js';
import { drawSmaller } from './image/draw-picture.js';
import { pagesOfPicture, pictureSize, type PictureSize } from './image/picture-size.js';

/** Decoded pictures of more pixels leave no memory to recognise them in; larger ones are drawn smaller before. */
const MOST_PIXELS = 25_000_000;
/** What leaves no memory to draw it smaller either. Phones take 50 million, scanners 35 of a sheet at 600 dots per inch. */
const MOST_DRAWN_PIXELS = 70_000_000;
/** Letters on a smaller picture have too few pixels to be told. */
const LEAST_SIDE = 50;

/**
 * Reads a photo or a scan (PNG, JPEG, TIFF) by recognising its text; a TIFF may have several pages, of which damaged or
 * vast ones stay unread.
 *
 * @throws Refusal with `corrupt` or `too_large`, where not one page can be opened.
 */
export async function readImage(bytes: Uint8Array, { recogniser }: ReadingTools): Promise<Extract> {
  const pages: string[] = [];
  const recognised: number[] = [];
  const recognisedPages: Pick<PlacedPage, 'page' | 'pieces'>[] = [];
  let unread = 0;
  let refusal: Refusal | null = null;
  for (const picture of pagesOfPicture(bytes)) {
    const size = pictureSize(picture);
    const fault = faultOf(size);
    const hasRoom = recogniser?.hasRoom() === true;
    const small = hasRoom && size && !fault ? await fitting(picture, size) : null;
    const page = small && recogniser ? await recogniser.recognise(small) : null;
    if (fault) refusal ??= fault;
    else if (hasRoom && !page) refusal ??= unopened(size);
    pages.push(page?.text ?? '');
    if (page) {
      recognised.push(page.confidence);
      recognisedPages.push({ page: pages.length, pieces: page.words });
    } else unread += 1;
  }
  if (refusal && recognised.length === 0) throw refusal;
  return { pages, picturePages: unread, recognised, recognisedPages, flags: [], truncated: false };
}

/** Why a picture is neither recognised nor drawn; null: its size is no reason. */
export function faultOf(size: PictureSize | null): Refusal | null {
  if (!size || Math.min(size.width, size.height) < LEAST_SIDE)
    return new Refusal('corrupt', 'not a whole picture');
  return pixelsOf(size) > MOST_DRAWN_PIXELS ? tooLarge() : null;
}

function unopened(size: PictureSize | null): Refusal {
  return size && pixelsOf(size) > MOST_PIXELS
    ? tooLarge()
    : new Refusal('corrupt', 'a picture that cannot be opened');
}

function tooLarge(): Refusal {
  return new Refusal('too_large', 'a picture of too many pixels');
}

function pixelsOf({ width, height }: PictureSize): number {
  return width * height;
}

/** The picture as it is, or smaller where it would leave no memory; null where it cannot be drawn. */
function fitting(picture: Uint8Array, size: PictureSize): Promise<Uint8Array | null> {
  if (hasMemoryFor(picture, size)) return Promise.resolve(picture);
  return drawSmaller(picture, size).catch(() => null);
}

/**
 * Whether the engine that recognises can unpack it as it is. A TIFF in shades of grey, or in black and white as scanners
 * write it, takes a quarter of the memory of one in colours.
 */
export function hasMemoryFor(picture: Uint8Array, size: PictureSize): boolean {
  const isGreyTiff =
    size.channels === 1 && ['II', 'MM'].includes(Buffer.from(picture.subarray(0, 2)).toString('latin1'));
  return isGreyTiff || pixelsOf(size) <= MOST_PIXELS;
}
