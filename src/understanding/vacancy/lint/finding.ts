import type { Span } from '../../profile.js';

/**
 * `likely_unlawful`: as it stands the wording breaks a rule unless an exception applies. `unwise`: it puts people off, or
 * leads to a breach. `missing`: the law wants something said that is not.
 */
export const FINDING_KINDS = ['likely_unlawful', 'unwise', 'missing'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Names that stay the same from one release to the next. */
export const FINDING_CODES = [
  'age',
  'age_recent_graduate',
  'age_experience_cap',
  'age_long_experience',
  'sex',
  'family',
  'nationality',
  'native_english',
  'uk_experience',
  'religion',
  'health_before_offer',
  'physical_fitness',
  'driving_without_alternative',
  'career_gap',
  'full_time_only',
  'personal_details',
  'rolled_up_holiday_pay',
  'umbrella_rate',
  'conduct_regulations_opt_out',
  'fee_to_work_seeker',
  'agency_not_named',
  'temporary_or_permanent_not_stated',
  'pay_without_nature_of_work',
  'pay_without_location',
  'pay_without_minimum_requirements',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing to put right in an advert before it is published. */
export interface Finding {
  readonly code: FindingCode;
  readonly kind: FindingKind;
  /** The words in question; null where something is missing altogether. */
  readonly span: Span | null;
  /** Why, in one sentence. */
  readonly why: string;
  /** Address of the law or the guidance. */
  readonly source: string;
  /** Wording to use instead, or what to add. */
  readonly suggestion: string;
}
