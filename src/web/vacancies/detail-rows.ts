import type { z } from 'zod';
import type { Quote } from '../../cvs/quote.js';
import type { vacancyView } from '../../vacancies/schema.js';
import { labelOf } from '../words.js';

type Details = z.input<typeof vacancyView>['details'];

/** Something that the text says beside the fields; null: not stated. */
export interface DetailRow {
  readonly label: string;
  readonly words: string | null;
  readonly quotes: readonly Quote[];
}

/** All of it with the sentences, in words. */
export function detailRows(details: Details): DetailRow[] {
  const { value, quote } = details.dbsWorkforce;
  return [
    named('Settings', details.settings),
    named('Specialisms', details.specialisms),
    { label: 'DBS workforce', words: value && labelOf(value, 'workforce'), quotes: quote ? [quote] : [] },
  ];
}

function named(label: string, found: Details['settings']): DetailRow {
  return {
    label,
    words: found.length === 0 ? null : found.map((one) => one.label).join(', '),
    quotes: found.map(({ quote }) => quote),
  };
}
