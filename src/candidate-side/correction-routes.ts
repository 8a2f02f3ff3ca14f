import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { asActor } from '../http/as-actor.js';
import {
  byId,
  CANDIDATE_OR_ADMINS,
  CANDIDATE_OR_CONSULTANTS,
  defineRoute,
  type Route,
} from '../http/route.js';
import type { Enqueue } from '../queue/contracts.js';
import { enqueueOwed } from '../queue/enqueue-owed.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { correctReading, listCorrections, withdrawCorrection } from './correct-reading.js';
import { correctionList, newCorrection } from './schema.js';

interface CorrectionDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly taxonomy: Taxonomy;
}

const tag = 'Candidate’s side';
const corrections = { 200: { description: 'All corrections, the oldest first.', schema: correctionList } };

/** What a person says is wrong or missing in what was read of their CV. */
export function correctionRoutes({ database, enqueue, taxonomy }: CorrectionDependencies): Route[] {
  const list = async (actor: Actor, id: string) => ({
    status: 200,
    body: await listCorrections(database, taxonomy, actor, id),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/v1/candidates/{id}/corrections',
      tag,
      summary: 'What a person says is wrong or missing in what was read',
      access: CANDIDATE_OR_CONSULTANTS,
      params: byId,
      responses: corrections,
      problems: ['not_found'],
      handle: ({ actor, params }) => list(actor, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/corrections',
      tag,
      summary: 'Say that something read is wrong, or missing',
      description:
        'The CV is understood and ranked again with it. Its text stays as it is; what is stated stands beside it, is quoted as stated, and both are seen by staff.',
      access: CANDIDATE_OR_ADMINS,
      params: byId,
      body: newCorrection,
      responses: corrections,
      problems: ['not_found', 'cv_missing'],
      async handle({ actor, params, body }) {
        enqueueOwed(
          enqueue,
          await asActor(database, actor, (tx) => correctReading(tx, actor, params.id, body, taxonomy)),
        );
        return list(actor, params.id);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/corrections/{id}',
      tag,
      summary: 'Take a correction back',
      description: 'It stays on record. Taking back twice is fine.',
      access: CANDIDATE_OR_ADMINS,
      params: byId,
      responses: { 204: { description: 'Taken back.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        enqueueOwed(
          enqueue,
          await asActor(database, actor, (tx) => withdrawCorrection(tx, actor, params.id)),
        );
        return { status: 204 };
      },
    }),
  ];
}
