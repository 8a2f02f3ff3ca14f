import type { z } from 'zod';
import type { Quote } from '../../cvs/quote.js';
import type { vacancyView } from '../../vacancies/schema.js';

type Details = z.input<typeof vacancyView>['details'];

/** Something that the text says beside the fields; null: not stated. */
export interface DetailRow {
  readonly label: string;
  readonly words: string | null;
  readonly quotes: readonly Quote[];
}

/** All of it with the sentences, in words. */
export function detailRows(details: Details): DetailRow[] {
  return [named('Settings', details.settings), named('Specialisms', details.specialisms)];
}

function named(label: string, found: Details['settings']): DetailRow {
  return {
    label,
    words: found.length === 0 ? null : found.map((one) => one.label).join(', '),
    quotes: found.map(({ quote }) => quote),
  };
}
