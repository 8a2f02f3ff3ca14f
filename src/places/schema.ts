import { z } from 'zod';
import type { Miles } from './miles-between.js';
import { PRECISIONS } from './place.js';
import { readUkPostcode } from './read-uk-postcode.js';

/** A distance on a row. */
export const milesView = z
  .object({
    miles: z.number().meta({ description: 'As the crow flies, to a tenth of a mile.', example: 12.4 }),
    precision: z.enum(PRECISIONS).meta({
      description:
        'What the rougher of the two ends was measured from: the whole postcode, the middle of its district (`LS1`) or the middle of its area (`LS`).',
    }),
  })
  .meta({ id: 'Distance' });

export function presentMiles(miles: Miles | null): z.input<typeof milesView> | null {
  return miles && { miles: miles.tenths / 10, precision: miles.precision };
}

/** Schema of a whole postcode; comes out in Royal Mail's spelling. */
export const fullUkPostcode = z.string().transform((written, context) => {
  const full = readUkPostcode(written)?.full;
  return full ?? refuse(context, 'This is not a UK postcode, such as LS1 3EX.');
});

/** Schema of a postcode or the first half of one; comes out in Royal Mail's spelling. */
export const ukPostcode = z.string().transform((written, context) => {
  const read = readUkPostcode(written);
  return (
    read?.full ?? read?.district ?? refuse(context, 'This is not a UK postcode, such as LS1 3EX or LS1.')
  );
});

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
