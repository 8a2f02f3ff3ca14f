/** A spelling to look for, and the whole number that stands for it in a hit. */
export interface AutomatonEntry {
  readonly text: string;
  readonly caseSensitive: boolean;
  readonly id: number;
}

/**
 * Aho–Corasick automaton, completed to a deterministic one, over a compressed alphabet: `next[state * width + class]`.
 * Source: Aho and Corasick, "Efficient string matching", CACM 18 (1975), algorithms 2–4.
 */
export interface Automaton {
  /** Class of every UTF-16 unit; 0: a character that no form contains. */
  readonly classOf: Uint8Array;
  readonly width: number;
  readonly next: Int32Array;
  /** First entry that ends at a state, or -1. */
  readonly firstEntry: Int32Array;
  /** Next entry that ends at the same state, or -1. */
  readonly nextEntry: Int32Array;
  /** Nearest proper suffix state at which an entry ends, or 0. */
  readonly suffix: Int32Array;
  /** The state itself where an entry ends at it, or else its `suffix`: one look-up for each letter of a text. */
  readonly ending: Int32Array;
  readonly entries: readonly AutomatonEntry[];
}

const SEPARATOR = 1;
/** Hyphen, space and slash are equal inside a form, and so is the line break of a wrapped paragraph. */
const SEPARATORS = [' ', '-', '/', '\n'];

/**
 * Builds the automaton of all entries.
 *
 * @throws RangeError when the entries use more than 254 different characters or one of them is empty.
 */
export function buildAutomaton(entries: readonly AutomatonEntry[]): Automaton {
  const { classOf, width } = alphabetOf(entries);
  const capacity = 1 + entries.reduce((sum, entry) => sum + entry.text.length, 0);
  const next = new Int32Array(capacity * width);
  const firstEntry = new Int32Array(capacity).fill(-1);
  const nextEntry = new Int32Array(entries.length).fill(-1);
  let states = 1;
  /** State that each entry has led to so far. Letter by letter, so that states are numbered from the root outwards. */
  const reached = new Int32Array(entries.length);
  const longest = entries.reduce((most, { text }) => Math.max(most, text.length), 0);
  for (let depth = 0; depth < longest; depth += 1) {
    entries.forEach(({ text }, index) => {
      if (depth >= text.length) return;
      const slot = at(reached, index) * width + at(classOf, text.charCodeAt(depth));
      if (at(next, slot) === 0) next[slot] = states++;
      reached[index] = at(next, slot);
    });
  }
  reached.forEach((state, index) => {
    if (state === 0) throw new RangeError('A form must not be empty');
    nextEntry[index] = at(firstEntry, state);
    firstEntry[state] = index;
  });
  const suffix = complete(next, firstEntry, states, width);
  return {
    classOf,
    width,
    next: next.slice(0, states * width),
    firstEntry: firstEntry.slice(0, states),
    nextEntry,
    suffix,
    ending: suffix.map((shorter, state) => (at(firstEntry, state) >= 0 ? state : shorter)),
    entries,
  };
}

function alphabetOf(entries: readonly AutomatonEntry[]): { classOf: Uint8Array; width: number } {
  const classOf = new Uint8Array(65_536);
  let width = SEPARATOR + 1;
  for (const separator of SEPARATORS) classOf[separator.charCodeAt(0)] = SEPARATOR;
  for (const { text } of entries) {
    for (const letter of text.toLowerCase()) {
      if (at(classOf, letter.charCodeAt(0)) !== 0) continue;
      if (width > 255) throw new RangeError('The forms use too many different characters');
      classOf[letter.charCodeAt(0)] = width;
      const upper = letter.toUpperCase();
      if (upper.length === 1) classOf[upper.charCodeAt(0)] = width;
      width += 1;
    }
  }
  return { classOf, width };
}

/**
 * Fills in the failure moves so that scanning never steps back, and links the suffixes that end forms. States are taken in
 * the order of their numbers, those nearer to the root first.
 */
function complete(next: Int32Array, firstEntry: Int32Array, states: number, width: number): Int32Array {
  const failure = new Int32Array(states);
  const suffix = new Int32Array(states);
  for (let state = 0; state < states; state += 1) {
    const fallback = at(failure, state);
    for (let letter = 0; letter < width; letter += 1) {
      const slot = state * width + letter;
      const target = at(next, slot);
      const alternative = state === 0 ? 0 : at(next, fallback * width + letter);
      if (target === 0) {
        next[slot] = alternative;
        continue;
      }
      failure[target] = alternative;
      suffix[target] = at(firstEntry, alternative) >= 0 ? alternative : at(suffix, alternative);
    }
  }
  return suffix;
}

/**
 * Reports every entry that stands in the text as whole words, in order of its end.
 *
 * A hit must not touch a letter or digit on either side, save for a plural s or es behind it, and must not follow a
 * hyphenated prefix: "disciplinary" is no word of "multi-disciplinary".
 *
 * @returns the number of steps taken: units read plus entries looked at; linear in the text for a given automaton.
 */
export function scan(
  automaton: Automaton,
  text: string,
  onHit: (entry: AutomatonEntry, start: number, end: number) => void,
): number {
  const { classOf, width, next, firstEntry, nextEntry, suffix, ending, entries } = automaton;
  let state = 0;
  let steps = 0;
  for (let i = 0; i < text.length; i += 1) {
    state = at(next, state * width + at(classOf, text.charCodeAt(i)));
    steps += 1;
    for (let end = at(ending, state); end !== 0; end = at(suffix, end)) {
      if (!endsWord(text, i + 1)) break;
      for (let index = at(firstEntry, end); index >= 0; index = at(nextEntry, index)) {
        steps += 1;
        const entry = entries[index] as AutomatonEntry;
        const start = i + 1 - entry.text.length;
        if (beginsWord(text, start) && (!entry.caseSensitive || sameCase(entry.text, text, start))) {
          onHit(entry, start, i + 1);
        }
      }
    }
  }
  return steps;
}

function beginsWord(text: string, start: number): boolean {
  if (start === 0) return true;
  const before = text.charCodeAt(start - 1);
  if (isWordUnit(before)) return false;
  return before !== HYPHEN || start === 1 || !isWordUnit(text.charCodeAt(start - 2));
}

function endsWord(text: string, end: number): boolean {
  if (end >= text.length || !isWordUnit(text.charCodeAt(end))) return true;
  const plural = text[end] === 's' ? 1 : text.startsWith('es', end) ? 2 : 0;
  return plural > 0 && (end + plural >= text.length || !isWordUnit(text.charCodeAt(end + plural)));
}

function sameCase(form: string, text: string, start: number): boolean {
  for (let i = 0; i < form.length; i += 1) {
    if (form[i] !== text[start + i] && !SEPARATORS.includes(form[i] ?? '')) return false;
  }
  return true;
}

const HYPHEN = 45;

/** Letters and digits; everything beyond ASCII that is no space, dash, quote or sign counts as a letter. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128)
    return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
  return unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 && (unit < 0x2000 || unit > 0x2bff);
}

/** Typed arrays answer `undefined` only beyond their end, which the construction rules out. */
function at(array: Int32Array | Uint8Array, index: number): number {
  return array[index] as number;
}
