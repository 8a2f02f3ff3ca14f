import type { FieldFault } from '../../http/problem.js';
import { Problem } from '../../http/problem.js';
import { validate } from '../../http/validate.js';
import { endOfDayInLondon } from '../../london-day.js';
import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import { CONTRACTS } from '../../understanding/profile.js';
import { amountOf } from '../amount-of.js';
import { REGISTRATION_WAIVERS } from '../registration-waiver.js';
import { newVacancy, type NewVacancy } from '../schema.js';

/** A column of the table, and what may stand in it. */
export interface ImportColumn {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly words: string;
  readonly example: string;
}

export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  { name: 'title', isNeeded: true, words: 'Title of the post', example: 'Senior Occupational Therapist' },
  { name: 'employer', isNeeded: true, words: 'Employer', example: 'Riverside Community NHS Trust' },
  {
    name: 'description',
    isNeeded: true,
    words: 'Text of the advert: what other columns leave open is read from it',
    example: 'You will assess people after a stroke at home. HCPC registration is essential.',
  },
  { name: 'stage', isNeeded: false, words: STAGES.join(', '), example: 'senior_specialist' },
  { name: 'sector', isNeeded: false, words: SECTORS.join(', '), example: 'nhs' },
  { name: 'band', isNeeded: false, words: 'NHS band, such as 6, 8a or 5/6', example: '6' },
  { name: 'grade', isNeeded: false, words: 'Council grade', example: '' },
  { name: 'contract', isNeeded: false, words: CONTRACTS.join(', '), example: 'permanent' },
  {
    name: 'postcode',
    isNeeded: false,
    words: 'Postcode of the post, whole or its first part',
    example: 'LS1 3EX',
  },
  { name: 'pay_from', isNeeded: false, words: 'Pay in pounds, the least', example: '38682' },
  { name: 'pay_to', isNeeded: false, words: 'Pay in pounds, the most', example: '46580' },
  { name: 'pay_unit', isNeeded: false, words: 'year, hour or day', example: 'year' },
  { name: 'registration_required', isNeeded: false, words: 'yes or no', example: 'yes' },
  {
    name: 'registration_waiver',
    isNeeded: false,
    words: `Why it is not: ${REGISTRATION_WAIVERS.join(', ')}; not asked of support workers`,
    example: '',
  },
  { name: 'driver_required', isNeeded: false, words: 'yes or no', example: 'no' },
  {
    name: 'closes_on',
    isNeeded: false,
    words: 'Closing date, as 2027-01-31 or 31/01/2027',
    example: '2027-01-31',
  },
];

/** Column by field of a new vacancy, where they differ. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  'pay.from': 'pay_from',
  'pay.to': 'pay_to',
  'pay.unit': 'pay_unit',
  registrationRequired: 'registration_required',
  registrationWaiver: 'registration_waiver',
  driverRequired: 'driver_required',
  closesAt: 'closes_on',
};

/** What a row says, or what is wrong with it by column. */
export type ReadRow = { readonly vacancy: NewVacancy } | { readonly errors: readonly FieldFault[] };

/** @param cells by the names of their columns; empty ones are left out. */
export function vacancyInRow(cells: Readonly<Record<string, string>>): ReadRow {
  try {
    return { vacancy: validate(newVacancy, fieldsOf(cells)) };
  } catch (error) {
    return { errors: faultsByColumn(error) };
  }
}

/** What is wrong with a row, by the names of columns. Throws what is no fault of the row. */
export function faultsByColumn(error: unknown): FieldFault[] {
  if (!(error instanceof Problem) || error.errors === null) throw error;
  return error.errors.map(({ field, message }) => ({ field: COLUMN_OF[field] ?? field, message }));
}

function fieldsOf(cells: Readonly<Record<string, string>>): object {
  const {
    title = '',
    employer = '',
    description = '',
    stage,
    sector,
    band,
    grade,
    contract,
    postcode,
  } = cells;
  const hasPay = ['pay_from', 'pay_to', 'pay_unit'].some((name) => cells[name] !== undefined);
  return {
    ...{ title, employer, description },
    ...(stage !== undefined && { stage: valueOf(stage) }),
    ...(sector !== undefined && { sector: valueOf(sector) }),
    ...(contract !== undefined && { contract: valueOf(contract) }),
    ...(band !== undefined && { band }),
    ...(grade !== undefined && { grade }),
    ...(postcode !== undefined && { postcode }),
    ...(hasPay && {
      pay: {
        from: payOf(cells['pay_from']),
        to: payOf(cells['pay_to']),
        unit: cells['pay_unit'] === undefined ? undefined : valueOf(cells['pay_unit']),
      },
    }),
    ...(cells['registration_required'] !== undefined && {
      registrationRequired: answerOf(cells['registration_required']),
    }),
    ...(cells['registration_waiver'] !== undefined && {
      registrationWaiver: valueOf(cells['registration_waiver']),
    }),
    ...(cells['driver_required'] !== undefined && { driverRequired: answerOf(cells['driver_required']) }),
    ...(cells['closes_on'] !== undefined && { closesAt: endOfDayInLondon(dayIn(cells['closes_on'])) }),
  };
}

/** `Senior specialist` → `senior_specialist`. */
function valueOf(cell: string): string {
  return cell.toLowerCase().replace(/[\s-]+/g, '_');
}

/** Null: not stated. */
function payOf(cell: string | undefined): number | string | null {
  return cell === undefined ? null : amountOf(cell);
}

function answerOf(cell: string): boolean | string {
  if (/^(yes|y|true|1)$/i.test(cell)) return true;
  return /^(no|n|false|0)$/i.test(cell) ? false : cell;
}

/** Spreadsheets of this country write days as 31/01/2027. */
function dayIn(cell: string): string {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const [, day = '', month = '', year = ''] = british ?? [];
  return british ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell;
}
