import { z } from 'zod';
import { line } from '../http/text.js';

export const role = z.enum(['consultant', 'agency_staff', 'admin']).meta({
  description:
    '`consultant` weighs people against vacancies; `agency_staff` handles CVs and vacancies; `admin` may do everything.',
});
const timestamp = z.iso.datetime();

const email = z.email().max(254).meta({
  description: 'What the person signs in with. Without one they say it when they first set a password.',
});

export const newStaff = z
  .strictObject({ name: line(200), role, email: email.optional() })
  .meta({ id: 'NewStaff' });

export const staffMember = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role,
    email: z.string().nullable(),
    createdAt: timestamp,
    disabledAt: timestamp.nullable().meta({ description: 'Since when the person may do nothing any more.' }),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    comesFromProvider: z.boolean().meta({ description: 'Has signed in from the OpenID provider.' }),
    resetAskedAt: timestamp
      .nullable()
      .meta({ description: 'Since when the person waits for a link to a new password.' }),
  })
  .meta({ id: 'Staff' });

const listedStaff = staffMember
  .extend({
    limitReachedAt: timestamp.nullable().meta({
      description:
        'When the person last came, within 30 days, to a limit on what one member of staff may take out in an hour.',
    }),
  })
  .meta({ id: 'ListedStaff' });

export const staffPage = z.object({ items: z.array(listedStaff), nextCursor: z.string().nullable() });

export const staffChange = z
  .strictObject({
    name: line(200).optional(),
    role: role.optional(),
    email: email.optional(),
    disabled: z
      .boolean()
      .optional()
      .meta({ description: 'true: signed out, and neither password nor keys work.' }),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'Say what is to be changed.' })
  .meta({ id: 'StaffChange' });

export const passwordLinkMade = z
  .object({
    url: z.string().meta({ description: 'To be handed to this person only; works once. Shown this once.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'PasswordLink' });

export const newKey = z
  .strictObject({
    staffId: z.uuid(),
    label: line(100).meta({ description: 'What the key is for.', example: 'Website upload form' }),
    expiresInDays: z.number().int().min(1).max(730).default(365),
    scopes: z
      .array(z.string())
      .max(50)
      .default([])
      .meta({
        description:
          'What the key is good for: the first word of an address and `read` or `write`. None: whatever its holder may do.',
        example: ['cvs:write'],
      }),
  })
  .meta({ id: 'NewApiKey' });

export const apiKey = z
  .object({
    id: z.uuid(),
    label: z.string(),
    scopes: z.array(z.string()).meta({ description: 'Empty: whatever its holder may do.' }),
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
