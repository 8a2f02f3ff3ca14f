import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from '../understanding/criteria.js';
import type { Profile } from '../understanding/profile.js';
import type { Evidence } from './evidence.js';
import type { Features } from './features.js';
import type { Gate } from './gates.js';
import type { CategoryName, Requirement } from './requirement.js';
import type { WishTerm } from './reverse-fit.js';
import type { Score } from './score.js';

/** Everything an explanation is made from; all of it is stored, so that it can be made again. */
export interface ExplanationInput {
  readonly features: Features;
  readonly requirement: Requirement;
  readonly profile: Profile;
  readonly cvText: string;
  readonly reading: VacancyReading;
  readonly vacancyText: string;
  readonly taxonomy: Taxonomy;
}

/** One summand of the fit. `points` are of the 10,000 of a full score. */
export interface Term {
  readonly category: CategoryName;
  /** What is asked, in plain words. */
  readonly criterion: string;
  /** Concept id, or null where the term is a stage, a sector or a sentence. */
  readonly conceptId: string | null;
  readonly weight: number;
  /** 0–100. */
  readonly strength: number;
  readonly points: number;
  /** The words of the advert that ask, or null where staff set it. */
  readonly asked: { readonly start: number; readonly end: number; readonly quote: string } | null;
  /** The words of the CV that show it; null exactly when the term has no points. */
  readonly evidence: Evidence | null;
  /** Further words of the CV that the points rest on, strongest first; none where the first say it all. */
  readonly also: readonly Evidence[];
}

/** A score taken apart. `terms`, `gates` and `combination` add up to exactly `score.score`. */
export interface Explanation {
  readonly score: Score;
  readonly terms: readonly Term[];
  readonly gates: readonly ExplainedGate[];
  /** What the combination with the reverse fit takes off; 0 or less. */
  readonly combination: { readonly words: string; readonly points: number };
  /** Categories that the vacancy gives nothing to go by; the others' weights were raised in proportion. */
  readonly dropped: readonly CategoryName[];
  readonly questions: readonly DraftedQuestion[];
  readonly wishes: readonly ExplainedWish[];
}

/** A term before its points are known: its share of its category is `part` of the sum of the parts. */
export type OpenTerm = Omit<Term, 'category' | 'points'> & { readonly part: number };

export interface ExplainedGate extends Gate {
  readonly words: string;
  /** What the gate takes off the fit; 0 or less. */
  readonly points: number;
  readonly evidence: Evidence | null;
}

export interface ExplainedWish extends WishTerm {
  readonly words: string;
  readonly evidence: Evidence | null;
}

/** A question to the candidate in plain words, for a consultant to send or change. */
export interface DraftedQuestion {
  readonly about: string;
  readonly question: string;
}
