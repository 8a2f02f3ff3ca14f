import type { Recogniser } from '../ocr/recogniser.js';
import type { ReadingFlag } from '../reading.js';
import type { PlacedPage } from '../viewer/placed-page.js';

/** What a format's reader takes out of a file, before normalisation. */
export interface Extract {
  /** Text of each page in reading order; a format without pages gives one. */
  readonly pages: readonly string[];
  /** Pages that are a picture with hardly a word, and were not recognised either. */
  readonly picturePages: number;
  /** Confidence, 0–100, of each page whose text was recognised in a picture. */
  readonly recognised?: readonly number[];
  /** Where the words of each of them stand, where the document has pages. */
  readonly recognisedPages?: readonly Pick<PlacedPage, 'page' | 'pieces'>[];
  /** Pieces of text that no reader of the page sees, where the format can tell; left out of `pages`. */
  readonly hiddenText?: readonly string[];
  /** True where a scan came with text of its own that says much more than could be found on it. */
  readonly layerDiffers?: boolean;
  readonly flags: readonly ReadingFlag[];
  /** True when a cap cut the document short. */
  readonly truncated: boolean;
}

/** What the readers of formats get beside the bytes. */
export interface ReadingTools {
  /** Null where recognition of pictures is turned off. */
  readonly recogniser: Recogniser | null;
}

/**
 * Reads one format. Runs in the sandbox only, since parsers of hostile files may hang, swell or crash.
 *
 * @throws Refusal for every document that cannot be read; any other error counts as a damaged file.
 */
export type FormatReader = (bytes: Uint8Array, tools: ReadingTools) => Promise<Extract>;
