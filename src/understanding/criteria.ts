import type { ConceptId, Sector } from '../taxonomy/concept.js';
import type { Contract, Span, StageReading } from './profile.js';

export const IMPORTANCES = ['must', 'wants', 'context'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** One thing a vacancy asks for, with the sentence that asks. */
export interface Criterion {
  readonly conceptId: ConceptId;
  readonly importance: Importance;
  /** Weight the text suggests, 0–100; a consultant may apply another. */
  readonly suggestedWeight: number;
  readonly span: Span;
  readonly sentence: Span;
}

/** A sentence of the vacancy that asks something of the person, reduced to stems; feeds the wording category. */
export interface RequirementSentence {
  readonly span: Span;
  readonly importance: Importance;
  readonly stems: readonly string[];
}

/** A field read from the text, with the words that say so; `value` null means "not stated". */
export interface Stated<T> {
  readonly value: T | null;
  readonly evidence: Span | null;
}

export interface Pay {
  readonly from: number | null;
  readonly to: number | null;
  readonly unit: 'year' | 'hour' | 'day';
}

/** What a vacancy's text says, every point with its place in the text. */
export interface VacancyReading {
  readonly title: Stated<string>;
  readonly employer: Stated<string>;
  readonly stage: StageReading;
  readonly sector: Stated<Sector>;
  readonly band: Stated<string>;
  readonly grade: Stated<string>;
  readonly pay: Stated<Pay>;
  readonly contract: Stated<Contract>;
  readonly postcode: Stated<string>;
  /** Whether the post needs HCPC registration; null: the text does not say. */
  readonly registrationRequired: Stated<boolean>;
  /** True where the text lets a person apply whose registration has been applied for and not come through. */
  readonly pendingRegistrationAccepted: Stated<boolean>;
  /** False: driving is named together with another way of getting about; null: not stated. */
  readonly driverRequired: Stated<boolean>;
  readonly criteria: readonly Criterion[];
  readonly requirements: readonly RequirementSentence[];
  /** Parts set aside as boilerplate, contact lines, benefits or "about us". */
  readonly setAside: readonly Span[];
}
