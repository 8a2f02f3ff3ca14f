/** Letters that one glyph may stand for; the longest ligature, ffi, has three. */
const LONGEST_LIGATURE = 3;
/** Jumps between glyphs wider than this are blanks. */
const BLANK_JUMP = 200;

/** What a run of glyphs says, and the words that single glyphs claim which stand for more letters than a ligature has. */
export function takeLetters(glyphs: unknown): {
  text: string;
  letters: number;
  claimed: readonly string[];
  /** In multiples of the type size. */
  width: number;
  /** The same up to a soft hyphen that ends the run, which pdf.js leaves out of the text; null where none does. */
  softAt: number | null;
} {
  let text = '';
  let width = 0;
  let softAt: number | null = null;
  const claimed: string[] = [];
  for (const glyph of Array.isArray(glyphs) ? (glyphs as unknown[]) : []) {
    // A number moves the next glyph, in thousandths of the type size and to the left: a wide jump is a blank.
    if (typeof glyph === 'number' && glyph < -BLANK_JUMP) text += ' ';
    if (typeof glyph === 'number') width -= glyph / 1000;
    if (typeof glyph !== 'object' || glyph === null || !('unicode' in glyph)) continue;
    if (!/^\s*$/.test(String(glyph.unicode))) softAt = glyph.unicode === '\u00ad' ? width : null;
    if ('width' in glyph) width += Number(glyph.width) / 1000;
    const letters = String(glyph.unicode);
    text += letters;
    if (letters.replace(/\s+/g, '').length > LONGEST_LIGATURE) claimed.push(letters);
  }
  return { text: text.trim(), letters: text.replace(/\s+/g, '').length, claimed, width, softAt };
}
