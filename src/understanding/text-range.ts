/** A stretch of a text by its offsets: `end` stands behind the last character. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The same stretch, with all that is known of it, in a text that begins so many characters earlier. */
export function movedBy<T extends TextRange>(range: T, by: number): T {
  return { ...range, start: range.start + by, end: range.end + by };
}
