import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Config } from '../src/config.js';
import { extractCv } from '../src/cvs/extract-cv.js';
import { profileCv } from '../src/cvs/profile-cv.js';
import { scanStoredCvs } from '../src/cvs/scan-stored-cvs.js';
import { createDatabase } from '../src/database/client.js';
import { createDocumentReader } from '../src/documents/reader.js';
import { probeFences } from '../src/documents/sandbox/fences.js';
import { createVirusScanner } from '../src/documents/virus-scanner.js';
import { unlessAway } from '../src/http/database-failure.js';
import { rankCandidate } from '../src/matches/rank-candidate.js';
import { finishRun, rankChunk } from '../src/matches/rank-chunk.js';
import { rankVacancy } from '../src/matches/rank-vacancy.js';
import { createRankingIndexStore } from '../src/matches/ranking-index-store.js';
import { openMail } from '../src/messages/open-mail.js';
import { runOutbox } from '../src/messages/run-outbox.js';
import { createLogger } from '../src/observability/logger.js';
import { requireErased } from '../src/privacy/require-erased.js';
import { announceReady, onShutdown } from '../src/process-contract.js';
import { releaseLeases } from '../src/queue/lease.js';
import { openQueue } from '../src/queue/queue.js';
import type { QueueName } from '../src/queue/registry.js';
import { runReconciler } from '../src/queue/run-reconciler.js';
import { runWorkers, type Handlers } from '../src/queue/run-workers.js';
import { within } from '../src/queue/within.js';
import { openStorage } from '../src/storage/open-storage.js';
import { loadTaxonomy } from '../src/taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../src/versions.js';
import { startHeartbeat } from './heartbeat.js';
import { startMaintenance } from './maintenance.js';

/** Work under way gets this long when the process is to end; what is left is given back for others to do. */
const DRAIN_MS = 8_000;

/**
 * Wires a worker together and runs it until the process is told to stop. Resolves once it does its work.
 *
 * @throws Error with a sentence for whoever started it.
 */
export async function runWorker(config: Config, queues: readonly QueueName[]): Promise<void> {
  if (config.databaseUrl === null) {
    throw new Error(
      'DATABASE_URL is not set. A worker has no database of its own: "npm start" runs everything.',
    );
  }
  const log = createLogger(config.logLevel).child({ process: 'worker' });
  const worker = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const taxonomy = loadTaxonomy();
  const storage = await openStorage(config);
  const database = createDatabase({
    url: config.databaseUrl,
    pool: config.databasePool,
    actAs: 'worker',
    keys: config.storageKeys,
  });
  // It would rank them, and write to them.
  await unlessAway(log, () => requireErased(database, config.erasureLedger));
  const reader = createDocumentReader(config.reader);
  // Its processes take a moment to start: not the moment in which the first candidate waits.
  if (queues.includes('extract')) reader.warmUp();
  const queue = await openQueue({ config, database, log });
  const context = {
    database,
    enqueue: queue.enqueue,
    log,
    worker,
    leaseSeconds: config.leaseSeconds,
    taxonomy,
  };
  const scanner = config.clamdUrl === null ? null : createVirusScanner(config.clamdUrl);
  const extracting = { ...context, storage, reader, scanner };
  const ranking = { ...context, ranking: createRankingIndexStore(taxonomy), openVacancies: new Map() };
  const handlers: Handlers = {
    'extract-cv': (payload) => extractCv(extracting, payload),
    'profile-cv': (payload) => profileCv(context, payload),
    'rank-candidate': (payload) => rankCandidate(ranking, payload),
    'rank-vacancy': (payload) => rankVacancy(ranking, payload),
    'rank-chunk': (payload) => rankChunk(ranking, payload),
    'finish-run': (payload) => finishRun(ranking, payload),
  };
  const each = { extract: config.workerConcurrency, profile: 2, rank: 2 };
  const concurrency = Object.fromEntries(queues.map((name) => [name, each[name]]));
  const consumers = runWorkers({ config, database, handlers, log, concurrency });
  const current = versions(taxonomy);
  const reconciler = runReconciler({
    database,
    queue,
    log,
    versions: { ...current, key: versionKey(current) },
    everySeconds: config.reconcileSeconds,
  });
  let scannedTo: string | null = null;
  const maintenance = startMaintenance({
    ...{ database, storage, log },
    ledgerPath: config.erasureLedger,
    complianceWarnDays: config.complianceWarnDays,
    scanStored:
      scanner &&
      (async (stopping) => {
        const scans = await scanStoredCvs({ ...context, storage, scanner }, { before: scannedTo, stopping });
        scannedTo = scans.before;
        return scans;
      }),
  });
  const mail = config.mail && openMail(config.mail.url, config.mail.from);
  const outbox =
    mail &&
    runOutbox({
      pool: database.pool,
      deliver: mail.deliver,
      links: config,
      log,
      everySeconds: config.reconcileSeconds,
    });
  const heartbeat = startHeartbeat(consumers, log);

  onShutdown(
    async (reason) => {
      log.info({ reason, active: consumers.active() }, 'the worker stops');
      heartbeat.stop();
      const [ended] = await Promise.all([
        consumers.close(DRAIN_MS),
        reconciler.stop(),
        within(DRAIN_MS, maintenance.stop()).catch(() => undefined),
        within(DRAIN_MS, outbox?.stop() ?? Promise.resolve()).catch(() => undefined),
      ]);
      mail?.close();
      // From here on what is still under way can write nothing.
      const released = await within(1_000, releaseLeases(database.pool, worker)).catch(() => 0);
      await within(1_000, reader.close()).catch(() => undefined);
      await queue.close();
      await within(1_000, database.close()).catch(() => undefined);
      log.info({ ended, released }, 'the worker has stopped');
    },
    { onFault: (error, origin) => log.fatal({ err: error, origin }, 'a fault that nobody caught') },
  );
  if (queues.includes('extract')) {
    log.info({ fences: await probeFences() }, 'documents are read behind these fences');
    if (scanner === null) log.warn('documents are not scanned for viruses: CLAMD_URL is not set');
    else log.info({ clamd: config.clamdUrl }, 'documents are scanned for viruses by ClamAV');
  }
  await consumers.started;
  log.info({ worker, queues, backend: queue.backend, versions: current }, 'the worker is ready');
  announceReady();
}
