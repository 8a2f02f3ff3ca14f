import type { Recognition } from './ocr/recogniser.js';
import { OUT_OF_TIME, Refusal } from './refusal.js';

/** Below this a document with a picture of a page is a scan whose text layer holds stamps or page numbers only. */
const SCAN_WORDS = 25;
/** Below this there is nothing to read. */
const LEAST_WORDS = 5;
/** Scanning apps stamp their name on each page. */
const SCANNER_MARK = /^.*\b(scanned (by|with|using)|camscanner|adobe scan|genius scan|tiny scanner)\b.*$/gim;
/** Share of private-use characters, which bullets and icons are too, that makes a text junk. */
const PRIVATE_SHARE = 0.2;
/** Share of control, replacement and unassigned characters that does: ordinary text has none at all. */
const CONTROL_SHARE = 0.05;
/** Share of tokens in a text that are words, figures or signs; a CV has nine in ten. */
const WORD_SHARE = 0.65;
/** Share of vowels among Latin letters: two in five in English, a third in the languages that have fewest. */
const VOWEL_SHARE = 0.3;
/** The tests say nothing about shorter texts. */
const JUDGED_WORDS = 20;
const JUDGED_LETTERS = 100;
/** Addresses on the web are longer, and few. */
const LONGEST_TOKEN = 60;
/** A start of the text is enough, and keeps the tests cheap. */
const JUDGED_START = 50_000;

/**
 * Tells text that can be understood from what only looks like it: a scan without a text layer, or a font without a map
 * to Unicode, where "This" comes out as "7KLV". Such a document must never end as a candidate with no skills.
 *
 * @param raw Text as it came out of the file.
 * @param text The same, normalised.
 * @param pictures Number of pages that are a picture with hardly a word, and stayed unread.
 * @param recognition What became of recognising them.
 * @throws Refusal with `needs_ocr`, only where recognition is off; `timed_out`, `no_text` or `garbled`.
 */
export function judgeText(raw: string, text: string, pictures: number, recognition: Recognition): void {
  const words = text.replace(SCANNER_MARK, '').match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  if (words.length < SCAN_WORDS && pictures > 0) {
    throw unreadPictures(recognition, `${pictures} page(s) are pictures, ${words.length} words of text`);
  }
  if (isGarbled(raw, text)) {
    throw new Refusal('garbled', 'the characters do not form words');
  }
  if (words.length < LEAST_WORDS) throw new Refusal('no_text', `${words.length} words of text`);
}

function unreadPictures(recognition: Recognition, facts: string): Refusal {
  if (recognition === 'out_of_time') return new Refusal('timed_out', OUT_OF_TIME);
  return new Refusal(recognition === 'off' ? 'needs_ocr' : 'no_text', facts);
}

/** True for text whose characters do not form words, by any of the tests. */
export function isGarbled(raw: string, text: string = raw): boolean {
  return isJunk(raw) || lacksWords(raw) || lacksVowels(text);
}

function isJunk(raw: string): boolean {
  const seen = raw.replace(/\s+/g, '').length;
  const count = (pattern: RegExp): number => raw.match(pattern)?.length ?? 0;
  const controls = count(/(?![\t\n\v\f\r])[\p{Cc}\p{Cn}\ufffd]/gu);
  const privates = count(/\p{Co}/gu);
  return (
    (controls >= JUDGED_WORDS && controls > seen * CONTROL_SHARE) ||
    (privates >= JUDGED_WORDS && privates > seen * PRIVATE_SHARE)
  );
}

function lacksWords(raw: string): boolean {
  const tokens = raw.slice(0, JUDGED_START).match(/[^\s\p{Cc}\p{Co}]+/gu) ?? [];
  if (tokens.length < JUDGED_WORDS) return false;
  const wordLike = tokens.filter(isWordLike);
  return wordLike.length < tokens.length * WORD_SHARE;
}

function lacksVowels(text: string): boolean {
  const letters =
    text
      .slice(0, JUDGED_START)
      .normalize('NFD')
      .match(/\p{Script=Latin}/gu) ?? [];
  const vowels = letters.filter((letter) => /[aeiouy]/i.test(letter));
  return letters.length >= JUDGED_LETTERS && vowels.length < letters.length * VOWEL_SHARE;
}

/** A word with its punctuation, a figure or date, or a sign that stands alone. */
function isWordLike(token: string): boolean {
  if (token.length > LONGEST_TOKEN) return false;
  return (
    /^[([{"'“‘/&#@*~-]*\p{L}[\p{L}\p{M}\u00ad\u200b]*([-'’/&.,+:@_][\p{L}\p{M}\p{N}]+)*[)\]},.:;!?"'”’/*+-]*$/u.test(
      token,
    ) ||
    /^\p{L}{0,4}[\d£€$.,:/()+%–—-]+(st|nd|rd|th)?[.,;:)]*$/u.test(token) ||
    /^[^\p{L}\p{N}]$/u.test(token)
  );
}
