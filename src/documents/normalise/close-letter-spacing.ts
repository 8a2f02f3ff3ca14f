/** Fewer spaced letters than this may be initials or grades. */
const LEAST_LETTERS = 4;
/** Only headings and dates are set so. */
const LONGEST_LINE = 200;

/**
 * Closes up a line of spaced letters, "W O R K  H I S T O R Y" → "WORK HISTORY": designers set headings so, and no phrase
 * would match them. Two blanks or a tab part the words. Other lines come back as they are.
 */
export function closeLetterSpacing(line: string): string {
  if (line.length > LONGEST_LINE) return line;
  const words = line.trim().split(/(\t| {2,})/);
  const letters = words.flatMap((word, index) => (index % 2 === 0 ? word.split(' ') : []));
  const isSpaced =
    letters.length >= LEAST_LETTERS && letters.every((letter) => /^[^\s]\p{M}*[.,:]?$/u.test(letter));
  if (!isSpaced || letters.filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length < LEAST_LETTERS)
    return line;
  return words.map((word, index) => (index % 2 === 0 ? word.replaceAll(' ', '') : ' ')).join('');
}
