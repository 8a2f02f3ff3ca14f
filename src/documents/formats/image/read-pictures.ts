import { MAX_PART_BYTES } from '../../limits.js';
import type { ReadingTools } from '../format.js';
import { readImage } from '../image.js';

export interface ReadPictures {
  readonly pages: readonly string[];
  readonly recognised: readonly number[];
  /** Pictures that stay unread. */
  readonly unread: number;
}

/** Recognises the pictures of a document that consists of them, such as scans pasted into a word processor. */
export async function readPictures(
  pictures: readonly AsyncIterable<Uint8Array>[],
  tools: ReadingTools,
): Promise<ReadPictures> {
  const pages: string[] = [];
  const recognised: number[] = [];
  for (const picture of tools.recogniser ? pictures : []) {
    const bytes = await collect(picture);
    const page = bytes && (await readImage(bytes, tools).catch(() => null));
    if (!page) continue;
    pages.push(...page.pages);
    recognised.push(...(page.recognised ?? []));
  }
  return { pages, recognised, unread: pictures.length - recognised.length };
}

async function collect(picture: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of picture) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > MAX_PART_BYTES) return null;
  }
  return Buffer.concat(chunks);
}
