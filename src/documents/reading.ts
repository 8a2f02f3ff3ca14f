import type { Quality } from './quality/judge-quality.js';

/** What became of a document. Every outcome is a value that the candidate is told about; only faults of ours throw. */
export const OUTCOMES = [
  'read',
  'needs_ocr',
  'no_text',
  'encrypted',
  'corrupt',
  'garbled',
  'unsupported',
  'too_large',
  'timed_out',
  'infected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const FORMATS = ['pdf', 'docx', 'doc', 'odt', 'rtf', 'html', 'txt', 'jpeg', 'png', 'tiff'] as const;
export type DocumentFormat = (typeof FORMATS)[number];

/**
 * Things about a document that a reviewer should know; none of them is a reason to refuse it.
 *
 * - `embedded_file`: another file travels inside (PDF attachment, OLE object in Word)
 * - `hidden_text`: text that a reader of the page cannot see (white, microscopic, invisible, `vanish`)
 * - `invisible_characters`: zero-width characters inside words, direction overrides, tag characters
 * - `javascript`: a PDF with scripts or launch actions; never executed
 * - `lookalike_letters`: Cyrillic or Greek letters in Latin words
 * - `macro`: a Word file with a VBA project; never executed
 * - `picture_page`: beside pages with text there are pages that are only a picture, whose words were not read
 * - `recognised_text`: some of the text was recognised in a picture, such as a scan
 * - `trailing_data`: more than a kilobyte follows the end of the PDF, e.g. a second file glued on
 * - `uncompared_layer`: a scan came with text of its own, which was not compared with what the scan shows
 */
export const READING_FLAGS = [
  'embedded_file',
  'hidden_text',
  'invisible_characters',
  'javascript',
  'lookalike_letters',
  'macro',
  'picture_page',
  'recognised_text',
  'trailing_data',
  'uncompared_layer',
] as const;
export type ReadingFlag = (typeof READING_FLAGS)[number];

/** One page of the document as a half-open range `[start, end)` of UTF-16 offsets into `Reading.text`. */
export interface PageSpan {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A word that was recognised in a picture: `[start, end)` of UTF-16 offsets into `Reading.text`, and its rectangle on its
 * page as it is shown, in ten-thousandths of the page's width and height from the top left.
 */
export type WordPlace = readonly [
  start: number,
  end: number,
  left: number,
  top: number,
  width: number,
  height: number,
];

/** The result of reading one document. `text` is empty unless the outcome is `read`. */
export interface Reading {
  readonly outcome: Outcome;
  readonly format: DocumentFormat | null;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  /** True when a cap (pages, characters) cut the document short. */
  readonly truncated: boolean;
  /** Sorted, unique. */
  readonly flags: readonly ReadingFlag[];
  /** How far the text can be relied on. */
  readonly quality: Quality;
  /**
   * Pieces of text that a reader of the page does not see, shortened; they are not in `text`. Words that are seen but
   * written with invisible or lookalike characters are told too, and are in it.
   */
  readonly hiddenText: readonly string[];
  /** Where the words that were recognised in pictures stand on their pages. */
  readonly recognisedWords: readonly WordPlace[];
  /**
   * Technical reason for an outcome other than `read`, or for pages that stayed unread or uncompared; never contains
   * document text.
   */
  readonly detail: string | null;
}

/** Changes whenever the same bytes may give another text; stored with every reading. */
export const EXTRACTOR_VERSION = 'extractor-11';
