import { z } from 'zod';
import { line } from '../http/text.js';

const role = z.enum(['consultant', 'agency_staff', 'admin']).meta({
  description:
    '`consultant` weighs people against vacancies; `agency_staff` handles CVs and vacancies; `admin` may do everything.',
});
const timestamp = z.iso.datetime();

export const newStaff = z.strictObject({ name: line(200), role }).meta({ id: 'NewStaff' });

export const staffMember = z
  .object({ id: z.uuid(), name: z.string(), role, createdAt: timestamp })
  .meta({ id: 'Staff' });

export const newKey = z
  .strictObject({
    staffId: z.uuid(),
    label: line(100).meta({ description: 'What the key is for.', example: 'Website upload form' }),
    expiresInDays: z.number().int().min(1).max(730).default(365),
  })
  .meta({ id: 'NewApiKey' });

export const apiKey = z
  .object({
    id: z.uuid(),
    label: z.string(),
    prefix: z.string().meta({ description: 'How the key begins, so that people can tell keys apart.' }),
    staff: z.object({ id: z.uuid(), name: z.string(), role }),
    createdAt: timestamp,
    expiresAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
    lastUsedAt: timestamp.nullable().meta({ description: 'To the minute.' }),
  })
  .meta({ id: 'ApiKey' });

export const createdKey = apiKey
  .extend({ key: z.string().meta({ description: 'Shown this once. Only its digest is stored.' }) })
  .meta({ id: 'CreatedApiKey' });

export const keyPage = z.object({ items: z.array(apiKey), nextCursor: z.string().nullable() });
