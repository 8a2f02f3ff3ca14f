import { z } from 'zod';
import { pageQuery } from '../http/cursor.js';
import { line, text } from '../http/text.js';

export const FORM_STATES = ['open', 'accepted', 'declined'] as const;
export type FormState = (typeof FORM_STATES)[number];

const conceptId = z.string().max(100);

export const newOfferedForm = z
  .strictObject({
    // How long they may be is said by a code of its own.
    words: line(5_000).meta({
      description: 'As they stand in the CV; at most one sentence of 100 characters.',
    }),
    conceptId: conceptId
      .nullable()
      .meta({ description: 'The concept that the words mean; null: none of those that there are.' }),
  })
  .meta({ id: 'NewOfferedForm' });

export const judgement = z
  .strictObject({
    accepted: z.boolean(),
    reason: text(1_000),
    conceptId: conceptId
      .optional()
      .meta({ description: 'The concept instead of the one that was offered; needed where none was.' }),
  })
  .meta({ id: 'JudgementOfForm' });

const offeredForm = z
  .object({
    id: z.uuid(),
    words: z.string(),
    conceptId: z.string().nullable(),
    concept: z
      .string()
      .nullable()
      .meta({ description: 'The name of the concept; null also where it is one no longer.' }),
    state: z.enum(FORM_STATES),
    offers: z.int().min(1).meta({ description: 'How often these words were offered for this concept.' }),
    offeredBy: z.array(z.string()),
    offeredAt: z.iso.datetime().meta({ description: 'When first.' }),
    cvs: z.int().min(0).meta({ description: 'How many people’s CVs say it, of those that were looked at.' }),
    reason: z.string().nullable(),
    judgedBy: z.string().nullable(),
    judgedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'OfferedForm' });
export type OfferedForm = z.output<typeof offeredForm>;

export const offeredFormsQuery = z.strictObject({
  state: z.enum(FORM_STATES).default('open'),
  limit: pageQuery.shape.limit,
});

export const offeredForms = z
  .object({
    lookedAt: z.int().min(0).meta({ description: 'CVs that were looked at for the words: the newest 300.' }),
    items: z.array(offeredForm),
  })
  .meta({ id: 'OfferedForms' });

export const acceptedForms = z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
  id: 'AcceptedForms',
  description:
    'By the name of a file of src/taxonomy/data: the entries as they are to stand there, with the accepted words among their forms.',
});
