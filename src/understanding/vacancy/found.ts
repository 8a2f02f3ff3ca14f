import type { Stated } from '../criteria.js';
import { spanOf, type PreparedText } from '../prepare-text.js';

/** What was read at a range `[start, end)` of the prepared text. */
export interface Found<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

/** A field with its evidence as a place in the original text. */
export function stated<T>(prepared: PreparedText, found: Found<T> | null): Stated<T> {
  return found === null
    ? { value: null, evidence: null }
    : { value: found.value, evidence: spanOf(prepared, found) };
}

/** First place in `[from, to)` of the text where the pattern matches; `value` is the whole match. */
export function firstMatch(text: string, pattern: RegExp, from = 0, to = text.length): Found<string> | null {
  const match = pattern.exec(text.slice(from, to));
  if (match === null) return null;
  const start = from + match.index;
  return { value: match[0], start, end: start + match[0].length };
}
