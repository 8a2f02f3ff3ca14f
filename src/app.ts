import express, { type Express } from 'express';
import { duplicateRoutes } from './candidates/duplicates/routes.js';
import { candidateRoutes } from './candidates/routes.js';
import type { Config } from './config.js';
import { cvRoutes } from './cvs/routes.js';
import type { Database } from './database/client.js';
import { answerNotFound, answerProblems } from './http/answer-problem.js';
import { watchDatabase } from './http/database-failure.js';
import { docsRoutes } from './http/docs-routes.js';
import { createIdempotency } from './http/idempotency.js';
import { addressLimiter, writeLimiter } from './http/limits.js';
import { mountRoutes } from './http/mount-routes.js';
import { openApiDocument } from './http/openapi.js';
import { operationRoutes } from './http/operation-routes.js';
import { assignRequestId } from './http/request-context.js';
import { logRequests } from './http/request-log.js';
import type { Route } from './http/route.js';
import { securityHeaders } from './http/security-headers.js';
import { createRankingIndexStore } from './matches/ranking-index-store.js';
import { rankingRoutes } from './matches/ranking-routes.js';
import { matchRoutes } from './matches/routes.js';
import { createReadiness } from './observability/health.js';
import type { Logger } from './observability/logger.js';
import { createMetrics, registerStateGauges } from './observability/metrics.js';
import type { Enqueue } from './queue/contracts.js';
import type { QueueCounts } from './queue/dead-letters.js';
import type { StartedRun } from './queue/ranking-run.js';
import { staffRoutes } from './staff/routes.js';
import { similarRoutes } from './similar/routes.js';
import type { Storage } from './storage/storage.js';
import type { Taxonomy } from './taxonomy/load-taxonomy.js';
import { vacancyRoutes } from './vacancies/routes.js';

export interface AppDependencies {
  readonly config: Config;
  readonly database: Database;
  readonly storage: Storage;
  readonly enqueue: Enqueue;
  /** What can be asked of the queue; null: nothing, as in tests without one. */
  readonly queue: {
    readonly probe: () => Promise<void>;
    readonly count: () => Promise<QueueCounts>;
    readonly enqueueRun?: (run: StartedRun) => Promise<void>;
  } | null;
  readonly taxonomy: Taxonomy;
  readonly logger: Logger;
  readonly version: string;
  /** Aborted when the process begins to stop: health says so, streams end, connections are not kept. */
  readonly stopping: AbortSignal;
}

export interface App {
  readonly express: Express;
  /** All routes, as documented at /openapi.json. */
  readonly routes: readonly Route[];
  /** Loads everybody into the index that what-ifs and filters are answered from, before the first of them asks. */
  warmUp(): Promise<void>;
}

/** Puts the API together from what it depends on. Reads no environment and opens nothing. */
export function createApp(dependencies: AppDependencies): App {
  const { config, database, storage, enqueue, queue, taxonomy, logger, version, stopping } = dependencies;
  const databaseWatch = watchDatabase(database);
  const idempotency = createIdempotency(database);
  const metrics = createMetrics();
  registerStateGauges(metrics, { database, storage, countJobs: queue?.count ?? null, build: { version } });
  const ready = createReadiness({
    database,
    databaseAnswers: databaseWatch.answers,
    storage,
    probeQueue: queue?.probe ?? null,
    stopping,
  });
  const people = createRankingIndexStore(taxonomy);
  const enqueueRun = async (run: StartedRun): Promise<void> => {
    try {
      if (queue?.enqueueRun) {
        await queue.enqueueRun(run);
        return;
      }
      for (let chunk = 0; chunk < run.chunks; chunk += 1)
        await enqueue('rank-chunk', { runId: run.runId, chunk: String(chunk) }, { revision: chunk });
    } catch (error) {
      // The rows say what is owed, and the reconciler enqueues it.
      logger.warn({ err: error, runId: run.runId }, 'the jobs of a run could not be enqueued yet');
    }
  };
  const countRefusal = (limiter: string): void => metrics.rateLimited.inc({ limiter });

  const { publicUrl, linkSecret, linkDays, uploadMaxBytes } = config;
  const routes: Route[] = [
    ...cvRoutes({
      database,
      storage,
      enqueue,
      taxonomy,
      idempotency,
      metrics,
      links: { publicUrl, linkSecret, linkDays },
      uploadMaxBytes,
      stopping,
    }),
    ...vacancyRoutes({ database, enqueue, taxonomy, idempotency }),
    ...matchRoutes({ database, taxonomy, people }),
    ...similarRoutes({ database, taxonomy, people }),
    ...rankingRoutes({ database, taxonomy, enqueueRun, stopping }),
    ...candidateRoutes(database),
    ...duplicateRoutes({ database, enqueue, idempotency }),
    ...staffRoutes(database, idempotency),
    ...operationRoutes(ready, metrics, version),
    ...docsRoutes(() => openApiDocument(routes, version)),
  ];

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies);
  app.set('case sensitive routing', true);
  app.use(assignRequestId(config.trustedProxies));
  app.use(logRequests(logger, metrics));
  app.use(...securityHeaders());
  app.use((_request, response, next) => {
    if (stopping.aborted) response.set('connection', 'close');
    next();
  });
  app.use('/v1', addressLimiter(config.rateLimitPerMinute, countRefusal));
  mountRoutes(app, routes, {
    database,
    databaseWatch,
    linkSecret,
    metrics,
    writeLimiter: writeLimiter(config.rateLimitPerMinute, countRefusal),
  });
  app.use(answerNotFound);
  app.use(answerProblems(logger, metrics));
  return { express: app, routes, warmUp: () => people.refresh(database.pool) };
}
