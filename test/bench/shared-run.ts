import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { environmentWith } from '../../src/config.js';
import { createDatabase } from '../../src/database/client.js';
import { startEmbeddedServer } from '../../src/database/embedded-server.js';
import { migrate } from '../../src/database/migrate.js';
import { createRankingIndexStore } from '../../src/matches/ranking-index-store.js';
import type { Requirement } from '../../src/matching/requirement.js';
import { preparePostgresQueue } from '../../src/queue/postgres-backend.js';
import { openQueue } from '../../src/queue/queue.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { versionKey, versions } from '../../src/versions.js';
import {
  CROWDS,
  insertCrowd,
  insertVacancies,
  KEPT,
  makeCrowd,
  makeRequirements,
  VACANCIES,
} from './crowd.js';
import { compare, quantile, spread, type Bench, type Measured } from './harness.js';
import { joinConcepts, rival, searchWords } from './rivals.js';
import { timeRun, timeVacancies, type RunTime } from './run-times.js';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Everybody against every vacancy by real worker processes that share the run, and beside it what PostgreSQL would do by
 * itself with the same people: a join over concepts, and full-text search.
 */
export const sharedRun: Bench = {
  name: 'run',
  async run(rounds, note) {
    const tables: Measured[] = [];
    for (const people of CROWDS) tables.push(await measureAmong(people, rounds, note));
    return tables;
  },
};

/** In a database of its own. */
async function measureAmong(people: number, rounds: number, note: (text: string) => void): Promise<Measured> {
  const taxonomy = loadTaxonomy();
  const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-bench-'));
  const server = await startEmbeddedServer({ dataDir });
  await migrate(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const database = createDatabase({ url: server.url, pool: 4, keys: null });
  const config = { redisUrl: null };
  await preparePostgresQueue(server.url);
  const queue = await openQueue({ config, database, log: silent });
  const workers: ChildProcess[] = [];
  try {
    note(`inserting ${people} people`);
    await insertCrowd(client, makeCrowd(people, taxonomy), taxonomy);
    const requirements = makeRequirements(VACANCIES, taxonomy);
    await insertVacancies(client, requirements, taxonomy);

    note('loading everybody');
    const store = createRankingIndexStore(taxonomy);
    const started = performance.now();
    await store.refresh(database.pool);
    const loadSeconds = (performance.now() - started) / 1000;

    const rank = (requirement: Requirement): number => store.index.rankSlots(requirement, KEPT).ids.length;
    const rows = await compare(
      [
        { ...rival('ranking index', requirements.slice(0, 20), rank), anchor: true },
        rival('SQL join over concepts', requirements.slice(0, 3), (one) => joinConcepts(client, one)),
        rival('ts_rank_cd over words', requirements.slice(0, 1), (one) => searchWords(client, one)),
      ],
      rounds,
    );

    const key = versionKey(versions(taxonomy));
    const facts: Record<string, number> = { 'loaded from PostgreSQL, s': loadSeconds };
    for (const count of [1, 2]) {
      note(`${count} workers`);
      workers.push(await startWorker(server.url, dataDir));
      // The first run loads everybody into the new worker.
      const times: RunTime[] = [];
      for (let round = -1; round < rounds; round += 1) {
        const took = await timeRun(database, queue, key);
        if (round >= 0) times.push(took);
      }
      const { median, min, max } = spread(times.map(({ written }) => written));
      const name = count === 1 ? 'one worker' : 'two workers';
      facts[`${name}, lists written, s`] = median;
      facts[`${name}, fastest, s`] = min;
      facts[`${name}, slowest, s`] = max;
      facts[`${name}, old lists gone, s`] = spread(times.map(({ cleared }) => cleared)).median;
    }
    note('one vacancy at a time');
    const alone = await timeVacancies(database, queue);
    facts['one vacancy, list written, p50 ms'] = quantile(alone, 0.5);
    facts['one vacancy, list written, p95 ms'] = quantile(alone, 0.95);
    return {
      title: `${VACANCIES} vacancies ranked again for ${people.toLocaleString('en-GB')} people by workers that share them`,
      unit: 'vacancy',
      rounds,
      rows,
      facts,
      notes: [
        'From the start of the run to its last list on record; the database is on the same cores.',
        'The join sums weight × strength of concepts alone; ts_rank_cd ranks by the words of the advert alone. Neither knows stages, gates or who did what.',
      ],
    };
  } finally {
    for (const worker of workers) await end(worker);
    await queue.close();
    await database.close();
    await client.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startWorker(databaseUrl: string, dataDir: string): Promise<ChildProcess> {
  const settings = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, REDIS_URL: '', LOG_LEVEL: 'warn' };
  const worker = fork(join(program, 'workers', 'main.js'), { env: environmentWith(settings) });
  await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => Promise.reject(new Error('a worker did not start'))),
  ]);
  return worker;
}

async function end(worker: ChildProcess): Promise<void> {
  worker.kill('SIGTERM');
  if (worker.exitCode === null) await once(worker, 'exit');
}
