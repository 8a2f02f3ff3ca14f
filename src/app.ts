import express, { type Express } from 'express';
import { duplicateRoutes } from './candidates/duplicates/routes.js';
import { candidateRoutes } from './candidates/routes.js';
import { appendAudit } from './audit/append-audit.js';
import { LimitReached } from './audit/append-look.js';
import { recordLimit } from './audit/limits-reached.js';
import { auditRoutes } from './audit/routes.js';
import type { Config } from './config.js';
import { candidateSideRoutes } from './candidate-side/routes.js';
import { filedEvidenceOf } from './compliance/filed-evidence.js';
import { employerCheckRoutes } from './compliance/employer-routes.js';
import { complianceRoutes } from './compliance/routes.js';
import { consentRoutes } from './consents/routes.js';
import { unmatchedRoutes } from './cvs/unmatched-routes.js';
import { batchRoutes } from './cvs/batch/routes.js';
import { cvRoutes } from './cvs/routes.js';
import type { Database } from './database/client.js';
import type { DocumentReader } from './documents/reader.js';
import type { PageViewer } from './documents/viewer/page-viewer.js';
import { fairnessRoutes } from './fairness/routes.js';
import { createVirusScanner } from './documents/virus-scanner.js';
import { createAfterwards } from './http/afterwards.js';
import { answerNotFound, answerProblems } from './http/answer-problem.js';
import { decisionRoutes } from './decisions/routes.js';
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
import { scopesOf } from './http/scope.js';
import { securityHeaders } from './http/security-headers.js';
import { boardRoutes } from './jobs/queue-board.js';
import { jobRoutes } from './jobs/routes.js';
import { createRankingIndexStore } from './matches/ranking-index-store.js';
import { rankingRoutes } from './matches/ranking-routes.js';
import { matchRoutes } from './matches/routes.js';
import { savedSearchRoutes } from './matches/saved-search-routes.js';
import { messageRoutes } from './messages/routes.js';
import { createEvidenceCache } from './matches/top-evidence.js';
import { createReadiness } from './observability/health.js';
import type { Logger } from './observability/logger.js';
import { createMetrics, registerStateGauges } from './observability/metrics.js';
import { offeredFormRoutes } from './offered-forms/routes.js';
import { privacyRoutes } from './privacy/routes.js';
import type { Enqueue } from './queue/contracts.js';
import type { QueueControl } from './queue/queue-control.js';
import type { StartedRun } from './queue/ranking-run.js';
import { accountRoutes } from './staff/account-routes.js';
import type { Accounts } from './staff/accounts.js';
import { keyRoutes } from './staff/key-routes.js';
import { createOidcProvider } from './staff/oidc-provider.js';
import { oidcRoutes, waysRoute } from './staff/oidc-routes.js';
import { staffRoutes } from './staff/routes.js';
import { sessionRoutes } from './staff/session-routes.js';
import { submissionRoutes } from './submissions/routes.js';
import { similarRoutes } from './similar/routes.js';
import type { Storage } from './storage/storage.js';
import type { Taxonomy } from './taxonomy/load-taxonomy.js';
import { advertRoutes } from './vacancies/advert/routes.js';
import { createAdvertReceiver } from './vacancies/advert/receive-advert.js';
import { vacancyRoutes } from './vacancies/routes.js';
import { importRoutes } from './vacancies/import/routes.js';
import { createWeb } from './web/routes.js';

export interface AppDependencies {
  readonly config: Config;
  readonly database: Database;
  readonly storage: Storage;
  readonly viewer: PageViewer;
  /** Of adverts that come as documents. */
  readonly reader: Pick<DocumentReader, 'read'>;
  readonly enqueue: Enqueue;
  /** Enqueues the jobs of a run. May fail: the rows say what is owed, and the reconciler enqueues it. */
  readonly enqueueRun: (run: StartedRun) => Promise<void>;
  /** What can be asked of the queue; null: nothing, as in tests without one. */
  readonly queue: QueueControl | null;
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
  /** Resolves when what goes on after answers is done. */
  finished(): Promise<void>;
}

/** Files that never change, and what machines of the operator ask. */
const UNLIMITED = /^\/(assets|docs|health|metrics|openapi\.json)(\/|$)/;

