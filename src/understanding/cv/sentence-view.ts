import { splitClauses, type Clause } from './clauses.js';
import { findDenials, mayDenyBehind, type Denial } from './denial.js';
import type { DoerCues } from './other-person.js';
import { mayTellOfWatching } from './watching.js';
import { findWishes, mayWishBehind } from './wish-cues.js';

/** A sentence with the cues that decide who did what in it; made once and asked for every mention. */
export interface SentenceView {
  readonly text: string;
  /** The sentence behind it, or null. */
  readonly next: string | null;
  readonly clauses: readonly Clause[];
  readonly denials: readonly Denial[];
  readonly wishes: readonly Clause[];
  /** False where no word of the sentence could deny a mention from behind it, and so on: nearly everywhere. */
  readonly mayDenyBehind: boolean;
  readonly mayWishBehind: boolean;
  readonly mayTellOfWatching: boolean;
  /** Cues of the clauses asked about so far, by their words. */
  readonly doerCues: Map<string, DoerCues>;
}

export function viewSentence(text: string, next: string | null): SentenceView {
  return {
    text,
    next,
    clauses: splitClauses(text),
    denials: findDenials(text),
    wishes: findWishes(text),
    mayDenyBehind: mayDenyBehind(text),
    mayWishBehind: mayWishBehind(text),
    mayTellOfWatching: mayTellOfWatching(text),
    doerCues: new Map(),
  };
}
