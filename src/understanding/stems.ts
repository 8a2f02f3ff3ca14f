import { stemOf } from '../taxonomy/stem.js';

/** One word of a text: its place and its stem. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, British spelling, cut to its stem (Porter 1980). */
  readonly stem: string;
}

/** Words that say nothing of what a person does, as stems would be. */
const STOP_WORDS = new Set(
  (
    'a about above after again all also although am an and another any are as at be because been before being below ' +
    'between both but by can could did do does doing done down during each either else etc even ever every few for from ' +
    "further had has have having he her here hers him his how however i i'd i'll i'm i've if in into is it it's its " +
    'itself just least less let like many may me might mine more most much must my myself nearly no nor not now of off ' +
    'often on once one only onto or other our ours out over own per please quite rather really same say shall she ' +
    'should since so some someone something still such than that the their them then there these they this those ' +
    'though through to too under until up upon us very via was we well were what when where whether which while who ' +
    "whom whose why will with within without would yet you your yours don't didn't doesn't isn't wasn't haven't hasn't " +
    "can't couldn't won't wouldn't that's there's they're we're you're got get gets getting go goes going went come " +
    'comes came put puts take takes took make makes made thing things way ways lot bit also'
  ).split(' '),
);

/** All words of a range, in order. Letters, digits, and signs inside them: `D2A`, `T&O`, `carer's`. */
export function tokenise(text: string, start = 0, end = text.length): readonly Token[] {
  const tokens: Token[] = [];
  const word = /[\p{L}\p{N}]+(?:['&+][\p{L}\p{N}]+)*/gu;
  word.lastIndex = start;
  for (let match = word.exec(text); match !== null && match.index < end; match = word.exec(text)) {
    const stop = Math.min(match.index + match[0].length, end);
    tokens.push({ start: match.index, end: stop, stem: stemOf(match[0]) });
  }
  return tokens;
}

/**
 * Whether a word says anything of what a person does: no stop words, no lone letters, and nothing that begins with a
 * digit, which is mostly years, ages and times of day.
 */
export function isContentWord(word: string, stem: string): boolean {
  return stem.length >= 2 && !/^\d/.test(word) && !STOP_WORDS.has(word.toLowerCase());
}

/** Sorted unique stems of the content words of a range. */
export function contentStems(text: string, start = 0, end = text.length): readonly string[] {
  const stems = new Set<string>();
  for (const token of tokenise(text, start, end)) {
    if (isContentWord(text.slice(token.start, token.end), token.stem)) stems.add(token.stem);
  }
  return [...stems].sort();
}
