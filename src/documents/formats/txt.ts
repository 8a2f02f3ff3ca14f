import { MAX_PAGES, MAX_RAW_LENGTH } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { Extract } from './format.js';
import { decodeText } from './txt/decode-text.js';

/** Reads plain text in UTF-8, UTF-16 or windows-1252; form feeds part pages. */
export function readTxt(bytes: Uint8Array): Promise<Extract> {
  const room = MAX_RAW_LENGTH;
  const decoded = decodeText(bytes.subarray(0, room));
  if (!decoded) throw new Refusal('garbled', 'not text in any known encoding');
  const pages = decoded.text.replace(/^\ufeff/, '').split('\f');
  return Promise.resolve({
    pages: pages.slice(0, MAX_PAGES),
    picturePages: 0,
    flags: [],
    truncated: bytes.byteLength > room || pages.length > MAX_PAGES,
  });
}
