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
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const FORMATS = ['pdf', 'docx', 'txt'] as const;
export type DocumentFormat = (typeof FORMATS)[number];

/** One page of the document as a half-open range `[start, end)` of UTF-16 offsets into `Reading.text`. */
export interface PageSpan {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/** The result of reading one document. `text` is empty unless the outcome is `read`. */
export interface Reading {
  readonly outcome: Outcome;
  readonly format: DocumentFormat | null;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  /** True when a cap (pages, characters) cut the document short. */
  readonly truncated: boolean;
  /** Things a reviewer should know, e.g. `hidden_text`, `embedded_file`, `trailing_data`, `macro`. Sorted, unique. */
  readonly flags: readonly string[];
  /** Technical reason for an outcome other than `read`; never contains document text. */
  readonly detail: string | null;
}

/** Changes whenever the same bytes may give another text; stored with every reading. */
export const EXTRACTOR_VERSION = 'extractor-1';
