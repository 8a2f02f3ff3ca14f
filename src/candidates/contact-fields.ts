import { z } from 'zod';
import { line } from '../http/text.js';
import { fullUkPostcode } from '../places/schema.js';

export const personName = line(200);

export const email = line(254)
  .refine((value) => z.email().safeParse(value).success, 'This is not an e-mail address.')
  .meta({ format: 'email', example: 'sam@example.org' });

export const phone = line(30)
  .regex(/^\+?[\d ()./-]+$/, { error: 'Use digits, spaces and a leading + only.', abort: true })
  .refine((value) => /^(?:\D*\d){7,15}\D*$/.test(value), 'A telephone number has 7 to 15 digits.');

export const postcode = line(10).pipe(fullUkPostcode);

/** `LS1 3EX` → `LS1`: near enough for distances, and not an address. */
export function outwardCodeOf(normalised: string): string {
  return normalised.split(' ')[0] ?? normalised;
}
