/** A piece of a text; marked or not. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

interface Quoted {
  readonly text: string;
  readonly highlight?: { readonly start: number; readonly end: number } | null;
}

/** A quote in pieces, with the telling words marked. */
export function markQuote({ text, highlight }: Quoted): Piece[] {
  if (!highlight) return [{ text, marked: false }];
  return [
    { text: text.slice(0, highlight.start), marked: false },
    { text: text.slice(highlight.start, highlight.end), marked: true },
    { text: text.slice(highlight.end), marked: false },
  ].filter((piece) => piece.text !== '');
}
