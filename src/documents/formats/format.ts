import type { ReadingFlag } from '../reading.js';

/** What a format's reader takes out of a file, before normalisation. */
export interface Extract {
  /** Text of each page in reading order; a format without pages gives one. */
  readonly pages: readonly string[];
  /** Pages that are a picture with hardly a word. */
  readonly picturePages: number;
  readonly flags: readonly ReadingFlag[];
  /** True when a cap cut the document short. */
  readonly truncated: boolean;
}

/**
 * Reads one format. Runs in the sandbox only, since parsers of hostile files may hang, swell or crash.
 *
 * @throws Refusal for every document that cannot be read; any other error counts as a damaged file.
 */
export type FormatReader = (bytes: Uint8Array) => Promise<Extract>;
