/**
 * A piece of text and where it stands on its page: words, left and top of where it begins, the way to where it ends, and
 * the way up to the top of its letters, each across and down, as shares of the page as it is shown (0 to 1, from the
 * top left).
 */
export type PlacedPiece = readonly [
  text: string,
  x: number,
  y: number,
  alongX: number,
  alongY: number,
  upX: number,
  upY: number,
];

/** One page as it is shown, turned as it asks for. */
export interface PlacedPage {
  /** From 1. */
  readonly page: number;
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** In the order of the text that was read. */
  readonly pieces: readonly PlacedPiece[];
}

/** A rectangle on a page as it is shown, in shares of its width and height from the top left. */
export interface PageBox {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
