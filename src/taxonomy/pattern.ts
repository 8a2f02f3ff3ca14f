import { stemOf } from './stem.js';

/**
 * A compositional form: every group must be met by one word (or run of words) of the same clause, in any order unless
 * `ordered`, with no more than `window` words between the first and the last.
 *
 * Notation: groups are parted by spaces, alternatives inside a group by `/`, words that must follow one another by `_`;
 * `@name` stands for a class of `data/word-classes.json`; `-word` forbids a word nearby; `~8` sets the window; `>` at the
 * beginning keeps the groups in their order. Words are compared by their stems. Example:
 * `@run breakfast/cook/craft group/club/session`.
 */
export interface Pattern {
  readonly id: number;
  readonly source: string;
  readonly groups: readonly Group[];
  readonly forbidden: readonly string[];
  readonly window: number;
  readonly ordered: boolean;
  /** A phrase read loosely: its words belong together, so that no comma, colon or bracket may part them. */
  readonly loose: boolean;
}

/** Alternatives, each the list of stems that must follow one another. */
export type Group = readonly (readonly string[])[];

/** Named lists of alternatives that several patterns share. */
export type WordClasses = Readonly<Record<string, readonly string[]>>;

const DEFAULT_WINDOW = 8;

/**
 * Reads one pattern.
 *
 * @throws RangeError when a class is unknown or fewer than two groups are given; one long word alone is allowed, for its
 *   inflections.
 */
export function parsePattern(source: string, id: number, classes: WordClasses): Pattern {
  const groups: Group[] = [];
  const forbidden: string[] = [];
  let window = DEFAULT_WINDOW;
  let ordered = false;
  for (const part of source.split(' ')) {
    if (part === '>') ordered = true;
    else if (/^~\d+$/.test(part)) window = Number(part.slice(1));
    else if (part.startsWith('-')) forbidden.push(...alternatives(part.slice(1), classes).map(stemOf));
    else groups.push(alternatives(part, classes).map((words) => words.split(/[_ ]/).map(stemOf)));
  }
  const lone = groups.length === 1 && /^[a-z_-]{6,}(?: -\S+| ~\d+)*$/.test(source);
  if (groups.length < 2 && !lone)
    throw new RangeError(`A pattern needs two groups or one long word: ${source}`);
  return { id, source, groups, forbidden, window, ordered, loose: false };
}

/** Words between the telling words of a phrase, and how many others may come between: "managed a small caseload". */
const SMALL_WORDS = new Set('a an the of to for with in and or own our their your as'.split(' '));
const LOOSE_WORDS = 2;
/** Phrases with one of these turn into something else when words come between: "set by the therapist". */
const CLOSE = /\b(?:by|from|on|at|up|me|my|i|it|so|is)\b|\d/;

/**
 * A phrase read loosely: its telling words by their stems, in their order, with up to two words more than it has
 * itself. Null when fewer than two words tell anything, when the phrase begins or ends with a small word, or when it does not
 * bear it.
 */
export function loosePattern(phrase: string, id: number): Pattern | null {
  const words = phrase.toLowerCase().split(/[ /-]+/);
  // "Clinical supervision to" tells by its last word who gives it.
  if ([words[0], words.at(-1)].some((word) => word !== undefined && SMALL_WORDS.has(word))) return null;
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  if (
    telling.length < 2 ||
    CLOSE.test(phrase.toLowerCase()) ||
    !telling.every((word) => /^[a-z]+$/.test(word))
  ) {
    return null;
  }
  const groups = telling.map((word) => [[stemOf(word)]]);
  return {
    id,
    source: phrase,
    groups,
    forbidden: [],
    window: words.length + LOOSE_WORDS - 1,
    ordered: true,
    loose: true,
  };
}

function alternatives(part: string, classes: WordClasses): readonly string[] {
  return part.split('/').flatMap((word) => {
    if (!word.startsWith('@')) return [word];
    const members = classes[word.slice(1)];
    if (members === undefined) throw new RangeError(`No such word class: ${word}`);
    return members;
  });
}
