import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import type { LinkSettings } from '../messages/compose-message.js';
import { listMessages, listOwedMessages, MOST_LISTED } from '../messages/list-messages.js';
import { notePassedOn, retryMessage } from '../messages/settle-message.js';
import { showMessage } from '../messages/show-message.js';
import { anything, valueOf } from './address.js';
import type { PageMaker } from './page.js';

export interface MessagePageDependencies {
  readonly database: Database;
  readonly links: LinkSettings;
  /** Whether a mail server is set. */
  readonly byEmail: boolean;
}

/** Messages to candidates: those that somebody has to do something about, and each with its text to pass on. */
export function messagePages(
  pages: PageMaker,
  { database, links, byEmail }: MessagePageDependencies,
): Route[] {
  const settle = (name: string, summary: string, work: typeof retryMessage): Route =>
    pages.define({
      method: 'post',
      path: `/messages/{id}/${name}`,
      summary,
      access: CONSULTANTS,
      params: byId,
      async show({ actor, params: { id } }) {
        try {
          await work(database, actor, id);
          return { to: `/messages?done=${name}` };
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'message_not_failed') throw error;
          return { to: '/messages?done=meanwhile' };
        }
      },
    });
  return [
    pages.define({
      path: '/messages',
      summary: 'Messages that wait for a person, or all of them',
      access: CONSULTANTS,
      query: anything,
      async show({ query }) {
        const isAll = valueOf(query, 'show') === 'all';
        const items = isAll
          ? await listMessages(database, byEmail)
          : await listOwedMessages(database, byEmail);
        return {
          view: 'messages',
          title: 'Messages',
          data: { items, isAll, byEmail, most: MOST_LISTED, done: valueOf(query, 'done') },
        };
      },
    }),
    pages.define({
      path: '/messages/{id}',
      summary: 'A message as it is sent, to be passed on',
      access: CONSULTANTS,
      params: byId,
      async show({ actor, params: { id } }) {
        const message = await showMessage(database, links, actor, id);
        return { view: 'message', title: message.subject, data: { message, byEmail } };
      },
    }),
    settle('retry', 'Send a message again', retryMessage),
    settle('passing-on', 'Say that a message was passed on by hand', notePassedOn),
  ];
}
