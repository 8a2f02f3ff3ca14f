import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { STAGES } from '../../../src/taxonomy/concept.js';

const advert = z.object({
  id: z.string(),
  title: z.string(),
  employer: z.string().nullish(),
  salary: z.string().nullish(),
  band: z.string().nullish(),
  stage: z.enum(STAGES).nullish(),
  postcode: z.string().nullish(),
  employmentType: z.string().nullish(),
  text: z.string(),
});

/** One real advert as it was published, with the stage that its band stands for; null: its band is not known. */
export type Advert = z.output<typeof advert>;

/**
 * Reads adverts from a file of one JSON object a line.
 *
 * @throws Error that names the line, when one is no advert.
 */
export function readAdverts(path: string): readonly Advert[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readAdvert(line, `${path}:${index + 1}`)]));
}

function readAdvert(line: string, place: string): Advert {
  try {
    return advert.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${place} is not an advert`, { cause });
  }
}

/**
 * The advert as staff would paste it: title, pay and text. Masked, it has lost its pay line, and whatever else says
 * band, grade or pay is taken out by `mask`.
 */
export function pastedText(advert: Advert, mask: ((text: string) => string) | null): string {
  if (mask !== null) return `${mask(advert.title)}\n\n${mask(advert.text)}`;
  const head = [advert.title, advert.salary ?? ''].filter((line) => line.trim() !== '');
  return `${head.join('\n')}\n\n${advert.text}`;
}
