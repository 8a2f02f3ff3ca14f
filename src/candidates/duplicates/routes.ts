import { z } from 'zod';
import type { Database } from '../../database/client.js';
import type { Actor } from '../../http/actor.js';
import { pageQuery } from '../../http/cursor.js';
import type { Idempotency } from '../../http/idempotency.js';
import { byId, defineRoute, type Route, STAFF } from '../../http/route.js';
import type { Enqueue } from '../../queue/contracts.js';
import { enqueueOwed } from '../../queue/enqueue-owed.js';
import type { OwedJob } from '../../queue/queue.js';
import { dismissDuplicate } from './dismiss-duplicate.js';
import { CONFIDENCES } from './judge-pair.js';
import { listDuplicates } from './list-duplicates.js';
import { mergeCandidates } from './merge-candidates.js';
import { presentMerge } from './present-merge.js';
import { dismissal, dismissed, duplicatePage, mergeInput, mergeView } from './schema.js';
import { undoMerge } from './undo-merge.js';

export interface DuplicateDependencies {
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly idempotency: Idempotency;
}

const tag = 'Duplicates';

export function duplicateRoutes({ database, enqueue, idempotency }: DuplicateDependencies): Route[] {
  const enqueueAll = (jobs: readonly OwedJob[]): void => enqueueOwed(enqueue, jobs);

  return [
    defineRoute({
      method: 'get',
      path: '/v1/duplicates',
      tag,
      summary: 'Records that may be one person',
      description:
        'Pairs, the surest first, with the reasons. Nothing is merged by itself. The page shows names and contact data, so the look is recorded.',
      access: STAFF,
      query: pageQuery.extend({ confidence: z.enum(CONFIDENCES).optional() }),
      responses: { 200: { description: 'A page of pairs.', schema: duplicatePage } },
      problems: ['invalid_cursor'],
      async handle({ actor, query }) {
        return { status: 200, body: await listDuplicates(database, actor, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/duplicates/dismissals',
      tag,
      summary: 'Say that two records are two people',
      description: 'They are not proposed again.',
      access: STAFF,
      body: dismissal,
      responses: { 200: { description: 'Noted.', schema: dismissed } },
      problems: ['not_found'],
      async handle({ actor, body }) {
        const candidateIds = await database.prisma.$transaction((tx) =>
          dismissDuplicate(tx, staffOnly(actor), body.candidateIds),
        );
        return { status: 200, body: { candidateIds } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/merges',
      tag,
      summary: 'Merge another record into this one',
      description:
        'The CVs and consents of the other record go to this one, which is read and ranked again by its newest CV. It can be undone.',
      access: STAFF,
      idempotent: true,
      params: byId,
      body: mergeInput,
      responses: { 201: { description: 'Merged.', schema: mergeView } },
      problems: ['not_found', 'already_merged', 'consents_differ'],
      async handle(call) {
        const { actor, params, body } = call;
        let owed: readonly OwedJob[] = [];
        const done = await idempotency.once(call, byId, async (tx) => {
          const merged = await mergeCandidates(tx, staffOnly(actor), {
            keptId: params.id,
            mergedId: body.candidateId,
          });
          owed = merged.owed;
          return { status: 201, value: { id: merged.mergeId } };
        });
        enqueueAll(owed);
        return { status: done.status, body: await viewMerge(database, done.value.id) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/merges/{id}/undo',
      tag,
      summary: 'Undo a merge',
      description:
        'What the merge moved goes back, with what came in through the other record’s own link since. Later merges are undone first.',
      access: STAFF,
      params: byId,
      responses: { 200: { description: 'Two records again.', schema: mergeView } },
      problems: ['not_found', 'merge_undone', 'merge_not_last'],
      async handle({ actor, params }) {
        enqueueAll(await database.prisma.$transaction((tx) => undoMerge(tx, staffOnly(actor), params.id)));
        return { status: 200, body: await viewMerge(database, params.id) };
      },
    }),
  ];
}

/** The access rule has let staff through only. */
function staffOnly(actor: Actor): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff') throw new Error('only staff merge records');
  return actor;
}

async function viewMerge({ prisma }: Database, id: string): Promise<z.input<typeof mergeView>> {
  return presentMerge(await prisma.candidateMerge.findUniqueOrThrow({ where: { id } }));
}
