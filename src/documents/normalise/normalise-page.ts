import { cleanCharacters } from './clean-characters.js';
import { closeLetterSpacing } from './close-letter-spacing.js';
import { joinHyphenated } from './join-hyphenated.js';
import { joinLoneBullets, markBullet } from './mark-bullets.js';

/** A million of them are cheap to write and dear to read. */
const EMPTY_LINES = /\n(?:[ \t]*\n){2,}/g;

export interface NormalPage {
  readonly text: string;
  readonly invisible: boolean;
  readonly lookalike: boolean;
  /** See `CleanText`. */
  readonly disguised: readonly string[];
}

/**
 * Text of one page as it is stored, shown and quoted: one reading line per line, since headings, dated roles and bullets
 * are told by their lines; one blank between words; a tab where there was a wide gap or a table's next cell; list items
 * start with "• "; at most one empty line in a row. Applying it again changes nothing that matters.
 */
export function normalisePage(raw: string): NormalPage {
  const { text, ...found } = cleanCharacters(raw);
  const lines = text
    .replace(EMPTY_LINES, '\n\n')
    .split('\n')
    .map((line) => markBullet(closeLetterSpacing(line)))
    .map((line) => line.replace(/[ \t]+/g, (blanks) => (blanks.includes('\t') ? '\t' : ' ')).trim());
  const whole = joinHyphenated(joinLoneBullets(lines));
  return {
    text: whole
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    ...found,
  };
}
