import type { Database } from '../database/client.js';
import { namedPerson } from '../http/named-person.js';
import { ADMINS, byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { judgeOffer } from './judge-offer.js';
import { exportAccepted, listOffers } from './list-offers.js';
import { offerForm } from './offer-form.js';
import { acceptedForms, judgement, newOfferedForm, offeredForms, offeredFormsQuery } from './schema.js';

const tag = 'Taxonomy';

/** Words of CVs that staff offer to the taxonomy, and what administrators decide about them. */
export function offeredFormRoutes(database: Database, taxonomy: Taxonomy): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/offered-forms',
      tag,
      summary: 'Offer words of a person’s CV to the taxonomy',
      description:
        'Of the CV that they are ranked by. Words that may tell who somebody is are refused. The same words for the same concept again are answered with the first id.',
      access: CONSULTANTS,
      params: byId,
      body: newOfferedForm,
      responses: { 201: { description: 'Offered.', schema: byId } },
      problems: [
        'not_found',
        'words_too_long',
        'words_too_short',
        'words_personal',
        'words_not_in_cv',
        'form_known',
        'text_unavailable',
      ],
      async handle({ actor, params, body }) {
        const id = await offerForm(database, taxonomy, namedPerson(actor), params.id, body);
        return { status: 201, body: { id } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/taxonomy/offered-forms',
      tag,
      summary: 'Words that were offered to the taxonomy',
      description: 'The same words for the same concept once, the newest first.',
      access: ADMINS,
      query: offeredFormsQuery,
      responses: { 200: { description: 'The offers.', schema: offeredForms } },
      async handle({ query }) {
        return { status: 200, body: await listOffers(database, taxonomy, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/taxonomy/accepted-forms',
      tag,
      summary: 'Accepted words, as the data files are to say it',
      access: ADMINS,
      responses: { 200: { description: 'Entries by file.', schema: acceptedForms } },
      async handle() {
        return { status: 200, body: await exportAccepted(database) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/taxonomy/offered-forms/{id}/judgement',
      tag,
      summary: 'Accept or decline words that were offered',
      access: ADMINS,
      params: byId,
      body: judgement,
      responses: { 204: { description: 'Decided.' } },
      problems: ['not_found', 'judged_already', 'form_known'],
      async handle({ actor, params, body }) {
        await judgeOffer(database, taxonomy, namedPerson(actor), params.id, body);
        return { status: 204 };
      },
    }),
  ];
}
