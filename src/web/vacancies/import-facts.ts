import type { Hours, Pay } from '../../understanding/criteria.js';
import type { PreparedVacancy } from '../../vacancies/change-vacancy.js';
import { labelOf } from '../words.js';
import { hoursInWords, payInWords } from './fact-rows.js';

/**
 * What a row of an import comes to beside its stage and band, in words: what it is and where, what it pays, and what it asks
 * for. What is not stated is left out, but for the sector, since the ranking goes by it.
 */
export function importFacts({ columns }: Pick<PreparedVacancy, 'columns'>): readonly string[] {
  const { sector, contract, place, postcode, payUnit, payBasis, payYear } = columns;
  // Prisma has a value of its own for a column of JSON without any.
  const hours = columns.hours instanceof Object && 'patterns' in columns.hours ? columns.hours : null;
  const pay = payUnit ? payInWords({ from: columns.payFrom, to: columns.payTo, unit: payUnit } as Pay) : null;
  const said = (value: string | null | undefined, kind: string): string | null =>
    value ? labelOf(value, kind) : null;
  const lines = [
    [
      said(sector, 'sector') ?? 'Sector not stated',
      said(contract, 'contract'),
      hours && hoursInWords(hours as unknown as Hours),
      [place, postcode].filter(Boolean).join(' '),
    ],
    [pay, said(payBasis, 'payBasis'), payYear],
    [
      columns.registrationRequired === false ? 'No HCPC registration needed' : null,
      columns.pendingRegistrationAccepted ? 'Pending registration accepted' : null,
      columns.driverRequired ? 'Must be able to drive' : null,
      columns.dbsLevel || columns.dbsWorkforce
        ? `DBS: ${[said(columns.dbsLevel, 'level'), said(columns.dbsWorkforce, 'workforce')].filter(Boolean).join(', for ')}`
        : null,
    ],
  ];
  return lines.map((line) => line.filter(Boolean).join(' · ')).filter((line) => line !== '');
}
