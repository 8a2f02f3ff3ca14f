/** Direction marks, joiners, variation selectors, fillers, tags, interlinear marks: no reader sees any of them. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** Nobody types these into the middle of a word, and nobody needs overrides or tags in a CV. */
const SUSPICIOUS =
  /\p{L}[\u200b-\u200d\u2060\ufeff]+\p{L}|[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;
/** The flags of England, Scotland and Wales are written with tags. */
const FLAG_EMOJI = /\u{1f3f4}[\u{e0000}-\u{e007f}]{1,8}/gu;
/** Ligatures, full-width forms and mathematical letters: letters in fancy dress. Fractions, ™ and … stay as they are. */
const DISGUISED = /[\ufb00-\ufb06\uff01-\uffee\u{1d400}-\u{1d7ff}]+/gu;
/** More marks on one letter than any language has; normalising thousands of them takes quadratic time. */
const MARK_STORM = /(\p{M}{6})\p{M}+/gu;
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/gu;
/** A soft hyphen at a line's end was drawn as a hyphen: the word goes on in the next line. */
const SOFT_LINE_END = /\u00ad[ \t]*\n[ \t]*(\S+)[ \t]*\n?/g;

export interface CleanText {
  readonly text: string;
  /** True where characters that no reader sees stand inside words or turn the direction of text. */
  readonly invisible: boolean;
}

/**
 * Leaves only characters that a person sees or that shape lines: no NUL (PostgreSQL refuses it), controls, lone
 * surrogates or invisible characters; ligatures and full-width letters as plain ones; every blank a space or a tab;
 * every line break `\n`; NFC. Private-use characters stay, since bullets are among them.
 */
export function cleanCharacters(raw: string): CleanText {
  const unflagged = raw.replace(FLAG_EMOJI, '');
  const text = unflagged
    .replace(LINE_BREAKS, '\n')
    .replace(SOFT_LINE_END, '$1\n')
    .replace(INVISIBLE, '')
    .replace(CONTROLS, '')
    .replace(/\p{Zs}/gu, ' ')
    .replace(DISGUISED, (letters) => letters.normalize('NFKC'))
    .replace(MARK_STORM, '$1')
    .normalize('NFC');
  return { text, invisible: SUSPICIOUS.test(unflagged) };
}
