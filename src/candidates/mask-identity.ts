/** Stands for what is hidden. */
export const MASK = '▇▇▇';
// RFC 5321 §4.5.3.1: at most 64 characters before the @. The bounds keep a text without a space from costing its square.
const EMAIL = /[^\s@|,;]{1,64}@[^\s@|,;]{1,255}\.[a-z]{2,}/gi;
/** With the code of whatever country, or as it is dialled here. */
const PHONE = /(?:\+\d|\b0)[\d ()-]{8,15}\d/g;
/** Pages of people have their names in one word; those of others cost nothing to hide. */
const ADDRESS =
  /(?:\bhttps?:\/\/|\bwww\.|\b(?:linkedin|facebook|instagram|twitter|github)\.com\/)[^\s<>"|,;]{1,300}/gi;
/**
 * A number of the HCPC register, which leads to a name there in one step (hcpc-uk.org, "How to check"): the letters of an
 * occupational therapist or of another of its professions with four to six digits, or such digits behind the register's
 * name alone. Wider than the reading of registrations, since hiding too much costs less; years are none.
 */
const REGISTER_NUMBERS = [
  /(?<![\p{L}\d])OT[\s:#.-]{0,2}(?!(?:19|20)\d{2}(?!\d))(?:\d{4,6}|\d{2,3} \d{3})(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])(?:AS|BS|CH|CS|DT|HAD|ODP|OR|PA|PH|PO|PYL|RA|SL)[\s:#.-]{0,2}\d{5,6}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])(?!(?:19|20)\d{2}(?!\d))\d{4,6}(?![\p{L}\d])(?<=\bHC?PC\b[^\n\d]{0,40}\d{4,6})/giu,
];
/** Shorter words of a name are words of the language too, unless they are written as names are. */
const SHORTEST_NAME = 3;

/** A text that hides who somebody is. */
export interface MaskedText {
  readonly text: string;
  /** Where a place of the text as written has come to; what is hidden has come to where its mask begins. */
  readonly moved: (offset: number) => number;
}

/** The part of a quote that masking changes. */
export interface Maskable {
  readonly text: string;
  readonly highlight: { readonly start: number; readonly end: number } | null;
}

/**
 * Hides who somebody is in a text that is shown without the name: the words of their name, e-mail addresses, addresses of
 * pages and telephone numbers, and numbers of the HCPC register. A first pass, not an anonymisation: an address or a
 * photograph's caption may still tell.
 *
 * The whole text is masked before it is cut into pieces: an address that a mark cuts in two would not be known for one.
 *
 * @param name of the person, or all that they go by; null: not known.
 */
export function maskText(text: string, name: string | null): MaskedText {
  const hidden = identityIn(text, name);
  let masked = '';
  let at = 0;
  for (const { start, end } of hidden) {
    masked += text.slice(at, start) + MASK;
    at = end;
  }
  return {
    text: masked + text.slice(at),
    moved(offset) {
      let grown = 0;
      for (const { start, end } of hidden) {
        if (offset <= start) break;
        if (offset < end) return start + grown;
        grown += MASK.length - (end - start);
      }
      return offset + grown;
    },
  };
}

/** The same for a text that nothing else points into. */
export function maskIdentity(text: string, name: string | null): string {
  return maskText(text, name).text;
}

/** The same for a quote: its telling words stay marked, and where it stands in the CV stays as it was. */
export function maskQuote<Q extends Maskable>(quote: Q, name: string | null): Q {
  const { text, moved } = maskText(quote.text, name);
  const { highlight } = quote;
  return {
    ...quote,
    text,
    highlight: highlight && { start: moved(highlight.start), end: moved(highlight.end) },
  };
}

/** Stretches that tell who somebody is, in order; none overlaps another. */
function identityIn(text: string, name: string | null): { start: number; end: number }[] {
  // Most quotes have neither an @ nor a digit, and a page has a hundred quotes.
  const patterns = [
    ...(text.includes('@') ? [EMAIL] : []),
    ...(text.includes('.') ? [ADDRESS] : []),
    ...(/\d/.test(text) ? [PHONE, ...REGISTER_NUMBERS] : []),
    ...namePatterns(name),
  ];
  const found = patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }))
    .sort((a, b) => a.start - b.start);
  const apart: { start: number; end: number }[] = [];
  for (const one of found) {
    const last = apart.at(-1);
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end);
    else apart.push(one);
  }
  return apart;
}

let latest: { readonly name: string | null; readonly patterns: readonly RegExp[] } = {
  name: null,
  patterns: [],
};

/** One person's quotes come one after the other: their pattern is made once. */
function namePatterns(name: string | null): readonly RegExp[] {
  if (latest.name !== name) latest = { name, patterns: makeNamePatterns(name) };
  return latest.patterns;
}

/** The words of a name, also as they are written without their accents. None: no word is long enough to tell. */
function makeNamePatterns(name: string | null): RegExp[] {
  const words = (name ?? '').split(/[^\p{L}\p{M}]+/u).map((word) => word.normalize('NFC'));
  const long = words.filter(({ length }) => length >= SHORTEST_NAME);
  const short = words.filter(({ length }) => length === SHORTEST_NAME - 1);
  // "Sam Field OT" is no Mr Ot.
  const isInCapitals = words.every(isCapitals);
  const asNames = short
    .filter((word) => (isInCapitals || !isCapitals(word)) && word.toUpperCase() !== 'OT')
    .flatMap((word) => [word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(), word.toUpperCase()]);
  return [
    ...patternOf(long.flatMap(spellings), 'giu'),
    // "Li" and "LI", but never the end of "Ali" or the "he" of a sentence.
    ...patternOf(asNames.flatMap(spellings), 'gu'),
  ];
}

function isCapitals(word: string): boolean {
  return word === word.toUpperCase() && word !== word.toLowerCase();
}

function spellings(word: string): string[] {
  const apart = word.normalize('NFD');
  return [word, apart, apart.replace(/\p{M}+/gu, '')];
}

function patternOf(words: readonly string[], flags: string): RegExp[] {
  if (words.length === 0) return [];
  return [new RegExp(`(?<!\\p{L})(?:${[...new Set(words)].join('|')})(?![\\p{L}\\p{M}])`, flags)];
}
