import { MAX_RAW_LENGTH } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Extract, ReadingTools } from './format.js';
import { takeDataOut } from './html/data-urls.js';
import { declaredEncoding } from './html/declared-encoding.js';
import { pageText } from './html/page-text.js';
import { openWebArchive } from './html/web-archive.js';
import { readPictures, withPictures } from './image/read-pictures.js';
import { decodeText } from './txt/decode-text.js';

/** A page saved from a browser with its styles inside has some hundred kilobytes, without its pictures and fonts. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Reads a web page, as it was saved, alone or in an archive, or as an old word processor wrote it. Nothing is run and nothing is fetched.
 *
 * @throws Refusal with `garbled` or `too_large`.
 */
export async function readHtml(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const archive = openWebArchive(bytes);
  const page = takeDataOut(archive?.markup ?? bytes);
  const start = page.markup.subarray(0, MOST_BYTES);
  const markup = declaredEncoding(start) ?? decodeText(start)?.text;
  if (markup === undefined) throw new Refusal('garbled', 'not text in any known encoding');
  const { lines, hidden } = pageText(markup);
  const whole = lines.join('\n');
  const pictures = [...page.pictures, ...(archive?.pictures ?? [])].map((picture) => () => [picture]);
  return {
    ...withPictures(whole, await readPictures(pictures, whole, tools)),
    hiddenText: hidden,
    flags: hidden.length > 0 ? ['hidden_text'] : [],
    truncated: page.markup.byteLength > MOST_BYTES || whole.length > MAX_RAW_LENGTH,
  };
}
