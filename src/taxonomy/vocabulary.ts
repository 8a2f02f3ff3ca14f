import type { SurfaceForm } from './concept.js';
import { stemOf } from './stem.js';

/** Words as they are spelt right: what a misspelt word of a text may stand for. */
export interface Vocabulary {
  /** Stems of all words that the trade is known to use; such a word is never taken for another. */
  readonly stems: ReadonlySet<string>;
  /** Real words that are a letter away from one of the trade's and mean something else. */
  readonly others: ReadonlySet<string>;
  /** Long words of the taxonomy by their first letter. */
  readonly long: ReadonlyMap<string, readonly string[]>;
}

/** Shorter words have too many neighbours: "splinting" and "sprinting", "planning" and "planting". */
const LONG_WORD = 8;

/** @param others see `data/other-words.json`; in lower case. */
export function buildVocabulary(
  forms: readonly SurfaceForm[],
  patternStems: Iterable<string>,
  background: ReadonlyMap<string, number>,
  others: readonly string[],
): Vocabulary {
  const stems = new Set([...background.keys(), ...patternStems]);
  const words = new Set<string>();
  for (const { form } of forms) {
    for (const word of form.split(/[^A-Za-z]+/)) {
      stems.add(stemOf(word));
      // Words that no form writes small are names, and a name is next to many others.
      if (/^[a-z]+$/.test(word) && withoutInflection(word).length >= LONG_WORD) words.add(word);
    }
  }
  const long = new Map<string, string[]>();
  for (const word of [...words].sort()) {
    const first = word.slice(0, 1);
    long.set(first, [...(long.get(first) ?? []), word]);
  }
  return { stems, others: new Set(others), long };
}

function withoutInflection(word: string): string {
  return word.replace(/(?:ings?|ed|ers?|s)$/, '');
}

/**
 * The word of the taxonomy that a misspelt word stands for: one slip away (a letter left out, put in, changed or swapped
 * with its neighbour), two from twelve letters on, with the first letter right. Null for short words, words that are known
 * and words that may stand for several.
 *
 * Distance: optimal string alignment, Damerau 1964 (CACM 7).
 */
export function respell(written: string, { stems, others, long }: Vocabulary): string | null {
  const word = written.toLowerCase();
  if (word.length < LONG_WORD || word.length > WORD_MAX || !/^[a-z]+$/.test(word)) return null;
  if (stems.has(stemOf(word)) || others.has(word)) return null;
  const limit = word.length >= TWO_SLIPS ? 2 : 1;
  let best: string | null = null;
  let least = limit + 1;
  let ties = 0;
  for (const candidate of long.get(word.slice(0, 1)) ?? []) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = slips(word, candidate, limit);
    if (distance > limit || distance > least) continue;
    ties = distance === least && best !== null && stemOf(best) !== stemOf(candidate) ? ties + 1 : 0;
    if (distance < least) best = candidate;
    least = distance;
  }
  return ties === 0 ? best : null;
}

const TWO_SLIPS = 12;
const WORD_MAX = 24;

/** Optimal string alignment distance, or anything above `limit` once it must be above. */
function slips(a: string, b: string, limit: number): number {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a.charCodeAt(head) === b.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < most - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail))
    tail += 1;
  // What stands between equal beginnings and ends: one slip is no longer than two letters that changed places.
  const left = a.length - head - tail;
  const right = b.length - head - tail;
  if (limit === 1 && Math.max(left, right) > 2) return limit + 1;
  return alignment(a.slice(head, head + left), b.slice(head, head + right), limit);
}

function alignment(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    before = previous;
    previous = row;
  }
  return previous[b.length] as number;
}
