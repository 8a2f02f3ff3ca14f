import { changeContact, contactChange } from '../candidates/change-contact.js';
import { viewCandidate } from '../candidates/view-candidate.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { byId, CONSULTANTS, type Route } from '../http/route.js';
import { validate } from '../http/validate.js';
import { address, anything, type Fields, pick } from './address.js';
import { faultsByField, fieldFaults, type FormFault } from './form-fault.js';
import type { Page, PageMaker } from './page.js';

const path = '/candidates/{id}/contact';
const SENTENCES: Readonly<Record<string, string>> = {
  name: 'Enter their name',
  email: 'Enter an e-mail address, such as sam@example.org',
  phone: 'Enter a telephone number of 7 to 15 digits, or leave it empty',
  postcode: 'Enter a full UK postcode, such as LS1 3EX, or leave it empty',
};

/** Staff put right how a person is reached, who told them that it is wrong. */
export function contactPages(pages: PageMaker, database: Database): Route[] {
  const form = async (
    actor: Actor,
    id: string,
    sent?: Fields,
    faults: readonly FormFault[] = [],
  ): Promise<Page> => {
    const person = await viewCandidate(database, actor, id);
    return {
      view: 'contact',
      title: `Contact data of ${person.name}`,
      status: faults.length > 0 ? 400 : 200,
      data: { person, sent: sent ?? person, faults, fault: faultsByField(faults) },
    };
  };
  return [
    pages.define({
      path,
      summary: 'The contact data of a person, to be put right',
      access: CONSULTANTS,
      params: byId,
      show: ({ actor, params: { id } }) => form(actor, id),
    }),
    pages.define({
      method: 'post',
      path,
      summary: 'Put the contact data of a person right',
      access: CONSULTANTS,
      params: byId,
      body: anything,
      async show({ actor, params: { id }, body }) {
        // An empty field of the form says that there is none.
        const sent = {
          name: '',
          email: '',
          phone: null,
          postcode: null,
          ...pick(body, Object.keys(SENTENCES)),
        };
        try {
          const change = validate(contactChange, sent);
          await database.prisma.$transaction((tx) => changeContact(tx, actor, id, change));
          return { to: address(`/candidates/${id}`, { done: 'contact' }) };
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          const faults = fieldFaults(error, ({ field, message }) => ({
            field,
            text: SENTENCES[field] ?? message,
          }));
          return form(actor, id, body, faults);
        }
      },
    }),
  ];
}
