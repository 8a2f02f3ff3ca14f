import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import { PAY_BASES, WORK_PATTERNS } from '../../understanding/criteria.js';
import { CONTRACTS } from '../../understanding/profile.js';
import { DBS_LEVELS, DBS_WORKFORCES } from '../../understanding/vacancy/read-dbs.js';
import { amountOf, numberIn } from '../amount-of.js';
import { REGISTRATION_WAIVERS } from '../registration-waiver.js';
import { columnOfField, fieldsNotStated, NAMES_OF_FIELDS } from './not-stated.js';
import { answerOf, endOfDayIn, shareIn, valueOf, valuesIn, workforceOf } from './read-cells.js';

/** A column of the table, and what may stand in it. */
export interface ImportColumn {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly words: string;
  readonly example: string;
  /** Field of a new vacancy, or part of one such as `pay.from`. */
  readonly field: string;
  readonly read: (cell: string) => unknown;
  /** What is wrong with a cell that is refused; null: what the field says of it. */
  readonly wrong: string | null;
}

const asWritten = (cell: string): string => cell;
const needed = (name: string, words: string, example: string): ImportColumn => ({
  ...{ name, isNeeded: true, words, example, field: name, read: asWritten, wrong: null },
});
const column = (
  field: string,
  words: string,
  example: string,
  more: Partial<Pick<ImportColumn, 'name' | 'read' | 'wrong'>> = {},
): ImportColumn => ({
  ...{ name: columnOfField(field), isNeeded: false, words, example, field, read: asWritten, wrong: null },
  ...more,
});
const choice = (field: string, values: readonly string[], example: string, read = valueOf): ImportColumn =>
  column(field, values.join(', '), example, { read });
const answer = (field: string, example: string): ImportColumn =>
  column(field, 'yes or no', example, { read: answerOf, wrong: 'This must be yes or no.' });

/** In the order of the table that is handed out, which is that of the form. */
export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  needed('title', 'Title of the post', 'Senior Occupational Therapist'),
  needed('employer', 'Employer', 'Riverside Community NHS Trust'),
  needed(
    'description',
    'Text of the advert: what other columns leave open is read from it',
    'You will assess people after a stroke at home. HCPC registration is essential.',
  ),
  choice('stage', STAGES, 'senior_specialist'),
  choice('sector', SECTORS, 'nhs'),
  column(
    'band',
    'NHS band, such as 6 or 8a, or a range such as 5 to 6: spreadsheets make a date of 5/6',
    '6',
  ),
  column('grade', 'Council grade', ''),
  choice('contract', CONTRACTS, 'permanent'),
  column('hours.weekly', 'Hours a week, such as 37.5', '37.5', {
    read: numberIn,
    wrong: 'This must be hours a week as a number up to 60, such as 37.5.',
  }),
  column('hours.wholeTimeEquivalent', 'Share of full time, such as 0.6 or 60%', '', {
    ...{ name: 'whole_time_equivalent', read: shareIn },
    wrong: 'This must be a share of full time up to 1, such as 0.6.',
  }),
  column(
    'hours.patterns',
    `One or more, with ; between: ${WORK_PATTERNS.join(', ')}`,
    'full_time; job_share',
    {
      ...{ name: 'work_patterns', read: valuesIn },
      wrong: `This must be one or more, with ; between, of: ${WORK_PATTERNS.join(', ')}.`,
    },
  ),
  column('place', 'Town or site', 'Leeds'),
  column('postcode', 'Postcode of the post, whole or its first part', 'LS1 3EX'),
  column('pay.from', 'Pay in pounds, the least', '38682', {
    read: amountOf,
    wrong: 'This must be an amount in pounds, such as 38682 or 24.50.',
  }),
  column('pay.to', 'Pay in pounds, the most', '46580', {
    read: amountOf,
    wrong: 'This must be an amount in pounds that is not less than pay_from.',
  }),
  column('pay.unit', 'year, hour or day', 'year', {
    read: valueOf,
    wrong: 'Pay needs its unit: year, hour or day.',
  }),
  choice('payBasis', PAY_BASES, ''),
  column('payYear', 'Year of pay, such as 2026/27', '2025/26'),
  answer('registrationRequired', 'yes'),
  column(
    'registrationWaiver',
    `Why it is not: ${REGISTRATION_WAIVERS.join(', ')}; not asked of support workers`,
    '',
    { read: valueOf },
  ),
  answer('pendingRegistrationAccepted', 'no'),
  answer('driverRequired', 'no'),
  choice('dbsLevel', DBS_LEVELS, 'enhanced_with_barred_lists'),
  choice('dbsWorkforce', DBS_WORKFORCES, 'adult', workforceOf),
  column('closesAt', 'Closing date, as 2027-01-31 or 31/01/2027', '2027-01-31', {
    ...{ name: 'closes_on', read: endOfDayIn },
    wrong: 'This is not a day, such as 2027-01-31 or 31/01/2027.',
  }),
  column(
    'notStated',
    `What the post does not state, whatever is read from the text, with ; between: ${NAMES_OF_FIELDS.join(', ')}`,
    'grade; pay_basis',
    {
      read: fieldsNotStated,
      wrong: `This must be one or more, with ; between, of: ${NAMES_OF_FIELDS.join(', ')}.`,
    },
  ),
];
