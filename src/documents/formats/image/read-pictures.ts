import { MAX_PART_BYTES, MAX_RAW_LENGTH, MOST_PICTURES } from '../../limits.js';
import { Refusal } from '../../refusal.js';
import type { Extract, ReadingTools } from '../format.js';
import { readImage } from '../image.js';
import { pictureSize } from './picture-size.js';

/** Opens a picture of a document, from its start each time. */
export type OpenPicture = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ReadPictures {
  readonly pages: readonly string[];
  readonly recognised: readonly number[];
  /** Pictures that stay unread. */
  readonly unread: number;
}

/** With less text than this, in UTF-16 units, the pictures are the document: scans pasted into a word processor. */
const SCAN_LENGTH = 200;
/** A sheet of A4 at one pixel a point. Logos and portraits as cards have them are smaller. */
const PAGE_PIXELS = 500_000;
/** Where the head of a picture says its size; cameras put a small copy and colour tables before it. */
const HEAD_BYTES = 256 * 1024;
/** A picture with fewer words, and those unsure, is a portrait: it takes nothing from the text beside it. */
const PAGE_WORDS = 25;
const SURE = 75;

/** The one page of a document with the text of its pictures at the end. */
export function withPictures(
  whole: string,
  read: ReadPictures,
): Pick<Extract, 'pages' | 'picturePages' | 'recognised'> {
  return {
    pages: [[whole, ...read.pages].join('\n').slice(0, MAX_RAW_LENGTH)],
    picturePages: read.unread,
    recognised: read.recognised,
  };
}

/**
 * Recognises the pictures of a document that may be pages: all where hardly a word is typed, else those as large as a
 * page. A scan pasted under a typed name is the CV; the name is not.
 *
 * @param typed Text of the document.
 */
export async function readPictures(
  pictures: readonly OpenPicture[],
  typed: string,
  tools: ReadingTools,
): Promise<ReadPictures> {
  const isScan = typed.trim().length < SCAN_LENGTH;
  const pages: string[] = [];
  const recognised: number[] = [];
  let unread = 0;
  for (const open of pictures.slice(0, MOST_PICTURES)) {
    if (!isScan && !(await isLikePage(open))) continue;
    const bytes = tools.recogniser?.hasRoom() === true ? await collect(open, MAX_PART_BYTES) : null;
    const read = bytes && (await readImage(bytes, tools).catch(() => null));
    if (!read) {
      unread += 1;
      continue;
    }
    unread += read.picturePages;
    if (!isScan && isPortrait(read)) continue;
    pages.push(...read.pages);
    recognised.push(...(read.recognised ?? []));
  }
  return { pages, recognised, unread };
}

function isPortrait({ pages, recognised = [], picturePages }: Extract): boolean {
  const words = pages.join(' ').match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0;
  return picturePages === 0 && words < PAGE_WORDS && Math.min(...recognised) < SURE;
}

/** A picture that is too large to be opened is like a page, too; one of an unknown kind is a drawing. */
async function isLikePage(open: OpenPicture): Promise<boolean> {
  const head = await collect(open, HEAD_BYTES, true);
  if (!head) return true;
  const size = pictureSize(head);
  // The directory of a TIFF, which scanners write, may stand at its end.
  const isTiff = ['II*', 'MM\0'].includes(Buffer.from(head.subarray(0, 3)).toString('latin1'));
  return size ? size.width * size.height >= PAGE_PIXELS : isTiff;
}

/** The picture, or its first bytes where `cut` says so; null for one that is larger, or damaged. */
async function collect(open: OpenPicture, most: number, cut = false): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of open()) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length <= most) continue;
      if (cut) break;
      return null;
    }
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  return Buffer.concat(chunks);
}
