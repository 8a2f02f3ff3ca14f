import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { ADMINS, byId, CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import type { StartedRun } from '../queue/ranking-run.js';
import { startRun } from '../queue/ranking-run.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../versions.js';
import { listRuns, rankingRun, streamRun, viewRun } from './view-ranking-run.js';

const tag = 'Rankings';

export interface RankingDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
  /** Hands the jobs of a run to the queue: a hint that may get lost. */
  readonly enqueueRun: (run: StartedRun) => Promise<void>;
  readonly stopping: AbortSignal;
}

/** Ranking every open vacancy again, and watching it. */
export function rankingRoutes({ database, taxonomy, enqueueRun, stopping }: RankingDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/rankings',
      tag,
      summary: 'Rank every open vacancy again',
      description:
        'The lists stay as they are until each is replaced. While a run is under way, that one is given.',
      access: ADMINS,
      responses: {
        202: { description: 'Started.', schema: rankingRun },
        200: { description: 'One is under way already.', schema: rankingRun },
      },
      async handle({ actor }) {
        const run = await startRun(database.pool, versionKey(versions(taxonomy)), 'asked');
        if (run.isNew) {
          await database.prisma.$transaction((tx) =>
            appendAudit(tx, { actor, action: 'ranking.started', subject: `ranking:${run.runId}` }),
          );
          void enqueueRun(run);
        }
        return {
          status: run.isNew ? 202 : 200,
          headers: { location: `/v1/rankings/${run.runId}` },
          body: await viewRun(database, run.runId),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/rankings',
      tag,
      summary: 'Rankings of all vacancies, the latest first',
      access: CONSULTANTS,
      responses: { 200: { description: 'The last 20.', schema: z.object({ items: z.array(rankingRun) }) } },
      async handle() {
        return { status: 200, body: { items: await listRuns(database) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/rankings/{id}',
      tag,
      summary: 'How far a ranking of all vacancies is',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The run.', schema: rankingRun } },
      problems: ['not_found'],
      async handle({ params }) {
        return { status: 200, body: await viewRun(database, params.id) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/rankings/{id}/events',
      tag,
      summary: 'Follow a ranking of all vacancies',
      description:
        'Server-Sent Events named `progress`, whose data is a RankingRun object. Ends with the run.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'A stream of events.', contentType: 'text/event-stream' } },
      problems: ['not_found'],
      async handle({ params, request, response }) {
        await streamRun(database, params.id, { stopping }, request, response);
        return null;
      },
    }),
  ];
}
