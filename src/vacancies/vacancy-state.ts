import { Prisma } from '../database/generated/client.js';
import { Problem } from '../http/problem.js';
import { spelledPostcode } from '../places/read-uk-postcode.js';
import { inForce, RULES_VERSION, type StaffFields } from '../matching/requirement.js';
import type { Stage } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Importance } from '../understanding/criteria.js';
import { UNDERSTANDING_VERSION } from '../understanding/profile.js';
import { readDbsLevel, readDbsWorkforce } from '../understanding/vacancy/read-dbs.js';
import type { SetValues } from './present-vacancy.js';
import { readVacancy, type ReadVacancy, type SetCategoryWeights } from './read-vacancy.js';
import type { VacancyPatch } from './schema.js';
import {
  criterionSettingsOf,
  importanceField,
  READ_FIELDS,
  weightField,
  type ReadField,
} from './staff-fields.js';
import { vacancyText } from './vacancy-text.js';

/** What people say of a vacancy; all the rest follows from it and the taxonomy. */
export interface VacancyState {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly closesAt: Date | null;
  readonly set: SetValues;
  /** Importances and weights that staff set, by concept. */
  readonly importances: Readonly<Record<string, Importance>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly categoryWeights: SetCategoryWeights;
  /** Why the post needs no registration although its stage does; null: it is not said, or not so. */
  readonly registrationWaiver: string | null;
}

/** A vacancy's row with what belongs to it, as Prisma gives it. */
export type StoredVacancy = Prisma.VacancyGetPayload<{ include: { employer: true; criteria: true } }>;

export function stateOf(stored: StoredVacancy): VacancyState {
  const pay = stored.payUnit && {
    from: stored.payFrom?.toNumber() ?? null,
    to: stored.payTo?.toNumber() ?? null,
    unit: stored.payUnit,
  };
  const values = { ...stored, pay };
  const isSet = new Set(stored.fieldsSetByStaff);
  return {
    title: stored.title,
    employer: stored.employer.name,
    description: stored.description,
    closesAt: stored.closesAt,
    // Only values that went through the schema of the API are ever marked as set.
    set: Object.fromEntries(
      READ_FIELDS.flatMap((name) => (isSet.has(name) ? [[name, values[name]] as const] : [])),
    ),
    ...criterionSettingsOf(stored),
    categoryWeights: stored.categoryWeights as SetCategoryWeights,
    registrationWaiver: stored.registrationWaiver,
  };
}

/** @throws Problem `invalid_request` for a criterion whose concept does not exist, or a waiver of what is not taken off. */
export function applyPatch(state: VacancyState, patch: VacancyPatch, taxonomy: Taxonomy): VacancyState {
  const set = READ_FIELDS.flatMap((name): [ReadField, unknown][] => {
    if (patch.notStated?.includes(name)) return [[name, null]];
    if (patch[name] === undefined) return name in state.set ? [[name, state.set[name]]] : [];
    return patch[name] === null ? [] : [[name, patch[name]]];
  });
  const isWaived = set.some(([name, value]) => name === 'registrationRequired' && value === false);
  if (patch.registrationWaiver && !isWaived)
    throw new Problem('invalid_request', { errors: [NOTHING_WAIVED] });
  const criteria = patch.criteria ?? [];
  requireConcepts(criteria, taxonomy);
  return {
    title: patch.title ?? state.title,
    employer: patch.employer ?? state.employer,
    description: patch.description ?? state.description,
    closesAt: patch.closesAt === undefined ? state.closesAt : dateOf(patch.closesAt),
    set: Object.fromEntries(set),
    importances: changed(
      state.importances,
      criteria.map(({ conceptId, importance }) => [conceptId, importance]),
    ),
    weights: changed(
      state.weights,
      criteria.map(({ conceptId, weight }) => [conceptId, weight]),
    ),
    categoryWeights: Object.fromEntries(
      Object.entries({ ...state.categoryWeights, ...patch.categoryWeights }).filter(
        ([, weight]) => typeof weight === 'number',
      ),
    ),
    registrationWaiver: isWaived
      ? patch.registrationWaiver === undefined
        ? state.registrationWaiver
        : patch.registrationWaiver
      : null,
  };
}

