import type { z } from 'zod';
import { dayInLondon } from '../../london-day.js';
import { SECTORS, STAGES } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { IMPORTANCES, PAY_BASES } from '../../understanding/criteria.js';
import { CONTRACTS } from '../../understanding/profile.js';
import { DBS_LEVELS, DBS_WORKFORCES } from '../../understanding/vacancy/read-dbs.js';
import { REGISTRATION_WAIVERS } from '../../vacancies/registration-waiver.js';
import type { suggestions, vacancyView } from '../../vacancies/schema.js';
import { sentFor, type Fields } from '../address.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import { markQuote } from '../mark-text.js';
import { choicesOf, labelOf } from '../words.js';
import { criterionRows, shownCriteria } from './criteria-form.js';
import { detailRows } from './detail-rows.js';
import { hoursRows, shownHours } from './hours-form.js';

/** What the text of a vacancy says by itself. */
export type TextSays = Pick<z.input<typeof suggestions>, 'fields' | 'criteria'>;

/** What the form shows to somebody who has not changed anything yet. */
export interface FormBasis extends TextSays {
  readonly title: string;
  readonly employer: string;
  /** Day in the United Kingdom; empty: none. */
  readonly closesOn: string;
  readonly registrationWaiver: string | null;
  readonly details: z.input<typeof vacancyView>['details'];
}

const BOOLEANS = [
  { value: 'true', text: 'Yes' },
  { value: 'false', text: 'No' },
];

/** Fields that the text suggests and staff may change, in the order of the form; hours and pay have inputs of their own. */
const FIELDS = [
  { name: 'stage', label: 'Career stage', choices: choicesOf('stage', STAGES) },
  { name: 'sector', label: 'Sector', choices: choicesOf('sector', SECTORS) },
  { name: 'band', label: 'NHS band', choices: null },
  { name: 'grade', label: 'Council grade', choices: null },
  { name: 'contract', label: 'Contract', choices: choicesOf('contract', CONTRACTS) },
  { name: 'place', label: 'Town or site', choices: null },
  { name: 'postcode', label: 'Postcode of the post', choices: null },
  { name: 'registrationRequired', label: 'HCPC registration needed', choices: BOOLEANS },
  { name: 'pendingRegistrationAccepted', label: 'Pending registration accepted', choices: BOOLEANS },
  { name: 'driverRequired', label: 'Must be able to drive', choices: BOOLEANS },
  { name: 'dbsLevel', label: 'DBS check asked for', choices: choicesOf('level', DBS_LEVELS) },
  { name: 'dbsWorkforce', label: 'DBS workforce', choices: choicesOf('workforce', DBS_WORKFORCES) },
  { name: 'payBasis', label: 'How pay is paid', choices: choicesOf('payBasis', PAY_BASES) },
  { name: 'payYear', label: 'Pay year, like 2026/27', choices: null },
] as const;

const PAY_UNITS = choicesOf('payUnit', ['year', 'hour', 'day']);

/** All that the view of the form shows. */
export function formData(
  sent: Fields,
  basis: FormBasis,
  text: TextSays,
  taxonomy: Taxonomy,
  faults: readonly FormFault[],
): Readonly<Record<string, unknown>> {
  return {
    faults,
    fault: faultsByField(faults),
    form: { ...fieldRows(sent, basis, text), ...criterionRows(sent, basis.criteria, taxonomy) },
    details: detailRows(basis.details),
    importances: choicesOf('importance', IMPORTANCES),
    mark: markQuote,
  };
}

/** What the form says before anything is changed, by the name of its input. */
export function shownValues(basis: FormBasis): Readonly<Record<string, string>> {
  const { pay } = basis.fields;
  return {
    title: basis.title,
    employer: basis.employer,
    closesOn: basis.closesOn,
    registrationWaiver: basis.registrationWaiver ?? '',
    ...Object.fromEntries(FIELDS.map(({ name }) => [name, asText(basis.fields[name].value)])),
    ...shownHours(basis.fields.hours.value),
    payFrom: asText(pay.value?.from ?? null),
    payTo: asText(pay.value?.to ?? null),
    payUnit: pay.value?.unit ?? 'year',
    ...shownCriteria(basis.criteria),
  };
}

