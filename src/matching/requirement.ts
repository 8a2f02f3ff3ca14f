import type { ConceptId, Sector, Stage } from '../taxonomy/concept.js';
import type { Importance } from '../understanding/criteria.js';
import type { Contract } from '../understanding/profile.js';

/** All of a vacancy that scoring reads. Whole numbers only. */
export interface Requirement {
  /** Null: the text does not say and staff have not said; the category is dropped. */
  readonly stage: Stage | null;
  readonly sector: Sector | null;
  readonly contract: Contract | null;
  readonly registrationRequired: boolean;
  readonly criteria: readonly {
    readonly conceptId: ConceptId;
    readonly importance: Importance;
    /** Applied weight, 0–100. */
    readonly weight: number;
  }[];
  /** Stems of the requirement sentences with their whole weights (importance × background rarity). */
  readonly wording: readonly { readonly stem: string; readonly weight: number }[];
  /** Weights of the categories; a category without data is dropped and the rest re-normalised. */
  readonly categoryWeights: Readonly<Record<CategoryName, number>>;
}

export const CATEGORIES = ['stage', 'duties', 'qualifications', 'specialism', 'sector', 'wording'] as const;
export type CategoryName = (typeof CATEGORIES)[number];

/** Changes whenever the same features and requirement may give another score; stored with every match. */
export const RULES_VERSION = 'rules-1';