/** Puts the API together from what it depends on. Reads no environment and opens nothing. */
export function createApp(dependencies: AppDependencies): App {
  const { config, storage, viewer, enqueue, queue, taxonomy, logger, version, stopping } = dependencies;
  const database: Database = { ...dependencies.database, hourlyLimits: config.hourlyLimits };
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
  const enqueueRun = (run: StartedRun): Promise<void> =>
    dependencies.enqueueRun(run).catch((error: unknown) => {
      logger.warn({ err: error, runId: run.runId }, 'the jobs of a run could not be enqueued yet');
    });
  const countRefusal = (limiter: string): void => metrics.rateLimited.inc({ limiter });

  const { publicUrl, linkSecret, linkDays, privacyNoticeUrl, uploadMaxBytes } = config;
  const sessions = {
    ...config.sessions,
    secure: publicUrl.startsWith('https://'),
    secondFactorRequired: config.secondFactorRequired,
  };
  const afterwards = createAfterwards(logger);
  const accounts: Accounts = {
    database,
    sessions,
    linkSecret,
    publicUrl,
    afterwards,
    breachedPasswords:
      config.breachedPasswordsUrl === null
        ? null
        : {
            url: config.breachedPasswordsUrl,
            onFailure(error) {
              metrics.breachedLookupFailures.inc();
              logger.warn({ err: error }, 'a password was taken without being looked up among breached ones');
            },
          },
  };
  const uploads = {
    database,
    storage,
    enqueue,
    taxonomy,
    idempotency,
    metrics,
    links: { publicUrl, linkSecret, linkDays, privacyNoticeUrl },
    uploadMaxBytes,
  };
  const compliance = {
    ...{ database, storage, idempotency, uploadMaxBytes },
    scanner: config.clamdUrl === null ? null : createVirusScanner(config.clamdUrl),
    warnDays: config.complianceWarnDays,
  };
  const listing = {
    database,
    taxonomy,
    people,
    evidence: createEvidenceCache(taxonomy),
    openVacancies: new Map(),
  };
  const adverts = {
    reader: dependencies.reader,
    scanner: compliance.scanner,
    receive: createAdvertReceiver(uploadMaxBytes),
  };
  const filedEvidence = filedEvidenceOf(compliance.warnDays);
  const oidcLabel = config.oidc?.label ?? null;
  const privacy = { database, storage, ledgerPath: config.erasureLedger, logger };
  const byEmail = config.mail !== null;
  const web = createWeb({
    ...{ ...privacy, ...uploads, ...listing, oidcLabel, byEmail, linkSecret, afterwards },
    ...{ viewer, adverts, compliance, accounts, ready, version, enqueueRun, filedEvidence, queue },
    scopes: () => scopesOf(routes),
  });
  const routes: Route[] = [
    ...cvRoutes({ ...uploads, viewer, stopping }),
    ...batchRoutes({ ...uploads, stopping }),
    ...importRoutes({ database, enqueue, taxonomy, idempotency }),
    ...advertRoutes({ taxonomy, adverts }),
    ...vacancyRoutes({ database, enqueue, taxonomy, idempotency }),
    ...matchRoutes(listing),
    ...savedSearchRoutes(database, taxonomy),
    ...similarRoutes({ database, taxonomy, people }),
    ...rankingRoutes({ database, taxonomy, enqueueRun, stopping }),
    ...candidateRoutes({ database, linkSecret, afterwards }),
    ...consentRoutes({ database, enqueue }),
    ...submissionRoutes({ database, idempotency, filedEvidence }),
    ...complianceRoutes(compliance),
    ...employerCheckRoutes(database),
    ...decisionRoutes(database),
    ...auditRoutes(database),
    ...unmatchedRoutes(database, taxonomy),
    ...offeredFormRoutes(database, taxonomy),
    ...fairnessRoutes({ database, taxonomy }),
    ...candidateSideRoutes({ database, enqueue, taxonomy, idempotency }),
    ...messageRoutes(database, uploads.links, byEmail),
    ...privacyRoutes(privacy),
    ...duplicateRoutes({ database, enqueue, idempotency }),
    ...sessionRoutes(accounts),
    waysRoute(oidcLabel),
    ...(config.oidc
      ? oidcRoutes(accounts, createOidcProvider(config.oidc, linkSecret, publicUrl), (error) => {
          logger.warn({ err: error }, 'somebody could not be signed in from the OpenID provider');
        })
      : []),
    ...accountRoutes(accounts),
    ...staffRoutes(accounts, idempotency),
    ...keyRoutes(database, () => scopesOf(routes)),
    ...jobRoutes({ database, queue }),
    ...boardRoutes(queue),
    ...operationRoutes(ready, metrics, version),
    ...docsRoutes(() => openApiDocument(routes, version)),
    ...web.routes,
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
  const limitAddress = addressLimiter(config.rateLimitPerMinute, countRefusal);
  app.use((request, response, next) => {
    if (UNLIMITED.test(request.path)) next();
    else void limitAddress(request, response, next);
  });
  mountRoutes(app, routes, {
    database,
    databaseWatch,
    linkSecret,
    sessions,
    metrics,
    recordLook: (actor, { candidateId }) =>
      database.prisma.$transaction((tx) =>
        appendAudit(tx, { actor, action: 'candidate.link_opened', subject: `candidate:${candidateId}` }),
      ),
    async recordLimit(actor, { cause }) {
      if (!(cause instanceof LimitReached)) return;
      await recordLimit(database, actor, cause);
      countRefusal(cause.taking);
    },
    writeLimiter: writeLimiter(config.rateLimitPerMinute, countRefusal),
  });
  app.use(answerNotFound);
  app.use(answerProblems(logger, metrics, web.presentProblem));
  return {
    express: app,
    routes,
    warmUp: () => people.refresh(database.pool),
    finished: () => afterwards.finished(),
  };
}
