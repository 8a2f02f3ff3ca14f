import { stemOf } from './stem.js';

/**
 * A compositional form: every group must be met by one word (or run of words) of the same clause, in any order, with
 * no more than `window` words from the first to the last.
 *
 * Notation: groups are parted by spaces, alternatives inside a group by `/`, words that must follow one another by `_`;
 * `@name` stands for a class of `data/word-classes.json`; `-word` forbids a word nearby; `~8` sets the window; `>` at the
 * beginning keeps the groups in their order.
 * Words are compared by their stems. Example: `@run breakfast/cooking/craft group/club/session`.
 */
export interface Pattern {
  readonly id: number;
  readonly source: string;
  readonly groups: readonly Group[];
  readonly forbidden: ReadonlySet<string>;
  readonly window: number;
  readonly ordered: boolean;
}

/** Alternatives by their first stem; each is the list of stems that must follow one another. */
export type Group = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Named lists of alternatives that several patterns share. */
export type WordClasses = Readonly<Record<string, readonly string[]>>;

export const DEFAULT_WINDOW = 8;

/**
 * Reads one pattern.
 *
 * @throws RangeError when a class is unknown or fewer than two groups are given; one long word alone is allowed, for its
 *   inflections.
 */
export function parsePattern(source: string, id: number, classes: WordClasses): Pattern {
  const groups: Group[] = [];
  const forbidden = new Set<string>();
  let window = DEFAULT_WINDOW;
  let ordered = false;
  for (const part of source.split(' ')) {
    if (part === '>') ordered = true;
    else if (/^~\d+$/.test(part)) window = Number(part.slice(1));
    else if (part.startsWith('-'))
      alternatives(part.slice(1), classes).forEach((word) => forbidden.add(stemOf(word)));
    else groups.push(groupOf(alternatives(part, classes)));
  }
  const lone = groups.length === 1 && /^[a-z_-]{6,}$/.test(source);
  if (groups.length < 2 && !lone)
    throw new RangeError(`A pattern needs two groups or one long word: ${source}`);
  return { id, source, groups, forbidden, window, ordered };
}

/** Words between the telling words of a phrase, and how many others may come between: "managed a small caseload". */
const SMALL_WORDS = new Set('a an the of to for with in on at by and or own my our their your as'.split(' '));
const LOOSE_WORDS = 2;

/**
 * A phrase read loosely: its telling words by their stems, in their order, with up to two words more than it has
 * itself. Null when fewer than two words tell anything.
 */
export function loosePattern(phrase: string, id: number): Pattern | null {
  const words = phrase.toLowerCase().split(/[ /-]+/);
  const telling = words.filter((word) => !SMALL_WORDS.has(word) && /^[a-z]{3,}$/.test(word));
  if (telling.length < 2) return null;
  const groups = telling.map((word) => groupOf([word]));
  const window = words.length + LOOSE_WORDS - 1;
  return { id, source: phrase, groups, forbidden: new Set(), window, ordered: true };
}

function alternatives(part: string, classes: WordClasses): readonly string[] {
  return part.split('/').flatMap((word) => {
    if (!word.startsWith('@')) return [word];
    const members = classes[word.slice(1)];
    if (members === undefined) throw new RangeError(`No such word class: ${word}`);
    return members;
  });
}

function groupOf(words: readonly string[]): Group {
  const group = new Map<string, (readonly string[])[]>();
  for (const word of words) {
    const stems = word.split(/[_ ]/).map(stemOf);
    const first = stems[0] as string;
    group.set(first, [...(group.get(first) ?? []), stems]);
  }
  return group;
}

/** Patterns by the stems that can stand for their last group, which by custom is the most telling one. */
export type PatternIndex = ReadonlyMap<string, readonly Pattern[]>;

export function indexPatterns(patterns: readonly Pattern[]): PatternIndex {
  const index = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    for (const stem of (pattern.groups.at(-1) as Group).keys()) {
      const list = index.get(stem);
      if (list === undefined) index.set(stem, [pattern]);
      else list.push(pattern);
    }
  }
  return index;
}

/**
 * The places, as token ranges `[from, to]` (both within), where patterns are met among the stems of one clause.
 * The work per word is bounded by the patterns that end in it times their windows.
 */
export function matchPatterns(
  index: PatternIndex,
  stems: readonly string[],
  onMatch: (pattern: Pattern, from: number, to: number) => void,
): void {
  for (let anchor = 0; anchor < stems.length; anchor += 1) {
    for (const pattern of index.get(stems[anchor] as string) ?? []) {
      const range = matchAt(pattern, stems, anchor);
      if (range !== null) onMatch(pattern, range[0], range[1]);
    }
  }
}

function matchAt(pattern: Pattern, stems: readonly string[], anchor: number): [number, number] | null {
  const length = lengthAt(pattern.groups.at(-1) as Group, stems, anchor);
  if (length === 0) return null;
  const taken: [number, number][] = [[anchor, anchor + length - 1]];
  let [from, to] = taken[0] as [number, number];
  for (let g = pattern.groups.length - 2; g >= 0; g -= 1) {
    const group = pattern.groups[g] as Group;
    const found = pattern.ordered
      ? lastBefore(group, stems, from, pattern.window)
      : nearest(group, stems, anchor, pattern.window, taken);
    if (found === null) return null;
    taken.push(found);
    from = Math.min(from, found[0]);
    to = Math.max(to, found[1]);
  }
  if (to - from >= pattern.window + 1) return null;
  if (pattern.forbidden.size > 0 && nearForbidden(pattern, stems, from, to)) return null;
  return [from, to];
}

/** Number of words of the longest alternative that stands at a place; 0: none. */
function lengthAt(group: Group, stems: readonly string[], place: number): number {
  let longest = 0;
  for (const words of group.get(stems[place] as string) ?? []) {
    if (words.length > longest && words.every((word, i) => stems[place + i] === word)) longest = words.length;
  }
  return longest;
}

function lastBefore(
  group: Group,
  stems: readonly string[],
  place: number,
  window: number,
): [number, number] | null {
  for (let at = place - 1; at >= 0 && at >= place - window; at -= 1) {
    const length = lengthAt(group, stems, at);
    if (length > 0 && at + length <= place) return [at, at + length - 1];
  }
  return null;
}

function nearest(
  group: Group,
  stems: readonly string[],
  anchor: number,
  window: number,
  taken: readonly (readonly [number, number])[],
): [number, number] | null {
  for (let distance = 1; distance <= window; distance += 1) {
    for (const place of [anchor - distance, anchor + distance]) {
      if (place < 0 || place >= stems.length) continue;
      const length = lengthAt(group, stems, place);
      if (length === 0 || taken.some(([a, b]) => place <= b && place + length - 1 >= a)) continue;
      return [place, place + length - 1];
    }
  }
  return null;
}

function nearForbidden(pattern: Pattern, stems: readonly string[], from: number, to: number): boolean {
  for (let i = Math.max(0, from - 3); i <= Math.min(stems.length - 1, to + 3); i += 1) {
    if (pattern.forbidden.has(stems[i] as string)) return true;
  }
  return false;
}
