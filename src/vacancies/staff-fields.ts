import type { StaffFields } from '../matching/requirement.js';
import type { Importance } from '../understanding/criteria.js';

/** Fields that are read from the text unless staff set them. */
export const READ_FIELDS = [
  'stage',
  'sector',
  'band',
  'grade',
  'contract',
  'hours',
  'place',
  'postcode',
  'pay',
  'payBasis',
  'payYear',
  'registrationRequired',
  'pendingRegistrationAccepted',
  'driverRequired',
  'dbsLevel',
  'dbsWorkforce',
] as const;
export type ReadField = (typeof READ_FIELDS)[number];

const WEIGHT = 'weight:';
const IMPORTANCE = 'importance:';

/** A stored vacancy, as far as it says what staff set of its criteria. */
export interface CriterionSettings {
  /** Names of READ_FIELDS, and `weight:<conceptId>` or `importance:<conceptId>` for each that is set. */
  readonly fieldsSetByStaff: readonly string[];
  readonly criteria: readonly {
    readonly conceptId: string;
    readonly importance: string;
    readonly appliedWeight: number;
  }[];
}

export function weightField(conceptId: string): string {
  return WEIGHT + conceptId;
}

export function importanceField(conceptId: string): string {
  return IMPORTANCE + conceptId;
}

/** Importances and weights that staff set, by concept; everything else is read from the text again. */
export function criterionSettingsOf(
  vacancy: CriterionSettings,
): Required<Pick<StaffFields, 'importances' | 'weights'>> {
  const isSet = new Set(vacancy.fieldsSetByStaff);
  const weights = vacancy.criteria
    .filter(({ conceptId }) => isSet.has(weightField(conceptId)))
    .map(({ conceptId, appliedWeight }) => [conceptId, appliedWeight] as const);
  const importances = vacancy.criteria
    .filter(({ conceptId }) => isSet.has(importanceField(conceptId)))
    .map(({ conceptId, importance }) => [conceptId, importance as Importance] as const);
  return { importances: Object.fromEntries(importances), weights: Object.fromEntries(weights) };
}
