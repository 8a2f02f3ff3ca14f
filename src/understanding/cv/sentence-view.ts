import { splitClauses, type Clause } from './clauses.js';
import { findDenials, type Denial } from './denial.js';
import { findWishes } from './wish-cues.js';

/** A sentence with the cues that decide who did what in it; made once and asked for every mention. */
export interface SentenceView {
  readonly text: string;
  /** The sentence behind it, or null. */
  readonly next: string | null;
  readonly clauses: readonly Clause[];
  readonly denials: readonly Denial[];
  readonly wishes: readonly Clause[];
}

export function viewSentence(text: string, next: string | null): SentenceView {
  return { text, next, clauses: splitClauses(text), denials: findDenials(text), wishes: findWishes(text) };
}
