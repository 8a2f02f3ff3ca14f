import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { respell } from '../taxonomy/vocabulary.js';
import type { PreparedText } from './prepare-text.js';

/** Words of a text that are misspelt words of the taxonomy: the right spelling by the index of the token. */
export type Respellings = ReadonlyMap<number, string>;

/** Text with more unknown long words than this is no CV; the others are left as they are. */
const ASKED_MAX = 400;

export function findRespellings({ text, tokens }: PreparedText, { vocabulary }: Taxonomy): Respellings {
  const found = new Map<number, string>();
  const asked = new Map<string, string | null>();
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.end - token.start < LEAST || vocabulary.stems.has(token.stem)) continue;
    const word = text.slice(token.start, token.end);
    let right = asked.get(word);
    if (right === undefined) {
      if (asked.size >= ASKED_MAX) break;
      right = respell(word, vocabulary);
      asked.set(word, right);
    }
    if (right !== null) found.set(i, right);
  }
  return found;
}

const LEAST = 8;

/** A range of the text with its misspelt words put right, and the way back. */
export interface RespeltText {
  readonly text: string;
  /** The range of the original text that a range stands for; null when no word was put right in it. */
  back(start: number, end: number): { readonly start: number; readonly end: number } | null;
}

interface Replacement {
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

/** `first` is the index of the first token of the range. */
export function respeltText(
  { text, tokens }: PreparedText,
  range: { readonly start: number; readonly end: number },
  first: number,
  respellings: Respellings,
): RespeltText {
  let written = '';
  let place = range.start;
  const replaced: Replacement[] = [];
  for (let i = first; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.start >= range.end) break;
    const right = respellings.get(i);
    if (right === undefined) continue;
    written += text.slice(place, token.start);
    replaced.push({ at: written.length, length: right.length, start: token.start, end: token.end });
    written += right;
    place = token.end;
  }
  written += text.slice(place, range.end);
  const original = (at: number, isEnd: boolean): number => {
    let shift = range.start;
    for (const { at: from, length, start, end } of replaced) {
      if (isEnd ? at <= from : at < from) break;
      if (isEnd ? at <= from + length : at < from + length) return isEnd ? end : start;
      shift = end - (from + length);
    }
    return at + shift;
  };
  return {
    text: written,
    back: (start, end) =>
      replaced.some(({ at, length }) => at < end && start < at + length)
        ? { start: original(start, false), end: original(end, true) }
        : null,
  };
}
