/** Fewer spaced letters than this may be initials or grades. */
const LEAST_LETTERS = 4;
/** Kerning draws a few letters together, "S U M M A RY": as many at most in one piece, and as many per piece at most. */
const LONGEST_PIECE = 3;
const MEAN_PIECE = 1.6;
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
  if (
    !(isSpaced || isKerned(letters)) ||
    letters.filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length < LEAST_LETTERS
  )
    return line;
  return words.map((word, index) => (index % 2 === 0 ? word.replaceAll(' ', '') : ' ')).join('');
}

/** Capitals in pieces of one letter and here and there two or three. */
function isKerned(pieces: readonly string[]): boolean {
  const sum = pieces.reduce((total, { length }) => total + length, 0);
  return (
    pieces.length >= LEAST_LETTERS &&
    sum <= MEAN_PIECE * pieces.length &&
    pieces.every((piece) => piece.length <= LONGEST_PIECE && /^\p{Lu}+$/u.test(piece))
  );
}
