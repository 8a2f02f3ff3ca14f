import pg from 'pg';
import { startRedis } from '../fixtures/redis.js';
import { sampleVacancies, uploadableSamples } from './corpus.js';
import { quantile, type Bench, type Table } from './harness.js';
import { startInstallation, type BenchInstallation } from './installation.js';
import { postVacancy, until, untilRanked } from './staff-client.js';
import { keepAlive, upload } from './upload-client.js';

const UPLOADS_PER_ROUND = 8;

/** From the first byte of an upload to the person standing in every open vacancy's list; real processes throughout. */
export const latency: Bench = {
  name: 'latency',
  async run(rounds, note) {
    const tables: Omit<Table, 'bench' | 'load'>[] = [];
    note('queue in PostgreSQL');
    tables.push(await measure('PostgreSQL', rounds));
    const redis = await startRedis();
    if (redis !== null) {
      note('queue on Redis');
      try {
        tables.push(await measure('Redis', rounds, redis.url));
      } finally {
        await redis.stop();
      }
    }
    return tables;
  },
};

async function measure(
  queue: string,
  rounds: number,
  redisUrl?: string,
): Promise<Omit<Table, 'bench' | 'load'>> {
  const installation = await startInstallation({
    worker: true,
    ...(redisUrl === undefined ? {} : { redisUrl }),
  });
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  const agent = keepAlive(1);
  try {
    for (const [n, description] of sampleVacancies().entries()) {
      await postVacancy(installation, agent, { title: `Bench ${n}`, employer: 'Bench', description });
    }
    await untilRanked(client);
    const acknowledged: number[] = [];
    const ranked: number[] = [];
    const recognised: number[] = [];
    const files = uploadableSamples().filter(isReadable);
    for (let n = -2; n < rounds * UPLOADS_PER_ROUND; n += 1) {
      const file = files[(n + 2) % files.length];
      if (!file) throw new RangeError('there are no samples');
      const started = performance.now();
      const candidateId = await send(installation, agent, { ...file, email: `latency-${n + 2}@example.org` });
      const answered = performance.now() - started;
      await until(() => isRanked(client, candidateId), 5);
      const done = performance.now() - started;
      // The first two warm up processes and caches.
      if (n < 0) continue;
      acknowledged.push(answered);
      if (await isScan(client, candidateId)) recognised.push(done);
      else ranked.push(done);
    }
    return {
      title: `From upload to ranked for ${sampleVacancies().length} vacancies, queue in ${queue}`,
      unit: 'upload',
      rounds,
      rows: [],
      facts: {
        uploads: acknowledged.length,
        'acknowledged, p50 ms': quantile(acknowledged, 0.5),
        'acknowledged, p95 ms': quantile(acknowledged, 0.95),
        'ranked, p50 ms': quantile(ranked, 0.5),
        'ranked, p95 ms': quantile(ranked, 0.95),
        'scans among them': recognised.length,
        'a scan recognised and ranked, p50 ms': quantile(recognised, 0.5),
      },
      notes: [
        'One upload after the other, PDF, Word and text in turn; seen by asking the database every 5 ms. Scans are told apart.',
      ],
    };
  } finally {
    agent.destroy();
    await client.end();
    await installation.stop();
  }
}

/** Samples that end as unreadable are measured nowhere: they have no place in a list. */
function isReadable({ name }: { readonly name: string }): boolean {
  return !['lewis-tran', 'owen-fairbrother'].some((person) => name.startsWith(person));
}

async function send(
  { address }: BenchInstallation,
  agent: ReturnType<typeof keepAlive>,
  { name: fileName, bytes, email }: { readonly name: string; readonly bytes: Buffer; readonly email: string },
): Promise<string> {
  const answer = await upload(address, agent, { bytes, fileName, name: 'Bench', email });
  if (answer.status !== 202) throw new Error(`an upload was answered with ${answer.status}: ${answer.body}`);
  return (JSON.parse(answer.body) as { candidateId: string }).candidateId;
}

async function isRanked(client: pg.Client, candidateId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM profile WHERE candidate_id = $1 AND ranked_revision = revision',
    [candidateId],
  );
  return rowCount === 1;
}

async function isScan(client: pg.Client, candidateId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM cv WHERE candidate_id = $1 AND 'recognised_text' = ANY (flags)`,
    [candidateId],
  );
  return rowCount === 1;
}
