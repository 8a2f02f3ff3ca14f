/** First parts that stand with a hyphen in the trade's own compounds: "self-care", "person-centred", "post-acute". */
const COMPOUND_STARTS = new Set(
  (
    'self non well post pre multi inter intra re co sub anti semi mid ex person client patient family child evidence ' +
    'goal task problem solution outcome strength trauma recovery values needs full part time long short high low ' +
    'hospital community home ward school work hands face one two three four five first second third follow in on up ' +
    'out step end front early late life day age risk mental cross decision care service team user peer role skill ' +
    'hard fast medium large small single neuro psycho sensory bed'
  ).split(' '),
);

/** A longer run of letters is no word; looking no further keeps hostile lines cheap. */
const LONGEST_PART = 60;
/** Ends a part of a word at the end of a line: typed, typeset, or soft, which is drawn there only. */
const HYPHEN_AT_END = /(\p{L}+)([-‐\u00ad])$/u;
/** A word hyphenated in the middle of a line, as where text was copied and its lines were run together. */
const HYPHEN_INSIDE = /(?<!\p{L})(\p{L}{2,60})[-‐] (\p{Ll}{2,60})(?!\p{L})/gu;

/**
 * Joins words that were hyphenated at a line's end; the rest of the line follows where it stood. In rows of cells a word
 * goes on in the cell below. The hyphen stays where the document writes the compound elsewhere or the first part usually
 * takes one; otherwise it was put there by a typesetter ("rehabilita-/tion"). Inside a line only words are joined that the
 * document writes elsewhere: "pre- and post-operative" and "Duties- managing a caseload" are none.
 *
 * @param lines Lines without surrounding blanks, cells parted by tabs.
 */
export function joinHyphenated(lines: readonly string[]): string[] {
  const words = wordsIn(lines);
  const rows = lines.map((line) => joinInside(line, words).split('\t'));
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    if (next === undefined) break;
    for (const [cell, text] of row.entries()) {
      const below = cellBelow(row, cell, next);
      const joined = below === null ? null : joinParts(text, next[below] ?? '', words);
      if (below === null || joined === null) continue;
      row[cell] = joined.line;
      next[below] = joined.rest;
    }
  }
  return rows
    .map((row) => (row.length > 1 ? row.filter(Boolean) : row).join('\t').replaceAll('\u00ad', ''))
    .filter((line, index) => line !== '' || lines[index] === '');
}

/** Asks for the words of a document when they are first needed: most have no hyphen at the end of a line. */
export type WrittenWords = () => ReadonlySet<string>;

export function wordsIn(lines: readonly string[]): WrittenWords {
  let written: ReadonlySet<string> | null = null;
  return () =>
    (written ??= new Set(
      lines
        .join('\n')
        .toLowerCase()
        .match(/[\p{L}-]+/gu),
    ));
}

/** Where the text of a cell goes on in the next line; null where that cannot be told. */
function cellBelow(row: readonly string[], cell: number, next: readonly string[]): number | null {
  if (row.length === next.length) return cell;
  const isLast = cell === row.length - 1;
  return isLast && (row.length === 1 || next.length === 1) ? 0 : null;
}

/**
 * Joins the word at the end of a line with its other part at the start of the next; null where they are not one word.
 */
export function joinParts(
  line: string,
  next: string,
  words: WrittenWords,
): { readonly line: string; readonly rest: string } | null {
  const [, start, sign] = HYPHEN_AT_END.exec(line.slice(-LONGEST_PART)) ?? [];
  const isSoft = sign === '\u00ad';
  const end = /^\p{L}[\p{L}'’-]*/u.exec(next.slice(0, LONGEST_PART))?.[0];
  if (start === undefined || end === undefined || !(isSoft || /^\p{Ll}/u.test(end))) return null;
  const hyphen = !isSoft && keepsHyphen(start.toLowerCase(), end.toLowerCase(), words()) ? '-' : '';
  const rest = next.slice(end.length);
  const closing = /^[.,;:)!?]*/.exec(rest)?.[0] ?? '';
  return {
    line: line.slice(0, -1) + hyphen + end + closing,
    rest: rest.slice(closing.length).trimStart(),
  };
}

function joinInside(line: string, words: WrittenWords): string {
  return line.replace(HYPHEN_INSIDE, (written, start: string, end: string) => {
    const whole = [`${start}${end}`, `${start}-${end}`].find((word) => words().has(word.toLowerCase()));
    return whole ?? written;
  });
}

function keepsHyphen(start: string, end: string, written: ReadonlySet<string>): boolean {
  if (written.has(`${start}-${end}`)) return true;
  return !written.has(start + end) && COMPOUND_STARTS.has(start);
}
