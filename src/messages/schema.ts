import { z } from 'zod';

export const MESSAGE_STATES = ['waiting', 'sending', 'sent', 'uncertain', 'failed'] as const;
const timestamp = z.iso.datetime();

export const messageView = z
  .object({
    id: z.uuid(),
    candidate: z.object({ id: z.uuid(), reference: z.string() }),
    kind: z.string(),
    subject: z.string(),
    state: z.enum(MESSAGE_STATES).meta({
      description:
        '`uncertain`: handed to the mail server, but nobody knows whether it arrived; never sent again by itself.',
    }),
    byEmail: z.boolean().meta({ description: 'False: no mail server is set, so it is for you to pass on.' }),
    createdAt: timestamp,
    sentAt: timestamp.nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'Message' });

export const messageList = z.object({ items: z.array(messageView) });

export const messageText = z
  .object({ id: z.uuid(), subject: z.string(), text: z.string() })
  .meta({ id: 'MessageText' });
