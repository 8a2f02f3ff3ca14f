/** Direction marks, joiners, variation selectors, fillers, tags, interlinear marks: no reader sees any of them. */
const INVISIBLE = /(?!\u00ad)[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** Nobody types these into the middle of a word, and nobody needs overrides or tags in a CV. */
const SUSPICIOUS =
  /\p{L}[\u200b-\u200d\u2060\ufeff]+\p{L}|[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;
const SPLIT_WORD = /[\p{L}\p{N}]{1,60}(?:[\u200b-\u200d\u2060\ufeff]{1,20}[\p{L}\p{N}]{1,60}){1,60}/gu;
/** Letters of ASCII as tags: not drawn at all, but taken in by language models. */
const TAGS = /[\u{e0020}-\u{e007e}]+/gu;
const TURNED = /[\u202a-\u202e\u2066-\u2069][^\u202c\u2069\n]{1,200}/gu;
/** Words of Latin letters with Cyrillic or Greek ones among them that look the same (Unicode TS 39, confusables). */
const MIXED_WORD =
  /(?<!\p{L})(?=\p{L}*[A-Za-z])(?=\p{L}*[АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν])\p{L}{3,60}(?!\p{L})/gu;
const LATIN = /[A-Za-z]/g;
/** Words that are told. */
const MOST_TOLD = 20;
/** The flags of England, Scotland and Wales are written with tags. */
const FLAG_EMOJI = /\u{1f3f4}[\u{e0000}-\u{e007f}]{1,8}/gu;
/** Ligatures, full-width forms and mathematical letters: letters in fancy dress. Fractions, ™ and … stay as they are. */
const DISGUISED = /[\ufb00-\ufb06\uff01-\uffee\u{1d400}-\u{1d7ff}]+/gu;
/** More marks on one letter than any language has; normalising thousands of them takes quadratic time. */
const MARK_STORM = /(\p{M}{6})\p{M}+/gu;
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/gu;
/** Soft hyphens inside a line are not drawn; with a blank after them they ended a line before the text was copied. */
const SOFT_INSIDE = /\u00ad+(?:\p{Zs}+(?!(?:and|or|to)\b)(?=\p{L})|(?![\p{Zs}\t\n]|$))/gu;

export interface CleanText {
  readonly text: string;
  /** True where characters that no reader sees stand inside words or turn the direction of text. */
  readonly invisible: boolean;
  /** Words split by invisible characters, text in tags or with its direction turned, words of lookalike letters. */
  readonly disguised: readonly string[];
  /** True where letters of other scripts stand in for Latin ones. */
  readonly lookalike: boolean;
}

/**
 * Leaves only characters that a person sees or that shape lines: no NUL (PostgreSQL refuses it), controls, lone
 * surrogates or invisible characters but soft hyphens at the end of a line or cell; ligatures and full-width letters as
 * plain ones; every blank a space or a tab; every line break `\n`; NFC. Private-use characters stay, since bullets are
 * among them.
 */
export function cleanCharacters(raw: string): CleanText {
  const unflagged = raw.replace(FLAG_EMOJI, '');
  const text = unflagged
    .replace(LINE_BREAKS, '\n')
    .replace(INVISIBLE, '')
    .replace(SOFT_INSIDE, '')
    .replace(CONTROLS, '')
    .replace(/\p{Zs}/gu, ' ')
    .replace(DISGUISED, (letters) => letters.normalize('NFKC'))
    .replace(MARK_STORM, '$1')
    .normalize('NFC');
  const invisible = SUSPICIOUS.test(unflagged);
  const lookalikes = (text.match(MIXED_WORD) ?? []).filter((word) => (word.match(LATIN) ?? []).length > 1);
  return {
    text,
    invisible,
    disguised: [...(invisible ? invisibleWords(unflagged) : []), ...lookalikes].slice(0, MOST_TOLD),
    lookalike: lookalikes.length > 0,
  };
}

function invisibleWords(raw: string): string[] {
  const tags = Array.from(raw.matchAll(TAGS), ([tagged]) =>
    Array.from(tagged, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) & 0x7f)).join(''),
  );
  const words = [...(raw.match(SPLIT_WORD) ?? []), ...(raw.match(TURNED) ?? [])];
  return [...tags, ...words.map((word) => word.replace(INVISIBLE, ''))];
}
