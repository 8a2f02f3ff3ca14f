import { z } from 'zod';

/** Explicit directional marks, embeddings, overrides and isolates (Unicode Standard Annex 9): they make text lie. */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex -- control characters are what is removed
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;
// eslint-disable-next-line no-control-regex -- the same without tab and line feed
const CONTROLS_BUT_BREAKS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029]/g;
/** PostgreSQL refuses half a surrogate pair. */
const LONE_SURROGATES = /\p{Surrogate}/gu;
const MAX_FILE_NAME_BYTES = 255;

/** One line in NFC, without control and direction characters, with single spaces. */
export function cleanLine(text: string): string {
  return text
    .replace(LONE_SURROGATES, '\uFFFD')
    .normalize('NFC')
    .replace(BIDI_CONTROLS, '')
    .replace(CONTROLS, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Running text in NFC with `\n` line ends, without control and direction characters. */
export function cleanText(text: string): string {
  return text
    .replace(LONE_SURROGATES, '\uFFFD')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(BIDI_CONTROLS, '')
    .replace(CONTROLS_BUT_BREAKS, ' ')
    .trim();
}

/**
 * What a client calls its file, as harmless data: the last path segment, cleaned, at most 255 bytes of UTF-8 with the
 * extension kept. Never used as a path.
 */
export function cleanFileName(name: string): string {
  const line = cleanLine(name.split(/[/\\]/).at(-1) ?? '').replace(/[. ]+$/, '');
  if (line === '') return 'cv';
  if (Buffer.byteLength(line) <= MAX_FILE_NAME_BYTES) return line;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(line)?.[0] ?? '';
  let stem = '';
  let bytes = Buffer.byteLength(extension);
  for (const character of line) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_FILE_NAME_BYTES) break;
    stem += character;
  }
  return stem + extension;
}

/** Schema of one line of 1–`max` characters. */
export const line = (max: number) => z.string().overwrite(cleanLine).min(1).max(max);

/** No date of a CV, a vacancy or a report lies outside; PostgreSQL refuses the year 0000. */
const DAY_WITHIN_REACH = /^(?:19\d\d|2[01]\d\d)-/;
const DAY_WANTED = 'Write the day as 2027-01-31.';

/** Schema of a day of the calendar from 1900 to 2199, as ISO 8601 writes it. */
export const day = z.iso.date({ error: DAY_WANTED, abort: true }).regex(DAY_WITHIN_REACH, DAY_WANTED);

/** Schema of running text of 1–`max` characters. */
export const text = (max: number) => z.string().overwrite(cleanText).min(1).max(max);

/** One spelling of an e-mail address. More than case and space would be guessing. */
export function normaliseEmail(address: string): string {
  return address.normalize('NFKC').trim().toLowerCase();
}
