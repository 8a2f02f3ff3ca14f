import { z } from 'zod';
import { CONFIDENCES, REASONS } from './judge-pair.js';

const timestamp = z.iso.datetime();

const record = z.object({
  id: z.uuid(),
  reference: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  postcode: z.string().nullable(),
  hcpcNumber: z.string().nullable(),
  createdAt: timestamp,
  cvs: z.int().meta({ description: 'How many CVs the record holds.' }),
});

const proposal = z
  .object({
    confidence: z.enum(CONFIDENCES).meta({
      description:
        '`strong`: the same HCPC number and name. `likely`: the same number, or contact data with the name. `possible`: look closely.',
    }),
    reasons: z.array(z.object({ reason: z.enum(REASONS), words: z.string() })),
    records: z.array(record).length(2).meta({ description: 'The older record first.' }),
  })
  .meta({ id: 'DuplicateProposal' });

export const duplicatePage = z.object({ items: z.array(proposal), nextCursor: z.string().nullable() });

export const dismissal = z
  .strictObject({
    candidateIds: z.array(z.uuid()).length(2).meta({ description: 'The two records that are two people.' }),
  })
  .meta({ id: 'DuplicateDismissal' });

export const dismissed = z.object({ candidateIds: z.array(z.uuid()) });

export const mergeInput = z
  .strictObject({
    candidateId: z.uuid().meta({ description: 'The record that is merged into the one of the address.' }),
  })
  .meta({ id: 'NewMerge' });

export const mergeView = z
  .object({
    id: z.uuid(),
    keptId: z.uuid().meta({ description: 'The record that speaks for the person.' }),
    mergedId: z.uuid(),
    mergedAt: timestamp,
    undoneAt: timestamp.nullable(),
    cvs: z.int().meta({ description: 'CVs that came from the merged record.' }),
  })
  .meta({ id: 'Merge' });
