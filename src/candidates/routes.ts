import { addressOf } from '../http/limits.js';
import {
  byId,
  CANDIDATE_OR_CONSULTANTS,
  CONSULTANTS,
  defineRoute,
  PUBLIC,
  type Route,
} from '../http/route.js';
import { changeContact, contactChange, contactView } from './change-contact.js';
import { availability, setAvailability } from './set-availability.js';
import { candidateView, linkRequest } from './schema.js';
import { sendLinkAgain, type LinkWishDependencies } from './send-link.js';
import { revokeLinks } from './revoke-links.js';
import { viewCandidate } from './view-candidate.js';

export function candidateRoutes(dependencies: LinkWishDependencies): Route[] {
  const { database } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}',
      tag: 'Candidates',
      summary: 'A person by name, with their CVs',
      description: 'Lists show people without names; this look at the name is recorded.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The person.', schema: candidateView } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        return { status: 200, body: await viewCandidate(database, actor, params.id) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/v1/candidates/{id}/contact',
      tag: 'Candidates',
      summary: 'Put the contact data of a person right',
      description:
        'Of this record. Where an e-mail address was wrong, a link may have gone to somebody else: end the links then.',
      access: CONSULTANTS,
      params: byId,
      body: contactChange,
      responses: { 200: { description: 'As it is now.', schema: contactView } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        const now = await database.prisma.$transaction((tx) => changeContact(tx, actor, params.id, body));
        return { status: 200, body: now };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/v1/candidates/{id}/availability',
      tag: 'Candidates',
      summary: 'From when a person can start',
      description: 'A fact on the rows of lists and a filter; it never changes a score.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      body: availability,
      responses: { 200: { description: 'Noted.', schema: availability } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        await setAvailability(database, actor, params.id, body);
        return { status: 200, body };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/link-revocations',
      tag: 'Candidates',
      summary: 'End every link that a person was given',
      description:
        'By themselves, who are then without one until the agency writes to them again, or by staff who were told that a link got into other hands. The next message has a new one.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: { 204: { description: 'No link from before opens anything any more.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        await revokeLinks(database, actor, params.id);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/link-requests',
      tag: 'Candidates',
      summary: 'Ask for the link to one’s page again',
      description: 'It goes to the address on record. Answers alike whether or not anybody has the address.',
      access: PUBLIC,
      body: linkRequest,
      responses: { 202: { description: 'If there is a CV from that address, its link goes there.' } },
      problems: ['too_many_attempts'],
      async handle({ body, request }) {
        await sendLinkAgain(dependencies, body.email, addressOf(request));
        return { status: 202 };
      },
    }),
  ];
}
