import { distance } from 'fastest-levenshtein';

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof']);

/** From here on two names are spellings of one. */
export const SAME_NAME = 85;
/** One name has a middle name that the other leaves out. */
const WITH_MIDDLE_NAME = 95;

/**
 * How alike two names are, in percent: 100 less the share of letters that differ (Levenshtein), without regard to case,
 * accents, titles, punctuation and the order of the words.
 */
export function nameSimilarity(a: string, b: string): number {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const [spelledA, spelledB] = [wordsA.join(' '), wordsB.join(' ')];
  const longest = Math.max(spelledA.length, spelledB.length);
  if (wordsA.length === 0 || wordsB.length === 0) return 0;
  const alike = Math.round(100 * (1 - distance(spelledA, spelledB) / longest));
  return leavesOut(wordsA, wordsB) || leavesOut(wordsB, wordsA) ? Math.max(alike, WITH_MIDDLE_NAME) : alike;
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{Letter}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word))
    .sort();
}

/** Whether all words of a name of two or more stand in the other. */
function leavesOut(shorter: readonly string[], longer: readonly string[]): boolean {
  return (
    shorter.length >= 2 && shorter.length < longer.length && shorter.every((word) => longer.includes(word))
  );
}
