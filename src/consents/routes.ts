import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import { byId, type Reply, type Route } from '../http/route.js';
import { CANDIDATE_OR_CONSULTANTS, defineRoute } from '../http/route.js';
import type { Enqueue } from '../queue/contracts.js';
import { enqueueOwed } from '../queue/enqueue-owed.js';
import { giveConsent } from './give-consent.js';
import { listConsents } from './list-consents.js';
import { consentList, newConsent, withdrawal } from './schema.js';
import { withdrawConsent } from './withdraw-consent.js';

export interface ConsentDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
}

const tag = 'Consents';
const responses = { 200: { description: 'All consents of the person.', schema: consentList } };

export function consentRoutes({ database, enqueue }: ConsentDependencies): Route[] {
  const list = async (actor: Actor, id: string): Promise<Reply> => ({
    status: 200,
    body: await listConsents(database, actor, id),
  });

  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/consents',
      tag,
      summary: 'What a person has agreed to and taken back',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses,
      problems: ['not_found'],
      handle: ({ actor, params }) => list(actor, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/consents',
      tag,
      summary: 'Agree to something',
      description:
        'By the person, or by staff who were told and say how. Agreeing to what stands already changes nothing; a later end is a new consent beside the old one.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      body: newConsent,
      responses,
      problems: ['not_found', 'keeping_needed', 'vacancy_closed'],
      async handle({ actor, params, body }) {
        const owed = await asActor(database, actor, (tx) => giveConsent(tx, actor, params.id, body));
        enqueueOwed(enqueue, owed);
        return list(actor, params.id);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/withdrawals',
      tag,
      summary: 'Take back what was agreed to',
      description:
        'By the person, or by staff who were told and say how. What depends on it ends with it: without keeping there is no representing, and without that no single vacancy. Whoever may not be kept is in no list from that moment. Taking back twice is fine.',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      body: withdrawal,
      responses,
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        const owed = await asActor(database, actor, (tx) => withdrawConsent(tx, actor, params.id, body));
        enqueueOwed(enqueue, owed);
        return list(actor, params.id);
      },
    }),
  ];
}
