/**
 * Caps on what one document may cost. Of 3,262 real CVs in PDF about 26 had more than ten pages, so none of these
 * meets an ordinary CV.
 */

/** Larger files are refused before a process looks at them, in bytes. */
export const MAX_DOCUMENT_BYTES = 100 * 1024 * 1024;
/** Pages read of one document; the rest is left out and the reading says so. */
export const MAX_PAGES = 50;
/** UTF-16 units of normalised text kept of one document. */
export const MAX_TEXT_LENGTH = 1_000_000;
/** UTF-16 units of text taken in before normalisation, which shortens it. */
export const MAX_RAW_LENGTH = 4 * MAX_TEXT_LENGTH;

/** Words of one document whose places are kept, where they were recognised: six full pages have fewer. */
export const MAX_WORD_PLACES = 10_000;

/** Pictures of one document that are looked at; the others are small change beside them, or an attack. */
export const MOST_PICTURES = 200;

/** Entries in the ZIP of a Word file; Word itself writes 10 to 60, plus one per picture. */
export const MAX_PACKAGE_ENTRIES = 2_000;
/** Inflated size of one XML part of a Word file, in bytes. */
export const MAX_PART_BYTES = 20 * 1024 * 1024;
/** Inflated size of all parts that are read, in bytes. */
export const MAX_PARTS_BYTES = 50 * 1024 * 1024;
/** Inflated size of the whole package as its directory declares it, pictures included, in bytes. */
export const MAX_PACKAGE_BYTES = 500 * 1024 * 1024;
/** Nesting of XML elements; a table inside a text box inside a content control stays below 60. */
export const MAX_XML_DEPTH = 400;
