import { COMMON_WORDS } from './common-words.js';

export const QUALITY_GRADES = ['good', 'doubtful', 'unreadable'] as const;
export type QualityGrade = (typeof QUALITY_GRADES)[number];

/**
 * Why a reading is not to be relied on.
 *
 * - `few_characters`: far less text on a page than a CV has, in the mean or on a page that is a picture
 * - `few_known_words`: words that hardly any English text is without are rare, as where letters were taken for others
 * - `many_symbols`: signs where letters should be
 * - `unsure_recognition`: the text was recognised in pictures, and the engine doubts its words
 * - `layer_differs`: a scan came with text of its own that says much more than could be found on it
 * - `uncompared_layer`: a scan came with text of its own, and what the scan shows was not looked at
 * - `unread_pages`: pages that are pictures were not recognised
 * - `cut_short`: the document goes on beyond what is read of one
 */
export const QUALITY_REASONS = [
  'few_characters',
  'few_known_words',
  'many_symbols',
  'unsure_recognition',
  'layer_differs',
  'uncompared_layer',
  'unread_pages',
  'cut_short',
] as const;
export type QualityReason = (typeof QUALITY_REASONS)[number];

export interface Quality {
  /** `unreadable` exactly where the outcome is not `read`. */
  readonly grade: QualityGrade;
  /** In the order of `QUALITY_REASONS`; empty unless doubtful. */
  readonly reasons: readonly QualityReason[];
  /** Visible characters per page; the whole document is a page where the format has none. */
  readonly charactersPerPage: number;
  /** Share of words that are in a list of common ones, 0–1. */
  readonly knownWordShare: number;
  /** Share of visible characters that are neither letters, digits nor usual punctuation, 0–1. */
  readonly symbolShare: number;
  /** Mean confidence of the recognised pages, 0–100; null where none was recognised. */
  readonly confidence: number | null;
}

export interface ReadPages {
  /** Normalised text. */
  readonly text: string;
  readonly pages: number;
  readonly picturePages: number;
  /** Visible characters of each page whose text was recognised. */
  readonly recognisedCharacters?: readonly number[];
  readonly confidences: readonly number[];
  readonly layerDiffers?: boolean;
  readonly layerUncompared?: boolean;
  readonly truncated: boolean;
}

/** An ordinary page has 2,000 to 4,000; a page of a CV with much air still 500. */
const LEAST_CHARACTERS = 150;
/** English CVs have 0.25 to 0.45, lists of key words 0.1, other languages and garbage below 0.05. */
const LEAST_KNOWN = 0.08;
/** Shorter texts have too few words for a share. */
const LEAST_WORDS = 40;
/** Ordinary CVs stay below 0.03, with the bullets that the reading sets. */
const MOST_SYMBOLS = 0.1;
/** Clean scans come out above 85; below this one word in ten was misread in the pages that were tried. */
const LEAST_CONFIDENCE = 75;

export const UNREADABLE: Quality = {
  grade: 'unreadable',
  reasons: [],
  charactersPerPage: 0,
  knownWordShare: 0,
  symbolShare: 0,
  confidence: null,
};

/** Judges how far the text of a document that was read can be relied on. */
export function judgeQuality(read: ReadPages): Quality {
  const { text, pages, picturePages, recognisedCharacters = [], confidences, truncated } = read;
  const visible = visibleCharacters(text);
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const symbols = text.match(/[^\p{L}\p{M}\p{N}\s.,;:!?'"’‘“”()/&@+%£$€•–—_-]/gu)?.length ?? 0;
  const charactersPerPage = Math.round(visible / Math.max(1, pages));
  const knownWordShare = share(words.filter((word) => COMMON_WORDS.has(word)).length, words.length);
  const symbolShare = share(symbols, visible);
  const total = confidences.reduce((sum, one) => sum + one, 0);
  const confidence = confidences.length > 0 ? Math.round(total / confidences.length) : null;
  const signs: Readonly<Record<QualityReason, boolean>> = {
    // Hardly a word on a scan among full pages would be lost in the mean.
    few_characters: [charactersPerPage, ...recognisedCharacters].some((count) => count < LEAST_CHARACTERS),
    few_known_words: words.length >= LEAST_WORDS && knownWordShare < LEAST_KNOWN,
    many_symbols: symbolShare > MOST_SYMBOLS,
    unsure_recognition: confidence !== null && Math.min(...confidences) < LEAST_CONFIDENCE,
    layer_differs: read.layerDiffers === true,
    uncompared_layer: read.layerUncompared === true,
    unread_pages: picturePages > 0,
    cut_short: truncated,
  };
  const reasons = QUALITY_REASONS.filter((reason) => signs[reason]);
  return {
    grade: reasons.length > 0 ? 'doubtful' : 'good',
    reasons,
    charactersPerPage,
    knownWordShare,
    symbolShare,
    confidence,
  };
}

export function visibleCharacters(text: string): number {
  return text.replace(/\s+/g, '').length;
}

/** To three places, so that stored figures compare. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 1000;
}
