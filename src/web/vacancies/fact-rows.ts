import type { z } from 'zod';
import type { Quote } from '../../cvs/quote.js';
import type { Hours, Pay } from '../../understanding/criteria.js';
import type { vacancyView } from '../../vacancies/schema.js';
import { labelOf, stageInWords, wordsOf } from '../words.js';

type VacancyFields = z.input<typeof vacancyView>['fields'];

/** A field of a vacancy in words. */
export interface FactRow {
  readonly label: string;
  readonly words: string;
  readonly setBy: 'staff' | 'text' | null;
  readonly quote: Quote | null;
}

const POUNDS = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const WHOLE_POUNDS = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});

/** The fields of a vacancy, in the order of its form. */
export function factRows({ fields }: { readonly fields: VacancyFields }): FactRow[] {
  const row = (label: string, name: keyof VacancyFields, words: string): FactRow => {
    const { setBy, quote } = fields[name];
    return { label, words, setBy, quote };
  };
  const yesOrNo = (value: boolean | null): string => (value === null ? NOT_STATED : value ? 'Yes' : 'No');
  return [
    row('Career stage', 'stage', stageInWords(fields.stage.value, fields.stage.growsTo)),
    row('Sector', 'sector', labelOf(fields.sector.value, 'sector')),
    row('NHS band', 'band', fields.band.value ?? NOT_STATED),
    row('Council grade', 'grade', fields.grade.value ?? NOT_STATED),
    row('Contract', 'contract', labelOf(fields.contract.value, 'contract')),
    row('Hours', 'hours', fields.hours.value ? hoursInWords(fields.hours.value) : NOT_STATED),
    row('Town or site', 'place', fields.place.value ?? NOT_STATED),
    row('Postcode', 'postcode', fields.postcode.value ?? NOT_STATED),
    row('HCPC registration needed', 'registrationRequired', yesOrNo(fields.registrationRequired.value)),
    row(
      'Pending registration accepted',
      'pendingRegistrationAccepted',
      yesOrNo(fields.pendingRegistrationAccepted.value),
    ),
    row('Must be able to drive', 'driverRequired', yesOrNo(fields.driverRequired.value)),
    row('DBS check asked for', 'dbsLevel', labelOf(fields.dbsLevel.value, 'level')),
    row('DBS workforce', 'dbsWorkforce', labelOf(fields.dbsWorkforce.value, 'workforce')),
    row('Pay', 'pay', fields.pay.value ? payInWords(fields.pay.value) : NOT_STATED),
    row('How pay is paid', 'payBasis', labelOf(fields.payBasis.value, 'payBasis')),
    row('Pay year', 'payYear', fields.payYear.value ?? NOT_STATED),
  ];
}

const NOT_STATED = 'Not stated';

/** `37.5 hours a week, full time`. */
export function hoursInWords({
  weekly,
  wholeTimeEquivalent,
  patterns,
}: NonNullable<VacancyFields['hours']['value']> | Hours): string {
  return [
    weekly === null ? null : `${weekly} hours a week`,
    wholeTimeEquivalent === null ? null : `${wholeTimeEquivalent} of full time`,
    ...patterns.map(wordsOf),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** `£38,682 to £46,580 a year`, `from £24.50 an hour`. */
export function payInWords({ from, to, unit }: Pay): string {
  const pounds = (amount: number): string =>
    (Number.isInteger(amount) ? WHOLE_POUNDS : POUNDS).format(amount);
  const per = labelOf(unit, 'payUnit');
  if (from !== null && to !== null && from !== to) return `${pounds(from)} to ${pounds(to)} ${per}`;
  if (from !== null && to === null) return `from ${pounds(from)} ${per}`;
  if (from === null && to !== null) return `up to ${pounds(to)} ${per}`;
  return from === null ? NOT_STATED : `${pounds(from)} ${per}`;
}
