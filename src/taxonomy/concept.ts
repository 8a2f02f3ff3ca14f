/** The five career stages, in order. Source: Sanctuary Personnel, "The career path of an Occupational Therapist" (2020). */
export const STAGES = [
  'support_worker',
  'occupational_therapist',
  'senior_specialist',
  'advanced',
  'consultant',
] as const;
export type Stage = (typeof STAGES)[number];

export const SECTORS = ['nhs', 'local_authority', 'independent', 'charity'] as const;
export type Sector = (typeof SECTORS)[number];

export const CONCEPT_KINDS = [
  'duty',
  'qualification',
  'registration',
  'specialism',
  'setting',
  'assessment',
  'quality',
  'work_terms',
] as const;
export type ConceptKind = (typeof CONCEPT_KINDS)[number];

/** Stable identifier such as `duty.home_visit` or `spec.stroke`. */
export type ConceptId = string;

export interface SurfaceForm {
  readonly form: string;
  readonly caseSensitive: boolean;
  /** Never read loosely, with other words between its own. */
  readonly literal: boolean;
  /** Counts only beside another form of the same or a related concept, or an occupational-therapy word nearby. */
  readonly ambiguous: boolean;
  /** Words of which one must stand in the same sentence for an ambiguous form to count; empty: the general rule. */
  readonly context: readonly string[];
  /** Ambiguous, and counts without any context where none of `unless` stands. */
  readonly anywhere: boolean;
  /** Words that must not stand in the same sentence. */
  readonly unless: readonly string[];
}

export interface Concept {
  readonly id: ConceptId;
  readonly kind: ConceptKind;
  readonly label: string;
  /** 0–1 per stage: how far a true mention is expected evidence of work at that stage. */
  readonly stages: Readonly<Record<Stage, number>>;
  readonly sectors: readonly Sector[];
  readonly forms: readonly SurfaceForm[];
  /** Compositional forms: words that say the same in any order within one clause; the notation stands in `pattern.ts`. */
  readonly patterns: readonly string[];
  /** Concepts inside whose forms a form of this one means something else: "Care Act" in the name of a course. */
  readonly notWithin: readonly ConceptId[];
  /** Keys of `data/sources.json`. */
  readonly sources: readonly string[];
}
