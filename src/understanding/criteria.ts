import type { ConceptId, Sector, Stage } from '../taxonomy/concept.js';
import type { Contract, Span, StageReading } from './profile.js';

export const IMPORTANCES = ['must', 'wants', 'context'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** Weight, 0–100, that an importance suggests: what must be shown goes before what is welcome or merely told. */
export const SUGGESTED_WEIGHTS: Readonly<Record<Importance, number>> = { must: 85, wants: 40, context: 25 };

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

export const WORK_PATTERNS = [
  'full_time',
  'part_time',
  'term_time',
  'job_share',
  'annualised',
  'seven_days',
  'hybrid',
] as const;
export type WorkPattern = (typeof WORK_PATTERNS)[number];

export interface Hours {
  /** Hours a week. */
  readonly weekly: number | null;
  /** Share of a full-time post, 0–1, as the advert gives it. */
  readonly wholeTimeEquivalent: number | null;
  readonly patterns: readonly WorkPattern[];
}

/** Day of the month and month from 1; adverts often leave the year out. */
export interface ClosingDate {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

/** How an hourly rate of agency work reaches the person. */
export const PAY_BASES = ['paye', 'umbrella', 'limited_company'] as const;
export type PayBasis = (typeof PAY_BASES)[number];

/** What a vacancy's text says, every point with its place in the text. */
export interface VacancyReading {
  readonly title: Stated<string>;
  readonly employer: Stated<string>;
  readonly stage: StageReading;
  /** Stage above it that the post grows to: "Band 5/6". Absent in what was read before `understanding-7`. */
  readonly growsTo?: Stated<Stage>;
  readonly sector: Stated<Sector>;
  readonly band: Stated<string>;
  readonly grade: Stated<string>;
  readonly pay: Stated<Pay>;
  /** Pay year as in "2026/27": stated, or that of the national scale that the pay is. */
  readonly payYear: Stated<string>;
  readonly payBasis: Stated<PayBasis>;
  readonly contract: Stated<Contract>;
  readonly hours: Stated<Hours>;
  /** Town or site of the base, as written. */
  readonly place: Stated<string>;
  readonly postcode: Stated<string>;
  /** Whether the post needs HCPC registration; null: the text does not say. */
  readonly registrationRequired: Stated<boolean>;
  /** True where the text lets a person apply whose registration has been applied for and not come through. */
  readonly pendingRegistrationAccepted: Stated<boolean>;
  /** False: driving is named together with another way of getting about; null: not stated. */
  readonly driverRequired: Stated<boolean>;
  readonly closing: Stated<ClosingDate>;
  /** Settings and specialisms of the post itself, the most emphasised first; those merely welcome are left out. */
  readonly settings: readonly Criterion[];
  readonly specialisms: readonly Criterion[];
  readonly criteria: readonly Criterion[];
  readonly requirements: readonly RequirementSentence[];
  /** Parts set aside as boilerplate, contact lines, benefits or "about us". */
  readonly setAside: readonly Span[];
}
