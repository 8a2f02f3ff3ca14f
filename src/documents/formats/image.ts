import { Refusal } from '../refusal.js';
import type { Extract, ReadingTools } from './format.js';
import { pagesOfPicture, pictureSize } from './image/picture-size.js';

/** Decoded pictures of more pixels leave no memory to recognise them in; a phone's photo has 12 million. */
const MOST_PIXELS = 25_000_000;
/** Letters on a smaller picture have too few pixels to be told. */
const LEAST_SIDE = 50;

/**
 * Reads a photo or a scan (PNG, JPEG, TIFF) by recognising its text; a TIFF may have several pages.
 *
 * @throws Refusal with `corrupt` or `too_large`.
 */
export async function readImage(bytes: Uint8Array, { recogniser }: ReadingTools): Promise<Extract> {
  const pages: string[] = [];
  const recognised: number[] = [];
  let unread = 0;
  for (const picture of pagesOfPicture(bytes)) {
    checkSize(picture);
    const hasRoom = recogniser?.hasRoom() === true;
    const page = hasRoom ? await recogniser.recognise(picture) : null;
    if (hasRoom && !page && pages.length === 0)
      throw new Refusal('corrupt', 'a picture that cannot be opened');
    pages.push(page?.text ?? '');
    if (page) recognised.push(page.confidence);
    else unread += 1;
  }
  return { pages, picturePages: unread, recognised, flags: [], truncated: false };
}

function checkSize(picture: Uint8Array): void {
  const size = pictureSize(picture);
  if (!size || Math.min(size.width, size.height) < LEAST_SIDE)
    throw new Refusal('corrupt', 'not a whole picture');
  if (size.width * size.height > MOST_PIXELS) throw new Refusal('too_large', 'a picture of too many pixels');
}
