import { MAX_RAW_LENGTH } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Extract } from './format.js';
import { pageText } from './html/page-text.js';
import { declaredEncoding } from './html/declared-encoding.js';
import { decodeText } from './txt/decode-text.js';

/** A page saved from a browser with its styles inside has some hundred kilobytes. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Reads a web page, as it was saved or as an old word processor wrote it. Nothing is run and nothing is fetched.
 *
 * @throws Refusal with `garbled` or `too_large`.
 */
export function readHtml(bytes: Uint8Array): Promise<Extract> {
  const start = bytes.subarray(0, MOST_BYTES);
  const markup = declaredEncoding(start) ?? decodeText(start)?.text;
  if (markup === undefined) throw new Refusal('garbled', 'not text in any known encoding');
  const { lines, hidden } = pageText(markup);
  const whole = lines.join('\n');
  return Promise.resolve({
    pages: [whole.slice(0, MAX_RAW_LENGTH)],
    picturePages: 0,
    hiddenText: hidden,
    flags: hidden.length > 0 ? ['hidden_text'] : [],
    truncated: bytes.byteLength > MOST_BYTES || whole.length > MAX_RAW_LENGTH,
  });
}