/** The fields as the view shows them: what was sent before what stands, and always the words of the text. */
function fieldRows(sent: Fields, basis: FormBasis, text: TextSays): object {
  const { hours, pay, stage } = basis.fields;
  return {
    title: sentFor(sent, 'title') ?? basis.title,
    employer: sentFor(sent, 'employer') ?? basis.employer,
    closesOn: sentFor(sent, 'closesOn') ?? basis.closesOn,
    waiver: {
      name: 'registrationWaiver',
      label: 'Why HCPC registration is not needed',
      value: sentFor(sent, 'registrationWaiver') ?? basis.registrationWaiver ?? '',
      choices: choicesOf('waiver', REGISTRATION_WAIVERS),
    },
    rows: FIELDS.map(({ name, label, choices }) => ({
      ...{ name, label, choices },
      quote: text.fields[name].quote,
      setBy: basis.fields[name].setBy,
      value: sentFor(sent, name) ?? asText(basis.fields[name].value),
    })),
    growsTo: stage.growsTo && labelOf(stage.growsTo, 'stage'),
    hours: {
      ...hoursRows(sent, hours.value),
      quote: text.fields.hours.quote,
      setBy: hours.setBy,
    },
    pay: {
      from: sentFor(sent, 'payFrom') ?? asText(pay.value?.from ?? null),
      to: sentFor(sent, 'payTo') ?? asText(pay.value?.to ?? null),
      unit: sentFor(sent, 'payUnit') ?? pay.value?.unit ?? 'year',
      units: PAY_UNITS,
      quote: text.fields.pay.quote,
      setBy: pay.setBy,
    },
  };
}

/** The day in the United Kingdom on which a vacancy closes; empty: none. */
export function closingDayOf(closesAt: string | null): string {
  return closesAt === null ? '' : dayInLondon(new Date(closesAt));
}

/** The day that the text names; empty where it leaves the year out, as adverts often do. */
export function closingDayRead(details: FormBasis['details']): string {
  const date = details.closing.value;
  if (!date?.year) return '';
  const twoDigits = (part: number): string => String(part).padStart(2, '0');
  return `${date.year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

const WEEKLY = 'Enter hours a week as a number up to 60, like 37.5';
const SHARE = 'Enter the share of full time as a number up to 1, like 0.6';
const AMOUNT = 'Enter pay in pounds, like 38682 or 24.50';
const SENTENCES: Readonly<Record<string, string>> = {
  title: 'Enter the title of the post',
  employer: 'Enter the employer',
  description: 'Enter the text of the advert, at most 50,000 characters',
  closesAt: 'Enter the closing date as a date',
  'hours.weekly': WEEKLY,
  'hours.wholeTimeEquivalent': SHARE,
  'pay.from': AMOUNT,
  // Above the form nothing says what “this” is.
  postcode: 'Enter the postcode like LS1 3EX, or its first part like LS1',
  payYear: 'Enter the pay year like 2026/27',
  registrationRequired: 'Select “No” where HCPC registration is not needed, or take the reason back',
  registrationWaiver: 'Select why a post of this stage needs no HCPC registration',
};
const FIELD_OF: Readonly<Record<string, string>> = {
  closesAt: 'closesOn',
  'hours.weekly': 'weekly',
  'hours.wholeTimeEquivalent': 'wholeTimeEquivalent',
  'pay.from': 'payFrom',
  'pay.to': 'payTo',
  'pay.unit': 'payUnit',
};

/** What is wrong with a field, as the form says it. */
export function faultOf({ field, message }: { readonly field: string; readonly message: string }): FormFault {
  const text = field === 'pay.to' && message.startsWith('Invalid') ? AMOUNT : (SENTENCES[field] ?? message);
  return { field: FIELD_OF[field] ?? field, text: text.replace(/\.$/, '') };
}

function asText(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}
