import { normalise, originalSpan, type NormalisedText } from './normalise.js';
import type { Span } from './profile.js';
import { splitLines, splitSentences, type Line, type Sentence } from './sentences.js';
import { tokenise, type Token } from './stems.js';

/** A text made ready for reading. All ranges are offsets into `text`, the normalised text; `span` leads back. */
export interface PreparedText {
  readonly text: string;
  readonly normalised: NormalisedText;
  readonly lines: readonly Line[];
  readonly sentences: readonly Sentence[];
  readonly tokens: readonly Token[];
}

export function prepareText(original: string): PreparedText {
  const normalised = normalise(original);
  const { text } = normalised;
  const lines = splitLines(text);
  return { text, normalised, lines, sentences: splitSentences(text, lines), tokens: tokenise(text) };
}

/** The range of the original text that a range of the prepared text stands for. */
export function spanOf(
  prepared: PreparedText,
  range: { readonly start: number; readonly end: number },
): Span {
  return originalSpan(prepared.normalised, range.start, range.end);
}

/** Index of the last item that begins at or before a place, or -1; the items are in order of `start`. */
export function indexAt(items: readonly { readonly start: number }[], place: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
