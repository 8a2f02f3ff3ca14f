import { MAX_DOCUMENT_BYTES } from '../limits.js';
import { serveFrames, silenceConsole } from '../sandbox/serve-frames.js';
import { pictureOfPage } from './picture-of-page.js';
import { isPicture, placePicture } from './picture-document.js';
import { placeText } from './place-text.js';
import type { PlacedPage } from './placed-page.js';
import { REQUEST_HEADER, takeRequest } from './request.js';

/**
 * The process that draws pages and finds places, behind the same fences as the one that reads. It answers each request
 * with one frame; an empty one where there is nothing to show.
 */
async function answer(frame: Buffer): Promise<Uint8Array> {
  const { kind, page, bytes } = takeRequest(frame);
  const shown = kind === 'picture' ? pictureOfPage(bytes, page) : placesIn(bytes).then(asJson);
  // What cannot be opened or drawn has no picture: the document itself is there to be looked at.
  return (await shown.catch(() => null)) ?? new Uint8Array();
}

async function placesIn(bytes: Uint8Array): Promise<PlacedPage[] | null> {
  return (await isPicture(bytes)) ? placePicture(bytes) : placeText(bytes);
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

silenceConsole();
serveFrames(MAX_DOCUMENT_BYTES + REQUEST_HEADER, answer);
