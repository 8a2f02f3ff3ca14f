import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.js';
import { readConfig, type Config } from './config.js';
import { createDatabase, type Database } from './database/client.js';
import { pendingMigrations } from './database/migrate.js';
import { createOccasionalReader } from './documents/occasional-reader.js';
import { createPageViewer } from './documents/viewer/page-viewer.js';
import { declaresTooLargeBody } from './http/body-limits.js';
import { unlessAway } from './http/database-failure.js';
import { createHttpServer } from './http/http-server.js';
import { forgetOldKeys } from './http/idempotency.js';
import { listen, stopListening } from './http/listen.js';
import { createLogger } from './observability/logger.js';
import { requireErased } from './privacy/require-erased.js';
import { announceReady, onShutdown } from './process-contract.js';
import { programVersion } from './program-version.js';
import { controlOf } from './queue/queue-control.js';
import { openQueue } from './queue/queue.js';
import { forgetOldSessions } from './staff/sessions.js';
import { forgetOldAttempts } from './staff/throttle.js';
import { openStorage } from './storage/open-storage.js';
import { loadTaxonomy } from './taxonomy/load-taxonomy.js';

/** Time for a load balancer to notice that this process is not ready any more. */
const NOTICE_MS = 3_000;
/** For requests under way when the process is to stop. */
const GRACE_MS = { production: 15_000, otherwise: 5_000 };
const HOUR_MS = 3_600_000;

/** Wires the API together and serves it until the process is told to stop. */
async function serve(config: Config): Promise<void> {
  if (config.databaseUrl === null) {
    throw new Error(
      'DATABASE_URL is not set. The API has no database of its own: "npm start" runs everything.',
    );
  }
  const logger = createLogger(config.logLevel).child({ process: 'api' });
  const taxonomy = loadTaxonomy();
  const storage = await openStorage(config);
  const database = createDatabase({
    url: config.databaseUrl,
    pool: config.databasePool,
    actAs: 'api',
    keys: config.storageKeys,
  });
  await unlessAway(logger, () => requireSoundDatabase(database, config.erasureLedger));
  const queue = await openQueue({ config, database, log: logger });
  const viewer = createPageViewer(config.reader);
  const reader = createOccasionalReader(config.reader);
  const stopping = new AbortController();
  const app = createApp({
    config,
    database,
    storage,
    viewer,
    reader,
    enqueue: queue.enqueue,
    enqueueRun: (run) => queue.enqueueRun(run),
    queue: controlOf(queue, database.pool),
    taxonomy,
    logger,
    version: programVersion(),
    stopping: stopping.signal,
  });
  const server = createHttpServer(app.express, (request) =>
    declaresTooLargeBody(request, config.uploadMaxBytes),
  );
  const housekeeping = setInterval(() => {
    const forgetting = [
      forgetOldKeys(database),
      forgetOldSessions(database, config.sessions),
      forgetOldAttempts(database),
    ];
    Promise.all(forgetting).catch((error: unknown) =>
      logger.warn({ err: error }, 'what is over could not be removed'),
    );
  }, HOUR_MS);

  onShutdown(
    async (reason) => {
      logger.info({ reason }, 'the API stops');
      stopping.abort();
      clearInterval(housekeeping);
      if (config.production) await sleep(NOTICE_MS);
      const finished = await stopListening(
        server,
        config.production ? GRACE_MS.production : GRACE_MS.otherwise,
      );
      await Promise.race([app.finished(), sleep(1_000)]);
      await Promise.race([Promise.all([viewer.close(), reader.close()]), sleep(1_000)]);
      await queue.close();
      await Promise.race([database.close(), sleep(1_000)]);
      logger.info({ finished }, 'the API has stopped');
    },
    { onFault: (error, origin) => logger.fatal({ err: error, origin }, 'a fault that nobody caught') },
  );
  const port = await listen(server, config.port, config.host);
  logger.info({ host: config.host, port, queue: queue.backend }, 'the API is ready');
  announceReady({ port });
  // Whoever asks before it is done waits for it; if it fails, the next one who asks tries again.
  app.warmUp().catch((error: unknown) => logger.warn({ err: error }, 'people could not be loaded yet'));
}

/** Migrated by this version or a newer one, and without people who were erased. */
async function requireSoundDatabase({ pool }: Database, ledgerPath: string): Promise<void> {
  const missing = await pendingMigrations(pool);
  if (missing.length > 0)
    throw new Error(`The database lacks ${missing.join(', ')}: run "npm run migrate" first.`);
  await requireErased({ pool }, ledgerPath);
}

try {
  await serve(readConfig());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
