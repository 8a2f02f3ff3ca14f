import type { Pool } from 'pg';
import type { Database } from '../database/client.js';
import type { QueueCount } from './dead-letters.js';
import { clearDeadLetters, countJobs } from './dead-letters.js';
import { jobIdOf } from './job-id.js';
import {
  owedCandidates,
  owedCvs,
  owedProfiles,
  owedReadings,
  owedVacancies,
  owedWithdrawals,
  type CurrentVersions,
} from './owed.js';
import type { OwedJob, Queue } from './queue.js';
import type { QueueLog } from './queue-log.js';
import { finishRuns, startRun } from './ranking-run.js';
import { QUEUES, queueOf } from './registry.js';
import { withClient } from './with-client.js';

export interface ReconcileOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly versions: CurrentVersions;
  readonly log: QueueLog;
}

/** Rows of one kind per round. While that many jobs wait already, there is no need to look. */
const BATCH = 2_000;
/** So many vacancies that are owed a list are ranked as a run. */
const MANY = 20;
/** A dead letter of a row that is still owed makes way for another job after so long. */
const DEAD_LETTER_PAUSE_MS = 30_000;

/** Advisory lock that one process at a time holds while it reconciles. */
const RECONCILE_LOCK = 7_170_002;

/**
 * Enqueues what the rows say is owed: whatever the queue lost, or never heard of. One process at a time: the number of
 * jobs handed to the queue, which ignores those it has already; null when it is another process's turn.
 *
 * @param round counts up; some looks are taken now and then only.
 * @throws when the database or the queue is unreachable.
 */
export async function reconcile(options: ReconcileOptions, round: number): Promise<number | null> {
  // The lock ends with the connection, however the round goes.
  return withClient(
    options.database.pool,
    async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        RECONCILE_LOCK,
      ]);
      return rows[0]?.mine ? enqueueOwed(options, round) : null;
    },
    { keep: false },
  );
}

async function enqueueOwed(
  { database: { pool }, queue, versions }: ReconcileOptions,
  round: number,
): Promise<number> {
  const counts = await countJobs(queue);
  const wants = (name: keyof typeof counts, state: keyof QueueCount): boolean => counts[name][state] < BATCH;
  const owed: OwedJob[] = [];
  if (wants('extract', 'waiting')) owed.push(...(await owedCvs(pool, BATCH)));
  if (wants('extract', 'prioritized')) owed.push(...(await owedReadings(pool, versions, BATCH)));
  if (wants('profile', 'prioritized')) owed.push(...(await owedProfiles(pool, versions, BATCH)));
  if (wants('rank', 'waiting')) {
    const vacancies = await owedVacancies(pool, versions, BATCH);
    // After a change of versions: together, and to be watched.
    const together = vacancies.length >= MANY && (await startVersionsRun(pool, queue, versions.key));
    if (!together) owed.push(...vacancies);
    owed.push(...(await owedCandidates(pool, BATCH)));
    if (round % 12 === 0) owed.push(...(await owedWithdrawals(pool, BATCH)));
  }
  await finishRuns(pool);
  for (const name of QUEUES) {
    const ids = owed.filter((job) => queueOf[job.name] === name).map(idOf);
    await clearDeadLetters(queue, name, new Set(ids), DEAD_LETTER_PAUSE_MS);
  }
  await queue.enqueueMany(owed);
  return owed.length;
}

/** False: another run is under way. The flow is a hint: what it loses is owed vacancy by vacancy a minute later. */
async function startVersionsRun(pool: Pool, queue: Queue, versionKey: string): Promise<boolean> {
  const run = await startRun(pool, versionKey, 'versions');
  if (run.isNew && run.chunks > 0) await queue.enqueueRun(run);
  return run.isNew;
}

function idOf({ name, payload, options }: OwedJob): string {
  return jobIdOf(name, payload, options.revision);
}
