import { matchesOf } from '../matches-of.js';
import { PEOPLE, VERB } from './doers.js';

/** A stretch of a sentence that makes one statement; offsets into the sentence. */
export interface Clause {
  readonly start: number;
  readonly end: number;
}

/** Where one statement ends and another may deny it, wish it or give it to somebody else. */
const BREAK = new RegExp(
  /;\s|\s[–—]\s|\s-\s|[–—](?=[a-z])|\.\s|[:?]\s|\s\(|\)\s?|,?\s\b(?:but|although|though|however|whereas|while|unless|because|except that)\b\s|,\s(?=(?:so|and|then|which)?\s?(?:I|I'm|I've|he|she|they|we|who|others?|not|never|no longer)\b)|\s(?=and (?:I|I'm|I've|he|she|they|we|have not|haven't|do not|don't|am not|not|never)\b)/
    .source +
    // "I assess and the nurse does the dressings".
    `|(?:,|,? and)\\s(?=(?:the|an?|our|my|another)\\s(?:[\\w'’-]+\\s){0,3}?${PEOPLE}\\s(?:\\w+\\s)?(?!who\\b)${VERB}\\b)`,
  'g',
);

/** The clauses of a sentence, in order; together they cover it save for the words between. */
export function splitClauses(sentence: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const match of matchesOf(BREAK, sentence)) {
    if (match.index > start) clauses.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (start < sentence.length) clauses.push({ start, end: sentence.length });
  return clauses;
}
