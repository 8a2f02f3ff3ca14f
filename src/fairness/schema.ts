import { z } from 'zod';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { QUESTION_NAMES } from './monitoring-questions.js';
import { STEPS } from './report-selection.js';
import { FEWEST_PEOPLE } from './selection-ratios.js';
import { CHARACTERISTICS } from './who-somebody-is.js';

const count = z.int().min(0);

export const fairnessQuery = z.strictObject({
  sample: z.coerce.number().int().min(1).max(200).default(50).meta({
    description: 'How many stored CVs are read again with somebody else’s particulars, at most.',
  }),
  top: z.coerce.number().int().min(1).max(100).default(10).meta({
    description: 'How many places from the top of a list count as taken.',
  }),
  stage: z.enum(STAGES).optional().meta({ description: 'Vacancies of this stage alone.' }),
  sector: z.enum(SECTORS).optional().meta({ description: 'Vacancies of this sector alone.' }),
});

const invarianceLine = z.object({
  characteristic: z.enum(CHARACTERISTICS),
  tried: count.meta({ description: 'Changed CVs that were read.' }),
  changed: count.meta({ description: 'Of them, read otherwise than as sent. Anything but 0 is a fault.' }),
  examples: z.array(z.string()).meta({ description: 'CVs at fault, at most ten.' }),
});

const groupRatio = z.object({
  group: z.string(),
  people: count.nullable().meta({
    description: `To the nearest five; null: fewer than ${FEWEST_PEOPLE}, of whom nothing is said.`,
  }),
  rate: z.number().nullable().meta({ description: 'Per cent of the times that they were considered.' }),
  ratio: z.number().nullable().meta({ description: 'Of this rate to the highest of the groups shown.' }),
  low: z.number().nullable(),
  high: z.number().nullable().meta({ description: '95 % interval of the ratio, with people as its units.' }),
  belowFourFifths: z.boolean().meta({ description: 'A sign to look into, and no proof.' }),
});

export const fairnessReport = z
  .object({
    at: z.iso.datetime(),
    versions: z.object({
      extractor: z.string(),
      taxonomy: z.string(),
      understanding: z.string(),
      rules: z.string(),
    }),
    invariance: z.object({ cvs: count, lines: z.array(invarianceLine) }),
    selection: z.object({
      top: count,
      stage: z.enum(STAGES).nullable(),
      sector: z.enum(SECTORS).nullable(),
      vacancies: count.meta({ description: 'Open vacancies with a list.' }),
      cutLists: count.meta({ description: 'Lists of which the first 1,000 places are stored and counted.' }),
      steps: z.array(
        z.object({
          step: z.enum(STEPS),
          questions: z.array(z.object({ question: z.enum(QUESTION_NAMES), groups: z.array(groupRatio) })),
        }),
      ),
    }),
  })
  .meta({ id: 'FairnessReport' });
