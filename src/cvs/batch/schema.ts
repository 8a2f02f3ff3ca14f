import { z } from 'zod';
import { TOLD_BY } from '../../consents/consent-terms.js';
import { line } from '../../http/text.js';
import { cvStatus } from '../schema.js';
import { optional, yes, yesOrNo } from '../upload-fields.js';

/** What is said of all files of a batch together. */
export const batchFields = z.strictObject({
  consentToKeep: yes('CVs may only be taken if the people agreed that they are kept: send "true".').meta({
    description: 'Must be `true`: everybody in it agreed that their CV is kept.',
  }),
  consentToRepresent: yesOrNo.meta({
    description: '`true`: everybody in it wants to be put forward for vacancies.',
  }),
  how: z.enum(TOLD_BY).meta({ description: 'How the people told you what they agree to.' }),
  note: optional(line(500)).meta({ description: 'More about that, kept with each consent.' }),
  people: optional(z.string().max(256 * 1024)).meta({
    description:
      'Whose CV each file is, as CSV with the columns `file`, `name`, `email` and, where known, `phone` and `postcode`; one line for each file. A file `….csv` beside the CVs or in the ZIP does as well.',
  }),
});

/** The form with its files, for the documentation. */
export const batchForm = batchFields
  .extend({
    files: z
      .array(z.string().meta({ format: 'binary' }))
      .meta({ description: 'CVs, or ZIPs of CVs: at most 200 files and 100 MB together.' }),
  })
  .meta({ id: 'CvBatchUpload' });

export const ITEM_STATES = ['refused', ...cvStatus.options] as const;

const item = z.object({
  place: z.int().min(1).meta({ description: 'In the order in which they came.' }),
  fileName: z.string().nullable().meta({
    description:
      'People name the file of their CV after themselves: only in the answer to sending them, and where names were asked for.',
  }),
  state: z.enum(ITEM_STATES),
  cvId: z.uuid().nullable(),
  isKnown: z.boolean().meta({ description: 'The same document from this person was here before.' }),
  code: z.string().nullable().meta({
    description: 'Why it was refused, or what keeps it from being read; null: nothing does.',
  }),
  message: z.string().nullable().meta({ description: 'The sentence that goes with the code.' }),
});

export const batchView = z
  .object({
    id: z.uuid(),
    sentAt: z.iso.datetime(),
    sentBy: z.string(),
    final: z.boolean().meta({ description: 'Nothing will change any more.' }),
    counts: z.record(z.enum(ITEM_STATES), z.int().min(0)),
    items: z.array(item),
  })
  .meta({ id: 'CvBatch' });

export type BatchView = z.output<typeof batchView>;
