import { z } from 'zod';
import { RECORD_CLASSES } from './retention-rules.js';

const timestamp = z.iso.datetime();
const count = z.int().min(0);

export const erased = z
  .object({
    id: z.uuid(),
    kept: z
      .object({ until: timestamp, words: z.string() })
      .nullable()
      .meta({ description: 'What the law obliges to keep, and until when; null: nothing.' }),
    employersToTell: z.array(z.string()).meta({
      description:
        'They were sent the CV, and are to be told of the erasure (UK GDPR, Article 19); each stands at GET /v1/erasure-notices until somebody has told them.',
    }),
  })
  .meta({ id: 'Erased' });

export const conductRecords = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      postcode: z.string().nullable(),
      keepUntil: timestamp,
      introductions: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});

export const retention = z
  .object({
    quarantineDays: count,
    rules: z.array(z.object({ recordClass: z.enum(RECORD_CLASSES), words: z.string(), due: count })),
    setApart: count.meta({ description: 'People who would be set apart now.' }),
    released: count,
    held: count.meta({ description: 'People whose time is over, but who are under legal hold.' }),
  })
  .meta({ id: 'Retention' });
