import type { Prisma } from '../database/generated/client.js';
import { Problem } from '../http/problem.js';
import { spelledPostcode } from '../places/read-uk-postcode.js';
import type { StaffFields } from '../matching/requirement.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { UNDERSTANDING_VERSION } from '../understanding/profile.js';
import type { SetValues } from './present-vacancy.js';
import { readVacancy, type ReadVacancy, type SetCategoryWeights } from './read-vacancy.js';
import type { VacancyPatch } from './schema.js';
import { READ_FIELDS, staffFieldsOf, weightField, type ReadField } from './staff-fields.js';

/** What people say of a vacancy; all the rest follows from it and the taxonomy. */
export interface VacancyState {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
  readonly closesAt: Date | null;
  readonly set: SetValues;
  /** Weights that staff set, by concept. */
  readonly weights: Readonly<Record<string, number>>;
  readonly categoryWeights: SetCategoryWeights;
}

/** A vacancy's row with what belongs to it, as Prisma gives it. */
export type StoredVacancy = Prisma.VacancyGetPayload<{ include: { employer: true; criteria: true } }>;

export function stateOf(stored: StoredVacancy): VacancyState {
  const { stage, sector, band, grade, contract, postcode, registrationRequired, driverRequired } = stored;
  const pay = stored.payUnit && {
    from: stored.payFrom?.toNumber() ?? null,
    to: stored.payTo?.toNumber() ?? null,
    unit: stored.payUnit,
  };
  const values = {
    stage,
    sector,
    band,
    grade,
    contract,
    postcode,
    pay,
    registrationRequired,
    driverRequired,
  };
  const isSet = new Set(stored.fieldsSetByStaff);
  return {
    title: stored.title,
    employer: stored.employer.name,
    description: stored.description,
    closesAt: stored.closesAt,
    // Only values that went through the schema of the API are ever marked as set.
    set: Object.fromEntries(Object.entries(values).filter(([name]) => isSet.has(name))),
    weights: staffFieldsOf(stored).weights ?? {},
    categoryWeights: stored.categoryWeights as SetCategoryWeights,
  };
}

/** @throws Problem `invalid_request` for a weight of a concept that does not exist. */
export function applyPatch(state: VacancyState, patch: VacancyPatch, taxonomy: Taxonomy): VacancyState {
  const set = READ_FIELDS.flatMap((name): [ReadField, unknown][] => {
    const value = patch[name] === undefined ? state.set[name] : patch[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  return {
    title: patch.title ?? state.title,
    employer: patch.employer ?? state.employer,
    description: patch.description ?? state.description,
    closesAt: patch.closesAt === undefined ? state.closesAt : dateOf(patch.closesAt),
    set: Object.fromEntries(set),
    weights: applyWeights(state.weights, patch.criteria ?? [], taxonomy),
    categoryWeights: Object.fromEntries(
      Object.entries({ ...state.categoryWeights, ...patch.categoryWeights }).filter(
        ([, weight]) => typeof weight === 'number',
      ),
    ),
  };
}

function dateOf(timestamp: string | null): Date | null {
  return timestamp === null ? null : new Date(timestamp);
}

function applyWeights(
  weights: VacancyState['weights'],
  changes: NonNullable<VacancyPatch['criteria']>,
  taxonomy: Taxonomy,
): VacancyState['weights'] {
  const unknown = changes.flatMap(({ conceptId }, index) =>
    taxonomy.concepts.has(conceptId)
      ? []
      : [{ field: `criteria.${index}.conceptId`, message: 'There is no such concept.' }],
  );
  if (unknown.length > 0) throw new Problem('invalid_request', { errors: unknown });
  const changed = new Map(Object.entries(weights));
  for (const { conceptId, weight } of changes) {
    if (weight === null) changed.delete(conceptId);
    else changed.set(conceptId, weight);
  }
  return Object.fromEntries(changed);
}

/** What staff set, as far as scoring asks for it. */
export function scoringFields({ set, weights }: VacancyState): StaffFields {
  const { stage, sector, contract, registrationRequired, driverRequired } = set;
  return {
    stage: stage ?? null,
    sector: sector ?? null,
    contract: contract ?? null,
    registrationRequired: registrationRequired ?? null,
    driverRequired: driverRequired ?? null,
    weights,
  };
}

/** The columns and criteria that a state comes to under this taxonomy. */
export function columnsOf(
  state: VacancyState,
  taxonomy: Taxonomy,
): { readonly columns: Columns; readonly criteria: ReadVacancy['criteria'] } {
  const { set, weights, categoryWeights } = state;
  const { stage, sector, contract, registrationRequired, driverRequired } = set;
  const { reading, requirement, criteria } = readVacancy(
    state,
    scoringFields(state),
    taxonomy,
    categoryWeights,
  );
  const pay = set.pay ?? reading.pay.value;
  return {
    criteria,
    columns: {
      title: state.title,
      description: state.description,
      closesAt: state.closesAt,
      stage: stage ?? reading.stage.stage,
      sector: sector ?? reading.sector.value,
      band: set.band ?? reading.band.value,
      grade: set.grade ?? reading.grade.value,
      contract: contract ?? reading.contract.value,
      postcode: set.postcode ?? spelledPostcode(reading.postcode.value),
      payFrom: pay?.from ?? null,
      payTo: pay?.to ?? null,
      payUnit: pay?.unit ?? null,
      registrationRequired: registrationRequired ?? reading.registrationRequired.value,
      driverRequired: driverRequired ?? reading.driverRequired.value,
      fieldsSetByStaff: [...Object.keys(set), ...Object.keys(weights).map(weightField)].sort(),
      reading: reading as unknown as Prisma.InputJsonObject,
      requirement: requirement as unknown as Prisma.InputJsonObject,
      categoryWeights: { ...categoryWeights },
      taxonomyVersion: taxonomy.version,
      understandingVersion: UNDERSTANDING_VERSION,
    },
  };
}

type Columns = Omit<Prisma.VacancyUncheckedCreateInput, 'id' | 'employerId' | 'criteria'>;
