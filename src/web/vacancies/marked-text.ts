import type { TextMention } from '../../cvs/view-cv-text.js';

/** A piece of a CV's text as the page shows it. */
export interface MarkedPiece {
  readonly text: string;
  /** Null: not marked. */
  readonly mark: { readonly id: string; readonly assertion: string; readonly label: string } | null;
}

/** A place that is marked, with the id of its mark. */
export interface Mark extends TextMention {
  readonly id: string;
}

export interface MarkedText {
  readonly pieces: readonly MarkedPiece[];
  /** In the order of the text; none overlaps another. */
  readonly marks: readonly Mark[];
  /** Id of the mark that covers a place of the text; null: none does. */
  markAt(offset: number): string | null;
}

/**
 * Cuts a text into marked and other pieces. Marks do not overlap: where mentions do, the one that begins first, and of
 * these the longest, is marked. What lies beyond the text, as what was stated since the CV does, is not.
 */
export function markText(text: string, mentions: readonly TextMention[]): MarkedText {
  const inOrder = [...mentions].sort((a, b) => a.start - b.start || b.end - a.end);
  const marks: Mark[] = [];
  for (const mention of inOrder) {
    const { start, end } = mention;
    if (start >= (marks.at(-1)?.end ?? 0) && end > start && end <= text.length)
      marks.push({ ...mention, id: idOf(mention.start) });
  }
  const pieces: MarkedPiece[] = [];
  let at = 0;
  for (const { id, start, end, assertion, label } of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), mark: null });
    pieces.push({ text: text.slice(start, end), mark: { id, assertion, label } });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: null });
  return {
    pieces,
    marks,
    markAt(offset) {
      return marks.find(({ start, end }) => offset >= start && offset < end)?.id ?? null;
    },
  };
}

function idOf(start: number): string {
  return `cv-${start}`;
}