const NOTHING_WAIVED = {
  field: 'registrationRequired',
  message: 'A reason why no registration is needed counts only where it is said that none is.',
};

function dateOf(timestamp: string | null): Date | null {
  return timestamp === null ? null : new Date(timestamp);
}

function requireConcepts(changes: NonNullable<VacancyPatch['criteria']>, taxonomy: Taxonomy): void {
  const unknown = changes.flatMap(({ conceptId }, index) =>
    taxonomy.concepts.has(conceptId)
      ? []
      : [{ field: `criteria.${index}.conceptId`, message: 'There is no such concept.' }],
  );
  if (unknown.length > 0) throw new Problem('invalid_request', { errors: unknown });
}

/** Null takes a setting back; what is absent stays. */
function changed<T>(
  settings: Readonly<Record<string, T>>,
  changes: readonly (readonly [string, T | null | undefined])[],
): Readonly<Record<string, T>> {
  const result = new Map(Object.entries(settings));
  for (const [name, value] of changes) {
    if (value === null) result.delete(name);
    else if (value !== undefined) result.set(name, value);
  }
  return Object.fromEntries(result);
}

/** What staff set, as far as scoring asks for it. */
export function scoringFields({ set, importances, weights }: VacancyState): StaffFields {
  const { stage, sector, band, grade, contract } = set;
  const { registrationRequired, pendingRegistrationAccepted, driverRequired } = set;
  return {
    ...{ stage, sector, band, grade, contract },
    ...{ registrationRequired, pendingRegistrationAccepted, driverRequired },
    ...{ importances, weights },
  };
}

/** The columns and criteria that a state comes to under this taxonomy. */
export function columnsOf(
  state: VacancyState,
  taxonomy: Taxonomy,
): {
  readonly columns: Columns;
  readonly criteria: ReadVacancy['criteria'];
  readonly growsTo: Stage | null;
} {
  const { set, importances, weights, categoryWeights } = state;
  const { reading, requirement, criteria } = readVacancy(
    state,
    scoringFields(state),
    taxonomy,
    categoryWeights,
  );
  const pay = inForce(set.pay, reading.pay.value);
  const hours = inForce(set.hours, reading.hours.value);
  return {
    criteria,
    growsTo: requirement.growsTo ?? null,
    columns: {
      title: state.title,
      description: state.description,
      closesAt: state.closesAt,
      stage: requirement.stage,
      sector: inForce(set.sector, reading.sector.value),
      band: inForce(set.band, reading.band.value),
      grade: inForce(set.grade, reading.grade.value),
      contract: inForce(set.contract, reading.contract.value),
      postcode: inForce(set.postcode, spelledPostcode(reading.postcode.value)),
      payFrom: pay?.from ?? null,
      payTo: pay?.to ?? null,
      payUnit: pay?.unit ?? null,
      payBasis: inForce(set.payBasis, reading.payBasis.value),
      payYear: inForce(set.payYear, reading.payYear.value),
      hours: hours === null ? Prisma.DbNull : (hours as unknown as Prisma.InputJsonObject),
      place: inForce(set.place, reading.place.value),
      registrationRequired: inForce(set.registrationRequired, reading.registrationRequired.value),
      pendingRegistrationAccepted: inForce(
        set.pendingRegistrationAccepted,
        reading.pendingRegistrationAccepted.value,
      ),
      driverRequired: inForce(set.driverRequired, reading.driverRequired.value),
      dbsLevel: inForce(set.dbsLevel, readDbsLevel(vacancyText(state)).value),
      dbsWorkforce: inForce(set.dbsWorkforce, readDbsWorkforce(vacancyText(state)).value),
      fieldsSetByStaff: [
        ...Object.keys(set),
        ...Object.keys(importances).map(importanceField),
        ...Object.keys(weights).map(weightField),
      ].sort(),
      reading: reading as unknown as Prisma.InputJsonObject,
      requirement: requirement as unknown as Prisma.InputJsonObject,
      categoryWeights: { ...categoryWeights },
      registrationWaiver: state.registrationWaiver,
      taxonomyVersion: taxonomy.version,
      understandingVersion: UNDERSTANDING_VERSION,
      rulesVersion: RULES_VERSION,
    },
  };
}

type Columns = Omit<Prisma.VacancyUncheckedCreateInput, 'id' | 'employerId' | 'criteria'>;
