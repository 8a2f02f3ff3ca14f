import type { PlacedPiece } from '../viewer/placed-page.js';

/** What was made out of one picture of a page. */
export interface RecognisedPage {
  /** Lines from top to bottom; an empty line between blocks. */
  readonly text: string;
  /** How sure the engine is of its words, 0–100; 0 where it found none. */
  readonly confidence: number;
  /** Its words in the order of the text, and where they stand in the picture as it is shown: upright, as its Exif says. */
  readonly words: readonly PlacedPiece[];
}

/** What became of recognising pictures: all that were asked for were looked at, some were left for want of time, or none is. */
export type Recognition = 'done' | 'out_of_time' | 'off';

/** Turns pictures of pages into text, for one document at a time and within that document's share of time. */
export interface Recogniser {
  /** False once the document has used up its pages or its time. */
  hasRoom(): boolean;
  /** True once a page was left unread because the document had used up its time. */
  isOutOfTime(): boolean;
  /**
   * @param picture A whole file: PNG, JPEG, TIFF, BMP or portable graymap.
   * @returns null when the document has used up its pages or its time, or the picture cannot be opened: it stays unread.
   */
  recognise(picture: Uint8Array): Promise<RecognisedPage | null>;
}
