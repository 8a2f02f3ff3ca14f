import { z } from 'zod';
import type { Database } from '../database/client.js';
import { byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { LinkSettings } from './compose-message.js';
import { listMessages } from './list-messages.js';
import { MESSAGE_STATES, messageList, messageText } from './schema.js';
import { notePassedOn, retryMessage } from './settle-message.js';
import { showMessage } from './show-message.js';

const tag = 'Messages';

/** @param byEmail whether a mail server is set. */
export function messageRoutes(database: Database, links: LinkSettings, byEmail: boolean): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/messages',
      tag,
      summary: 'Messages to candidates, the newest first',
      description: 'The last 200 of a state.',
      access: CONSULTANTS,
      query: z.strictObject({ state: z.enum(MESSAGE_STATES).optional() }),
      responses: { 200: { description: 'The messages.', schema: messageList } },
      async handle({ query }) {
        return { status: 200, body: { items: await listMessages(database, byEmail, query.state) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/messages/{id}/text',
      tag,
      summary: 'A message as it is sent, with the candidate’s own link',
      description:
        'To be passed on by hand, and the look is recorded: whoever has the link acts as the person. A message that was ' +
        'sent by e-mail is shown without it.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The text.', schema: messageText } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        const { id, subject, text } = await showMessage(database, links, actor, params.id);
        return { status: 200, body: { id, subject, text } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/messages/{id}/retry',
      tag,
      summary: 'Send a message again that failed or is uncertain',
      access: CONSULTANTS,
      params: byId,
      responses: { 204: { description: 'It waits to be sent.' } },
      problems: ['not_found', 'message_not_failed'],
      async handle({ actor, params }) {
        await retryMessage(database, actor, params.id);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/messages/{id}/passing-on',
      tag,
      summary: 'Say that a message was passed on by hand',
      description: 'It counts as sent, and nothing sends it any more.',
      access: CONSULTANTS,
      params: byId,
      responses: { 204: { description: 'It counts as sent.' } },
      problems: ['not_found', 'message_not_failed'],
      async handle({ actor, params }) {
        await notePassedOn(database, actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}
