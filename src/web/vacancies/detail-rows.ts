import type { z } from 'zod';
import type { Quote } from '../../cvs/quote.js';
import type { vacancyView } from '../../vacancies/schema.js';
import { labelOf, wordsOf } from '../words.js';

type Details = z.input<typeof vacancyView>['details'];

/** Something that the text says beside the fields; null: not stated. */
export interface DetailRow {
  readonly label: string;
  readonly words: string | null;
  readonly quotes: readonly Quote[];
}

/** All of it with the sentences, in words. */
export function detailRows(details: Details): DetailRow[] {
  const { dbsLevel, hours, place, payBasis, payYear, pendingRegistrationAccepted, settings, specialisms } =
    details;
  const quoted = (quote: Quote | null): Quote[] => (quote ? [quote] : []);
  return [
    { label: 'Pay year', words: payYear.value, quotes: quoted(payYear.quote) },
    {
      label: 'How pay is paid',
      words: payBasis.value && labelOf(payBasis.value, 'payBasis'),
      quotes: quoted(payBasis.quote),
    },
    { label: 'Hours', words: hours.value && hoursInWords(hours.value), quotes: quoted(hours.quote) },
    { label: 'Place', words: place.value, quotes: quoted(place.quote) },
    named('Settings', settings),
    named('Specialisms', specialisms),
    {
      label: 'DBS check',
      words: dbsLevel.value && labelOf(dbsLevel.value, 'level'),
      quotes: quoted(dbsLevel.quote),
    },
    {
      label: 'Pending registration',
      words: pendingRegistrationAccepted.value === true ? 'Accepted' : null,
      quotes: quoted(pendingRegistrationAccepted.quote),
    },
  ];
}

function named(label: string, found: Details['settings']): DetailRow {
  return {
    label,
    words: found.length === 0 ? null : found.map((one) => one.label).join(', '),
    quotes: found.map(({ quote }) => quote),
  };
}

function hoursInWords({ weekly, wholeTimeEquivalent, patterns }: NonNullable<Details['hours']['value']>) {
  const parts = [
    weekly === null ? null : `${weekly} hours a week`,
    wholeTimeEquivalent === null ? null : `${wholeTimeEquivalent} of full time`,
    ...patterns.map(wordsOf),
  ].filter((part) => part !== null);
  return parts.join(', ') || null;
}
