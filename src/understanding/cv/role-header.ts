import { indexAt, type PreparedText } from '../prepare-text.js';
import type { Cell } from './columns.js';
import type { DateMark } from './dates.js';
import type { YearMonth } from '../profile.js';
import type { Fields } from './post-fields.js';
import type { TextSection } from './sections.js';

/** The words that introduce one post: its title, employer, band and dates. Offsets into the prepared text. */
export interface RoleHeader {
  readonly start: number;
  readonly end: number;
  readonly mark: { readonly from: YearMonth | null; readonly to: DateMark['to'] } | null;
  readonly section: TextSection;
  /** Set out in a line and not told in the first person. */
  readonly structured: boolean;
  /** The parts that a form or a table names. */
  readonly fields?: Fields;
  /** Words before the first of several posts of one line, which name what all of them were. */
  readonly lead?: Cell;
}

/** Lines above this length are prose; a header stands in one of their sentences. */
export const SHORT_LINE = 170;
export const HEADER_MAX = 260;

/** Studies have dates and places too, and are no posts. */
export const STUDIES =
  /\b(?:BSc|B\.Sc|MSc|M\.Sc|BA\b|MA\b|PhD|PG ?Dip|PG ?Cert|degree|diploma|university|college|GCSEs?|A[\s-]levels?|NVQ|BTEC|certificate|course|module|school(?! for)|dissertation|conference|trained at|graduated)\b/i;

/** Caring for one's own family is nobody's business here. */
export const FAMILY_CARE =
  /\bcar(?:er|ed|ing) (?:to|for|of) (?:both|my|an?|our|the children|family)\b|\bmaternity\b|\bparental leave\b/i;

/** End of the sentence that begins at or before a place. */
export function sentenceEnd({ sentences }: PreparedText, place: number): number {
  return sentences[indexAt(sentences, place)]?.end ?? place;
}
