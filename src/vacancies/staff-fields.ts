import type { StaffFields } from '../matching/requirement.js';
import type { Importance } from '../understanding/criteria.js';
import type { Sector, Stage } from '../taxonomy/concept.js';
import type { Contract } from '../understanding/profile.js';

/** Fields that are read from the text unless staff set them. */
export const READ_FIELDS = [
  'stage',
  'sector',
  'band',
  'grade',
  'contract',
  'postcode',
  'pay',
  'registrationRequired',
  'driverRequired',
] as const;
export type ReadField = (typeof READ_FIELDS)[number];

const WEIGHT = 'weight:';
const IMPORTANCE = 'importance:';

/** A stored vacancy, as far as it says what staff set. */
export interface VacancySettings {
  /** Names of READ_FIELDS, and `weight:<conceptId>` or `importance:<conceptId>` for each that is set. */
  readonly fieldsSetByStaff: readonly string[];
  readonly stage: string | null;
  readonly sector: string | null;
  readonly contract: string | null;
  readonly registrationRequired: boolean | null;
  readonly driverRequired: boolean | null;
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

/** What staff set themselves, as scoring takes it; everything else is read from the text again. */
export function staffFieldsOf(vacancy: VacancySettings): StaffFields {
  const isSet = new Set(vacancy.fieldsSetByStaff);
  const weights = vacancy.criteria
    .filter(({ conceptId }) => isSet.has(weightField(conceptId)))
    .map(({ conceptId, appliedWeight }) => [conceptId, appliedWeight] as const);
  const importances = vacancy.criteria
    .filter(({ conceptId }) => isSet.has(importanceField(conceptId)))
    .map(({ conceptId, importance }) => [conceptId, importance as Importance] as const);
  return {
    stage: isSet.has('stage') ? (vacancy.stage as Stage | null) : undefined,
    sector: isSet.has('sector') ? (vacancy.sector as Sector | null) : undefined,
    contract: isSet.has('contract') ? (vacancy.contract as Contract | null) : undefined,
    registrationRequired: isSet.has('registrationRequired') ? vacancy.registrationRequired : undefined,
    driverRequired: isSet.has('driverRequired') ? vacancy.driverRequired : undefined,
    importances: Object.fromEntries(importances),
    weights: Object.fromEntries(weights),
  };
}
