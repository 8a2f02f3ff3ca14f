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

/**
 * Joins words that were hyphenated at a line's end; the rest of the line follows where it stood. The hyphen stays where
 * the document writes the compound elsewhere or the first part usually takes one; otherwise it was put there by a
 * typesetter ("rehabilita-/tion").
 *
 * @param lines Lines without surrounding blanks.
 */
export function joinHyphenated(lines: readonly string[]): string[] {
  const joined = [...lines];
  let written: ReadonlySet<string> | null = null;
  for (let index = 0; index + 1 < joined.length; index += 1) {
    const line = joined[index] ?? '';
    const next = joined[index + 1] ?? '';
    if (!line.endsWith('-') && !line.endsWith('‐')) continue;
    const start = /(\p{L}+)[-‐]$/u.exec(line.slice(-LONGEST_PART))?.[1];
    const end = /^\p{Ll}[\p{L}'’-]*/u.exec(next.slice(0, LONGEST_PART))?.[0];
    if (!start || !end) continue;
    written ??= new Set(
      lines
        .join('\n')
        .toLowerCase()
        .match(/[\p{L}-]+/gu),
    );
    const hyphen = keepsHyphen(start.toLowerCase(), end.toLowerCase(), written) ? '-' : '';
    const rest = next.slice(end.length);
    const closing = /^[.,;:)!?]*/.exec(rest)?.[0] ?? '';
    joined[index] = line.slice(0, -1) + hyphen + end + closing;
    joined[index + 1] = rest.slice(closing.length).trimStart();
  }
  return joined.filter((line, index) => line !== '' || lines[index] === '');
}

function keepsHyphen(start: string, end: string, written: ReadonlySet<string>): boolean {
  if (written.has(`${start}-${end}`)) return true;
  return !written.has(start + end) && COMPOUND_STARTS.has(start);
}
