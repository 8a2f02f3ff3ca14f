import type { ConceptId, Sector, Stage } from '../taxonomy/concept.js';
import type { Contract, RegistrationState } from '../understanding/profile.js';

/**
 * All of a profile that scoring reads: whole numbers only, so that sums are exact and equal on every machine.
 * Name, age, dates, gaps, schools and everything else of that kind are not in it.
 */
export interface Features {
  /** Strength of evidence per concept, 0–100. Only concepts that the person `has`. */
  readonly strengths: Readonly<Record<ConceptId, number>>;
  /** Whole percentages over the five stages. */
  readonly stage: Readonly<Record<Stage, number>>;
  readonly occupationalTherapy: boolean;
  readonly registration: RegistrationState;
  /** Strength of experience per sector, 0–100. */
  readonly sectors: Readonly<Partial<Record<Sector, number>>>;
  /** Sorted unique stems of the statements that speak for the person. */
  readonly stems: readonly string[];
  readonly wants: {
    readonly concepts: readonly ConceptId[];
    readonly sectors: readonly Sector[];
    readonly stages: readonly Stage[];
    readonly contracts: readonly Contract[];
  };
}
