import { z } from 'zod';
import { consentView } from '../consents/schema.js';
import { cvView } from '../cvs/schema.js';

import { email } from './contact-fields.js';
import { mergeView } from './duplicates/schema.js';

const timestamp = z.iso.datetime();

export const linkRequest = z.strictObject({ email }).meta({ id: 'LinkRequest' });

export const candidateView = z
  .object({
    id: z.uuid(),
    reference: z.string().meta({ description: 'As lists name the person.' }),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    postcode: z.string().nullable(),
    availableFrom: z.iso.date().nullable(),
    createdAt: timestamp,
    consents: z.array(consentView),
    mergedInto: z
      .object({ id: z.uuid(), reference: z.string() })
      .nullable()
      .meta({ description: 'The record that speaks for this person since the two were merged.' }),
    merges: z.array(mergeView).meta({ description: 'Merges into this record, the newest first.' }),
    cvs: z.array(
      cvView
        .pick({
          id: true,
          status: true,
          outcome: true,
          file: true,
          receivedAt: true,
          readyAt: true,
          inUse: true,
        })
        .extend({ flags: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'Candidate' });
