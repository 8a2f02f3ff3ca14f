import { revokeLinks } from '../candidates/revoke-links.js';
import { sendLink } from '../candidates/send-link.js';
import { viewCandidate } from '../candidates/view-candidate.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { namedPerson } from '../http/named-person.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import { address, anything, valueOf } from './address.js';
import type { FormFault } from './form-fault.js';
import type { Page, PageMaker } from './page.js';

/**
 * Staff send a person the link to their page; or, having heard that one got into other hands, end all of them: asked once
 * more, then done at once.
 */
export function linkPages(
  pages: PageMaker,
  { database, byEmail }: { readonly database: Database; readonly byEmail: boolean },
): Route[] {
  const ask = async (actor: Actor, id: string, faults: readonly FormFault[] = []): Promise<Page> => {
    const person = await viewCandidate(database, actor, id);
    return {
      view: 'links',
      title: `End the links of ${person.name}`,
      status: faults.length > 0 ? 400 : 200,
      data: { person, faults },
    };
  };
  const path = '/candidates/{id}/link-revocations';
  return [
    pages.define({
      method: 'post',
      path: '/candidates/{id}/links',
      summary: 'Send a person the link to their page',
      access: CONSULTANTS,
      params: byId,
      async show({ actor, params: { id } }) {
        const message = await sendLink(database, namedPerson(actor), id);
        // Without a mail server it is for whoever asked to pass on.
        return { to: byEmail ? address(`/candidates/${id}`, { done: 'link-sent' }) : `/messages/${message}` };
      },
    }),
    pages.define({
      path,
      summary: 'Asks once more before the links of a person are ended',
      access: CONSULTANTS,
      params: byId,
      show: ({ actor, params: { id } }) => ask(actor, id),
    }),
    pages.define({
      method: 'post',
      path,
      summary: 'End every link that a person was given',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        if (valueOf(body, 'confirm') !== 'yes') {
          return ask(actor, id, [{ field: 'confirm', text: 'Select that their links are to stop working' }]);
        }
        const sender = valueOf(body, 'send') === 'yes' ? namedPerson(actor).staffId : null;
        await revokeLinks(database, actor, id, sender);
        return { to: address(`/candidates/${id}`, { done: sender === null ? 'links' : 'new-link' }) };
      },
    }),
  ];
}
